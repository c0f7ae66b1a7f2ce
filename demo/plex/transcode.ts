import { HLS_CLIP_ATTRIBUTES, hlsClip, mediaPlaylist } from "../core/hls-clip.ts";
import { container, emptyPage, errorPage, type Reader } from "./answers.ts";
import type { Call } from "./call.ts";
import type { PlayableNode } from "./catalogue.ts";
import { rowOptions } from "./library-routes.ts";
import { mediaRows } from "./media-rows.ts";
import { type MediaServerState, nodeByKey } from "./media-server.ts";
import { metadataRow } from "./rows.ts";
import { sectionContainer } from "./sections.ts";
import type { Row } from "./tags.ts";

/** The title that `path=/library/metadata/{id}` names. */
function asked(call: Call): PlayableNode | null {
	const [, key = ""] = /^\/library\/metadata\/(\w+)$/.exec(call.read("path") ?? "") ?? [];
	const node = nodeByKey(call.state, key);
	return node?.type === "movie" || node?.type === "episode" ? node : null;
}

/** Platforms whose profile PMS has; others get 400 (contract/plex-api.md §5). */
const PLATFORMS = ["Chrome", "Firefox", "Safari", "Generic", "Microsoft Edge", "Android", "iOS"];

/**
 * GET `/video/:/transcode/universal/decision`: opens the session. Numbers and flags come as text in it. 400 without a session, a
 * platform PMS knows or the title's path.
 */
export function decision(call: Call): Response {
	const node = asked(call);
	const session = call.read("session") ?? call.read("transcodeSessionId");
	const platform = call.read("X-Plex-Platform");
	if (node === null || session === null || platform === null || !PLATFORMS.includes(platform)) {
		return errorPage(call.reader, 400);
	}
	call.state.transcodes.add(session);
	const isDirect = call.read("directPlay") === "1";
	const said = isDirect
		? { code: 1000, text: "Direct play OK." }
		: { code: 1001, text: "Direct play not available; Conversion OK." };
	const row = metadataRow(node, rowOptions(call, true));
	const section = sectionContainer(node.sectionId, call.state.machineIdentifier);
	return container(call.reader, {
		size: 1,
		...section,
		allowSync: "1",
		librarySectionID: String(node.sectionId),
		generalDecisionCode: said.code,
		generalDecisionText: said.text,
		...(isDirect
			? { directPlayDecisionCode: said.code, directPlayDecisionText: said.text }
			: { transcodeDecisionCode: 1001, transcodeDecisionText: "Direct play not available; Conversion OK." }),
		resourceSession: session,
		Metadata: [{ ...row, librarySectionID: String(node.sectionId), Media: [chosen(mediaOf(call, node))] }],
	});
}

/** The file that `mediaIndex` names, else the first. */
function mediaOf(call: Call, node: PlayableNode): Row {
	const [first = {}, ...more] = mediaRows(node, true);
	return more[Number(call.read("mediaIndex") ?? 0) - 1] ?? first;
}

function chosen(media: Row): Row {
	return { ...media, id: String(media.id), selected: true };
}

/** GET `…/start.m3u8`: the master playlist. 400 when no decision was made for the session. */
export function startPlaylist(call: Call): Response {
	const session = call.read("session") ?? call.read("transcodeSessionId") ?? "";
	if (asked(call) === null || !call.state.transcodes.has(session)) return errorPage(call.reader, 400);
	const lines = [
		"#EXTM3U",
		`#EXT-X-STREAM-INF:PROGRAM-ID=1,BANDWIDTH=200000,${HLS_CLIP_ATTRIBUTES}`,
		`session/${encodeURIComponent(session)}/base/index.m3u8`,
	];
	return playlist(call.reader, lines);
}

/** GET `…/stop`: ends the session. */
export function stopTranscode(call: Call): Response {
	call.state.transcodes.delete(call.read("session") ?? "");
	return emptyPage(call.reader);
}

/** Path of what belongs to a running session. */
const SESSION_PATH = /^\/video\/:\/transcode\/universal\/session\/([^/]+)\/base\/(index\.m3u8|header|\d+\.m4s)$/;

/**
 * What a running session plays: to everybody who knows its id, for a player asks for segments without the token. null for other paths.
 */
export async function sessionFile(state: MediaServerState, reader: Reader, path: string): Promise<Response | null> {
	const [, session, file = ""] = SESSION_PATH.exec(path) ?? [];
	if (session === undefined) return null;
	const open = { ...reader, allowedOrigin: reader.request.headers.get("origin") ?? "*" };
	if (!state.transcodes.has(session)) return errorPage(open, 404);
	const clip = await hlsClip();
	if (file === "header") return piece(open, clip.init);
	if (file !== "index.m3u8") {
		const segment = clip.segments[Number.parseInt(file, 10)];
		return segment === undefined ? errorPage(open, 404) : piece(open, segment.bytes());
	}
	const segment = (number: number): string => `${String(number).padStart(5, "0")}.m4s`;
	return playlist(open, mediaPlaylist(clip, { init: "header", segment }));
}

function playlist(reader: Reader, lines: readonly string[]): Response {
	return new Response(`${lines.join("\n")}\n`, {
		headers: {
			"access-control-allow-origin": reader.allowedOrigin,
			"content-type": "application/vnd.apple.mpegurl",
			"cache-control": "no-cache",
			"x-plex-protocol": "1.0",
		},
	});
}

function piece(reader: Reader, bytes: Uint8Array<ArrayBuffer>): Response {
	return new Response(bytes, {
		headers: { "access-control-allow-origin": reader.allowedOrigin, "content-type": "video/mp4" },
	});
}
