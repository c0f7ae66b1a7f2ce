import { clipBytes, clipFacts, rangeResponse } from "../core/media.ts";
import { empty, failed, json, page } from "./answers.ts";
import { actingAccount, type Call, itemInPath, signedIn } from "./call.ts";
import type { Entry } from "./entry.ts";
import { parseGuid, randomHex } from "./guid.ts";
import { containerOf, mediaSource, mediaSources, pathOf } from "./media-source.ts";
import { readBody } from "./read-body.ts";
import type { Route } from "./router.ts";
import { stampMs } from "./stamp.ts";

/** The file as it lies on the disk. `If-Range` and `If-Modified-Since` go by its date; there is no ETag (10-direct #0-10). */
async function sendFile(call: Call, entry: Entry, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
	if (!entry.file) {
		return failed(400);
	}
	const modified = new Date(stampMs(entry.dateCreated)).toUTCString();
	if (call.request.headers.get("If-Modified-Since") === modified) {
		return new Response(null, { status: 304, headers: { "Last-Modified": modified } });
	}
	const ifRange = call.request.headers.get("If-Range");
	const wantsWhole = ifRange !== null && ifRange !== modified;
	const request = wantsWhole ? new Request(call.request.url, { method: call.request.method }) : call.request;
	const bytes = await clipBytes(entry.file);
	return rangeResponse(request, bytes, clipFacts(entry.file).contentType, { "Last-Modified": modified, ...headers });
}

/** Anyone may have the file; which one of several the media source says. */
function stream(call: Call): Response | Promise<Response> {
	if (call.path.file !== undefined && !/^stream\./i.test(call.path.file)) {
		return empty(404);
	}
	const { byId } = call.state.catalogue();
	const entry = byId.get(parseGuid(call.path.itemId ?? "") ?? "");
	if (!entry) {
		return failed(404);
	}
	const asked = call.query.text("mediaSourceId");
	const file =
		asked === null ? entry : [entry, ...(entry.primary ?? entry).versions].find(({ id }) => id === parseGuid(asked));
	return file ? sendFile(call, file) : failed(400);
}

function download(call: Call): Response | Promise<Response> {
	const { account } = signedIn(call);
	if (!account.policy.contentDownloading) {
		return empty(403);
	}
	const entry = itemInPath(call, account);
	const name = pathOf(entry).replace(/^.*\//, "");
	const plain = name.replace(/[^\x20-\x7e]|"/g, "_");
	const encoded = encodeURIComponent(name).replace(
		/[!'()*]/g,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
	);
	return sendFile(call, entry, {
		"Content-Disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
	});
}

/** One entry of `DirectPlayProfiles`. */
interface DirectPlay {
	readonly containers: readonly string[];
	readonly video: readonly string[];
	readonly audio: readonly string[];
}

/** The profiles of a body; null without a device profile, when nothing is decided. */
function directPlay(profile: unknown): DirectPlay[] | null {
	const given = typeof profile === "object" && profile !== null ? new Map(Object.entries(profile)) : null;
	const list: unknown = given?.get("DirectPlayProfiles");
	if (!given) {
		return null;
	}
	return (Array.isArray(list) ? list : []).map((entry: unknown) => {
		const fields = new Map(typeof entry === "object" && entry !== null ? Object.entries(entry) : []);
		const names = (field: string): string[] => {
			const value: unknown = fields.get(field);
			return typeof value === "string" && value !== "" ? value.split(",") : [];
		};
		return { containers: names("Container"), video: names("VideoCodec"), audio: names("AudioCodec") };
	});
}

function plays(entry: Entry, profiles: readonly DirectPlay[]): boolean {
	if (!entry.file) {
		return false;
	}
	const { videoCodec, audioCodec } = clipFacts(entry.file);
	const holds = (list: readonly string[], value: string | null): boolean =>
		list.length === 0 || (value !== null && list.includes(value));
	return profiles.some(
		({ containers, video, audio }) =>
			holds(containers, containerOf(entry)) && holds(video, videoCodec) && holds(audio, audioCodec),
	);
}

/**
 * Which files can be played as they are. This server converts nothing: where the device's profile does not fit, it says that
 * neither way works, as a real one does for an account without the right to transcode (10-playback-info #19).
 */
async function playbackInfo(call: Call): Promise<Response> {
	const account = actingAccount(call);
	const entry = itemInPath(call, account);
	if (!entry.file) {
		return failed(500);
	}
	const hasBody = /json/i.test(call.request.headers.get("Content-Type") ?? "");
	const body = hasBody ? await readBody(call, "playbackInfoDto") : null;
	const userId = body?.fields.get("userid");
	if (typeof userId === "string" && parseGuid(userId) !== account.id && !account.isAdministrator) {
		return failed(403);
	}
	const asked = body?.fields.get("mediasourceid");
	const profiles = directPlay(body?.fields.get("deviceprofile"));
	const primary = entry.primary ?? entry;
	const files = [entry, ...[primary, ...primary.versions].filter((file) => file !== entry)].filter(
		(file) => typeof asked !== "string" || asked === "" || file.id === parseGuid(asked),
	);
	return json({
		MediaSources:
			profiles === null && files.length > 1
				? mediaSources(entry, call.state.dataOf(account))
				: files.map((file) => decided(file, profiles)),
		PlaySessionId: randomHex(32),
	});
}

function decided(file: Entry, profiles: readonly DirectPlay[] | null): Record<string, unknown> {
	const source = mediaSource(file);
	if (profiles === null || plays(file, profiles)) {
		return source;
	}
	return { ...source, SupportsDirectPlay: false, SupportsDirectStream: false, SupportsTranscoding: false };
}

const nothing: Route["answer"] = (call) => {
	itemInPath(call, actingAccount(call));
	return page([]);
};

/** Files, and how they can be played. */
export const mediaRoutes: readonly Route[] = [
	...["/Videos/{itemId}/stream", "/Videos/{itemId}/{file}"].flatMap((path): Route[] => [
		{ method: "GET", path, gate: "open", answer: stream },
		{ method: "HEAD", path, gate: "open", answer: stream },
	]),
	{ method: "GET", path: "/Items/{itemId}/Download", gate: "user", answer: download },
	{
		method: "GET",
		path: "/Items/{itemId}/File",
		gate: "user",
		answer: (call) => sendFile(call, itemInPath(call, actingAccount(call))),
	},
	{ method: "POST", path: "/Items/{itemId}/PlaybackInfo", gate: "user", answer: playbackInfo },
	{ method: "GET", path: "/Items/{itemId}/PlaybackInfo", gate: "user", answer: playbackInfo },
	{ method: "GET", path: "/MediaSegments/{itemId}", gate: "user", answer: nothing },
	{ method: "GET", path: "/Videos/{itemId}/AdditionalParts", gate: "user", answer: nothing },
	{ method: "GET", path: "/Items/{itemId}/Intros", gate: "user", answer: nothing },
	{ method: "GET", path: "/Items/{itemId}/SpecialFeatures", gate: "user", answer: () => json([]) },
	{ method: "GET", path: "/Items/{itemId}/LocalTrailers", gate: "user", answer: () => json([]) },
	{ method: "DELETE", path: "/Videos/ActiveEncodings", gate: "user", answer: () => empty(204) },
];
