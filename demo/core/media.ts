import { readFile } from "node:fs/promises";
import type { DemoFile } from "../library/types.ts";
import { OPEN_CORS } from "./handler.ts";

/** The two clips that exist. Files of other codecs get the first. */
export type ClipName = "demo-h264-aac.mp4" | "demo-vp9-opus.webm";

/** Length of every clip, in ms. Longer than 300 s, since Jellyfin forgets positions of shorter titles. */
export const CLIP_DURATION_MS = 600_000;

/** What a server says of a file. `videoCodec` and `audioCodec` are what it claims: behind hevc and ac3 there is no such stream. */
export interface ClipFacts {
	readonly clip: ClipName;
	readonly container: "mp4" | "webm";
	readonly contentType: "video/mp4" | "video/webm";
	readonly videoCodec: "h264" | "vp9" | "hevc";
	readonly audioCodec: "aac" | "opus" | "ac3";
	readonly audioChannels: number;
	readonly frameRate: number;
	/** Bit/s of picture and sound together, roughly. */
	readonly bitrate: number;
	/** Size of the clip in bytes. */
	readonly sizeBytes: number;
}

/** The facts of `file` as a server lists them. */
export function clipFacts(file: DemoFile): ClipFacts {
	const mp4 = {
		clip: "demo-h264-aac.mp4",
		container: "mp4",
		contentType: "video/mp4",
		videoCodec: "h264",
		audioCodec: "aac",
		audioChannels: 1,
		frameRate: 4,
		bitrate: 12_000,
		sizeBytes: 905_686,
	} as const;
	switch (file.clip) {
		case "h264":
			return mp4;
		case "vp9":
			return {
				...mp4,
				clip: "demo-vp9-opus.webm",
				container: "webm",
				contentType: "video/webm",
				videoCodec: "vp9",
				sizeBytes: 787_061,
				audioCodec: "opus",
			};
		case "hevc":
			return { ...mp4, videoCodec: "hevc" };
		case "ac3":
			return { ...mp4, audioCodec: "ac3", audioChannels: 6 };
	}
}

/** Reads one clip whole. */
export type LoadClip = (name: ClipName) => Promise<Uint8Array<ArrayBuffer>>;

const loaded = new Map<ClipName, Promise<Uint8Array<ArrayBuffer>>>();

/**
 * The bytes behind `file`, read once and kept. `load` says how; without it the file beside this module is read, which needs
 * Node. Do not change the bytes: they are shared.
 */
export function clipBytes(file: DemoFile, load: LoadClip = readFromDisk): Promise<Uint8Array<ArrayBuffer>> {
	const { clip } = clipFacts(file);
	if (load !== readFromDisk) return load(clip);
	const known = loaded.get(clip) ?? load(clip);
	loaded.set(clip, known);
	return known;
}

async function readFromDisk(name: ClipName): Promise<Uint8Array<ArrayBuffer>> {
	return new Uint8Array(await readFile(new URL(`../clips/${name}`, import.meta.url)));
}

/**
 * `bytes` as an answer to `request`: 200 whole, 206 for a single range, 416 for one outside, HEAD without body. Several
 * ranges and ranges that do not parse get the whole (RFC 9110 §14.2 allows it). CORS is open; `headers` are added.
 */
export function rangeResponse(
	request: Request,
	bytes: Uint8Array<ArrayBuffer>,
	contentType: string,
	headers: Readonly<Record<string, string>> = {},
): Response {
	const common = { ...OPEN_CORS, "accept-ranges": "bytes", "content-type": contentType, ...headers };
	const total = bytes.byteLength;
	const range = request.method === "GET" ? parseRange(request.headers.get("range"), total) : null;
	if (range === "outside") {
		return new Response(null, { status: 416, headers: { ...common, "content-range": `bytes */${total}` } });
	}
	const { start, end } = range ?? { start: 0, end: total - 1 };
	const answer = { ...common, "content-length": String(end - start + 1) };
	const body = request.method === "HEAD" ? null : bytes.subarray(start, end + 1);
	if (range === null) return new Response(body, { status: 200, headers: answer });
	return new Response(body, { status: 206, headers: { ...answer, "content-range": `bytes ${start}-${end}/${total}` } });
}

/** Parses a Range header into first and last byte (inclusive). null: answer the whole. Pure. */
export function parseRange(header: string | null, total: number): { start: number; end: number } | "outside" | null {
	const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
	if (match === null) return null;
	const [, first = "", last = ""] = match;
	if (first === "" && last === "") return null;
	if (first === "") {
		const length = Math.min(Number(last), total);
		return length === 0 ? "outside" : { start: total - length, end: total - 1 };
	}
	const start = Number(first);
	if (last !== "" && Number(last) < start) return null;
	if (start >= total) return "outside";
	return { start, end: last === "" ? total - 1 : Math.min(Number(last), total - 1) };
}
