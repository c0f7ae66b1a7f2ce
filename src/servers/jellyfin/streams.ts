import type { MediaVersion } from "../../model/item.ts";
import { requestUrl } from "../request.ts";
import type { StreamUrls } from "../server.ts";
import type { JellyfinClient } from "./client.ts";

/**
 * Direct file and HLS playlist of a version. The token is in the query because a media element sends no headers; HLS playlists
 * pass it on to their segments. Parameters as the server's own TranscodingUrl has them. contract/jellyfin-api.md §5,
 * jellyfin/recorded/10-hls.json.
 */
export function streamUrls(
	client: JellyfinClient,
	token: string,
	key: string,
	version: MediaVersion,
	playSessionId: string,
): StreamUrls {
	const common = { deviceId: client.deviceId, mediaSourceId: version.key, playSessionId, ApiKey: token };
	const direct = requestUrl(client.address, `/Videos/${key}/stream.${version.container || "mp4"}`, {
		...common,
		static: true,
	});
	const hls = requestUrl(client.address, `/Videos/${key}/master.m3u8`, {
		...common,
		VideoCodec: "h264",
		AudioCodec: "aac",
		VideoBitrate: 12_000_000,
		AudioBitrate: 192_000,
		SegmentContainer: "mp4",
		MinSegments: 1,
		TranscodingMaxAudioChannels: 2,
		RequireAvc: false,
		"h264-profile": "high,main,baseline,constrainedbaseline",
		"h264-level": 52,
		"h264-videobitdepth": 8,
		TranscodeReasons: "ContainerNotSupported",
	});
	return {
		direct: direct.href,
		hls: hls.href,
		readCaption: (index, signal) =>
			client.text(`/Videos/${key}/${version.key}/Subtitles/${index}/0/Stream.vtt`, {}, signal),
		async end() {
			const query = { deviceId: client.deviceId, playSessionId };
			await client.send("DELETE", "/Videos/ActiveEncodings", query, undefined, AbortSignal.timeout(5000));
		},
	};
}
