import { clipBytes, clipFacts, rangeResponse } from "../core/media.ts";
import { empty, failed, json, page } from "./answers.ts";
import { actingAccount, type Call, itemInPath, signedIn } from "./call.ts";
import type { Entry } from "./entry.ts";
import { parseGuid } from "./guid.ts";
import { fileOf, pathOf } from "./media-source.ts";
import { playbackInfo } from "./playback-info.ts";
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
	const file = fileOf(entry, call.query.text("mediaSourceId"));
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
];
