import type { FragmentedMp4 } from "../core/fragmented-mp4.ts";
import { HLS_CLIP_ATTRIBUTES, hlsClip, mediaPlaylist } from "../core/hls-clip.ts";
import { rangeResponse } from "../core/media.ts";
import { empty, failed, invalid } from "./answers.ts";
import { type Call, itemInPath } from "./call.ts";
import { fileOf } from "./media-source.ts";
import { Refusal } from "./query.ts";
import type { Route } from "./router.ts";
import { ticksPerMs } from "./stamp.ts";

/**
 * HLS as in 10-hls: one variant in fMP4, every address relative with the whole query repeated, so that the token goes along. What
 * is sent is always the H.264 clip. Nothing is kept per session: a server starts again what was stopped when it is asked once more.
 */

function needs(call: Call, ...names: readonly string[]): void {
	const missing = names.filter((name) => call.query.text(name) === null);
	if (missing.length > 0) {
		throw new Refusal(invalid(Object.fromEntries(missing.map((name) => [name, [`The ${name} field is required.`]]))));
	}
}

/** 400 when the path names nothing that can be played, or `mediaSourceId` no file of it. */
async function clipAsked(call: Call): Promise<FragmentedMp4> {
	needs(call, "mediaSourceId");
	const file = fileOf(itemInPath(call, null), call.query.text("mediaSourceId"));
	if (!file?.file) {
		throw new Refusal(failed(400));
	}
	return hlsClip();
}

function playlist(lines: readonly string[], headers: Readonly<Record<string, string>> = {}): Response {
	return new Response(`${lines.join("\n")}\n`, {
		headers: { "Content-Type": "application/vnd.apple.mpegurl", ...headers },
	});
}

/** The master passes its query on as it came, but for the one sound codec it has chosen. */
async function master(call: Call): Promise<Response> {
	await clipAsked(call);
	const query = new URL(call.request.url).search.replace(/([?&]audiocodec=)[^&]*/i, "$1aac");
	return playlist(
		[
			"#EXTM3U",
			`#EXT-X-STREAM-INF:BANDWIDTH=200000,AVERAGE-BANDWIDTH=200000,VIDEO-RANGE=SDR,${HLS_CLIP_ATTRIBUTES}`,
			`main.m3u8${query}`,
		],
		{ Expires: "0" },
	);
}

async function media(call: Call): Promise<Response> {
	const clip = await clipAsked(call);
	const { searchParams } = new URL(call.request.url);
	const url = (name: string, start: number, seconds: number): string => {
		const query = new URLSearchParams(searchParams);
		query.set("runtimeTicks", ticksOf(start));
		query.set("actualSegmentLengthTicks", ticksOf(seconds));
		return `hls1/main/${name}.mp4?${query}`;
	};
	return playlist(
		mediaPlaylist(clip, {
			init: url("-1", 0, 0),
			segment: (number, start, seconds) => url(String(number), start, seconds),
		}),
	);
}

function ticksOf(seconds: number): string {
	return String(Math.round(seconds * 1000) * ticksPerMs);
}

/** Segment -1 is the initialisation. */
async function segment(call: Call): Promise<Response> {
	const clip = await clipAsked(call);
	const [, number = ""] = /^(-1|\d+)\.mp4$/i.exec(call.path.segment ?? "") ?? [];
	const bytes = number === "-1" ? clip.init : clip.segments[Number.parseInt(number, 10)]?.bytes();
	return bytes === undefined ? empty(404) : rangeResponse(call.request, bytes, "video/mp4");
}

/** Playlists, their pieces, and the word that nobody watches any more. */
export const hlsRoutes: readonly Route[] = [
	{ method: "GET", path: "/Videos/{itemId}/master.m3u8", gate: "user", answer: master },
	{ method: "HEAD", path: "/Videos/{itemId}/master.m3u8", gate: "user", answer: master },
	{ method: "GET", path: "/Videos/{itemId}/main.m3u8", gate: "user", answer: media },
	{ method: "GET", path: "/Videos/{itemId}/hls1/{playlistId}/{segment}", gate: "user", answer: segment },
	{
		method: "DELETE",
		path: "/Videos/ActiveEncodings",
		gate: "user",
		answer: (call) => {
			needs(call, "deviceId", "playSessionId");
			return empty(204);
		},
	},
];
