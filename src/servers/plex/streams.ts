import type { MediaVersion } from "../../model/item.ts";
import type { StreamUrls } from "../server.ts";
import type { PlexClient } from "./client.ts";
import { partsOfVersionKey } from "./map-media.ts";

const TRANSCODE = "/video/:/transcode/universal";

/**
 * Direct file and HLS playlist of a version. The playlist needs a decision with the same parameters first (`begin`), or a cold
 * session answers 400. contract/plex-api.md §5.
 */
export function streamUrls(
	client: PlexClient,
	ratingKey: string,
	version: MediaVersion,
	playSessionId: string,
): StreamUrls {
	const { mediaIndex, partKey } = partsOfVersionKey(version.key);
	const query = {
		path: `/library/metadata/${ratingKey}`,
		mediaIndex,
		partIndex: 0,
		protocol: "hls",
		directPlay: 0,
		directStream: 1,
		directStreamAudio: 1,
		fastSeek: 1,
		hasMDE: 1,
		location: "lan",
		videoResolution: "1920x1080",
		maxVideoBitrate: 12_000,
		subtitles: "none",
		mediaBufferSize: 102_400,
		session: playSessionId,
		"X-Plex-Session-Identifier": playSessionId,
		"X-Plex-Client-Profile-Name": "Generic",
	};
	return {
		direct: client.urlWithToken(partKey),
		hls: client.urlWithToken(`${TRANSCODE}/start.m3u8`, query),
		readCaption: (streamKey, signal) => client.text(streamKey, { format: "srt", encoding: "utf-8" }, signal),
		begin: (signal) => client.act("GET", `${TRANSCODE}/decision`, query, signal),
		async end() {
			await client.act("GET", `${TRANSCODE}/stop`, { session: playSessionId }, AbortSignal.timeout(5000));
		},
	};
}
