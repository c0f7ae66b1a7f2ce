import { type FragmentedMp4, fragmentMp4 } from "./fragmented-mp4.ts";
import { clipBytes } from "./media.ts";

let fragmented: Promise<FragmentedMp4> | undefined;

/** Whatever is to be converted, the demo servers make the H.264 clip of it. Cut once and kept. */
export function hlsClip(): Promise<FragmentedMp4> {
	fragmented ??= clipBytes({ clip: "h264", width: 1280, height: 720 }).then(fragmentMp4);
	return fragmented;
}

/** What a master playlist says of that clip, after the bandwidth. */
export const HLS_CLIP_ATTRIBUTES = 'CODECS="avc1.4d400c,mp4a.40.2",RESOLUTION=384x216,FRAME-RATE=4';

/** Where a media playlist finds its pieces. */
export interface PieceUrls {
	readonly init: string;
	/** `start` and `seconds`: where the segment begins and how long it is. */
	readonly segment: (number: number, start: number, seconds: number) => string;
}

/** The media playlist of `clip`, line by line. RFC 8216 §4.3. Pure. */
export function mediaPlaylist(clip: FragmentedMp4, urls: PieceUrls): string[] {
	const longest = Math.max(...clip.segments.map(({ seconds }) => seconds));
	let start = 0;
	const pieces = clip.segments.flatMap(({ seconds }, number) => {
		const url = urls.segment(number, start, seconds);
		start += seconds;
		return [`#EXTINF:${seconds.toFixed(6)},`, url];
	});
	return [
		"#EXTM3U",
		"#EXT-X-PLAYLIST-TYPE:VOD",
		"#EXT-X-VERSION:7",
		`#EXT-X-TARGETDURATION:${Math.ceil(longest)}`,
		"#EXT-X-MEDIA-SEQUENCE:0",
		`#EXT-X-MAP:URI="${urls.init}"`,
		...pieces,
		"#EXT-X-ENDLIST",
	];
}
