import { isConnected } from "../db/connected-source.ts";
import type { World } from "../db/world.ts";
import type { SourceId } from "../model/ids.ts";
import { IMAGE_WIDTHS, type ImageWidth } from "../model/image.ts";
import { openWatchServer } from "../servers/open-server.ts";
import type { Failure, Outcome } from "../servers/outcome.ts";
import type { WatchServer } from "../servers/server.ts";
import { imageKey, openImageCache, pictureResponse, putImage } from "./image-cache.ts";
import { noteImageUse } from "./image-uses.ts";
import { standInPicture } from "./stand-in-picture.ts";

/** A picture that takes longer is given up: a page of stand-ins is better than one that waits. */
const LONGEST_FETCH_MS = 20_000;
/** A server that did not answer is not asked for pictures again for this long. */
const AWAY_MS = 10_000;
/** A picture that its server does not have is not asked for again for this long. */
const MISSING_MS = 10 * 60_000;
/** What a server, or the proxy before it, says when it cannot answer anything; other errors are about the one picture. */
const OVERLOADED: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);
/** A server opened for a picture serves those that follow. */
const OPEN_MS = 60_000;

/** What is known for a short while, per database; gone with the process. Times: device epoch ms. */
interface Memory {
	readonly awayUntil: Map<SourceId, { readonly until: number; readonly why: Failure["kind"] }>;
	readonly missingUntil: Map<string, number>;
	readonly open: Map<SourceId, { readonly until: number; readonly server: Promise<Outcome<WatchServer>> }>;
}
const memories = new WeakMap<World["db"], Memory>();

function memoryOf({ db }: World): Memory {
	const memory = memories.get(db) ?? { awayUntil: new Map(), missingUntil: new Map(), open: new Map() };
	memories.set(db, memory);
	return memory;
}

/**
 * Answers `-/image/<sourceId>/<ref>?w=<width>`: from the image cache, else from its server by CORS (never an opaque answer, which
 * would cost megabytes of quota), which then is in the cache. A width that cannot be had is answered by another one in the cache,
 * `standInPicture`, unless a page may still fetch it (`blocked`). Never rejects and never takes long. `x-stowaway` says how a call
 * without any picture ended.
 *
 * | the server | answer | remembered |
 * |---|---|---|
 * | gave the picture, now or before | 200 | in the cache |
 * | has no such picture, or refuses it | 404 | ten minutes |
 * | fails at this one (an error of its own, no image) | 504 | no |
 * | does not answer, is overloaded, was left | 504 | ten seconds, for all its pictures |
 */
export async function imageResponse(
	world: World,
	sourceId: SourceId,
	ref: string,
	width: number,
	signal: AbortSignal,
): Promise<Response> {
	const fixed = IMAGE_WIDTHS.find((known) => known >= width) ?? 1920;
	const answer = await wantedPicture(world, sourceId, ref, fixed, signal);
	if (answer.ok || answer.headers.get("x-stowaway") === "blocked") return answer;
	return (await standInPicture(world, sourceId, ref, fixed)) ?? answer;
}

async function wantedPicture(
	world: World,
	sourceId: SourceId,
	ref: string,
	width: ImageWidth,
	signal: AbortSignal,
): Promise<Response> {
	const key = imageKey(world.scope, sourceId, ref, width);
	const cached = await cachedPicture(world, key);
	if (cached) return cached;
	const memory = memoryOf(world);
	if ((memory.missingUntil.get(key) ?? 0) > world.now()) return noPicture(404, "gone");
	const away = memory.awayUntil.get(sourceId);
	if (away !== undefined && away.until > world.now()) return noPicture(504, away.why);
	const fetched = await fetchPicture(world, { sourceId, ref, width }, signal);
	if (fetched.kind === "ok") {
		const { bytes, type } = fetched.value;
		// Whatever keeps it out of the cache must not keep it off the screen.
		await putImage(world, { key, sourceId }, bytes, type).catch((error: unknown) => {
			console.error("A picture could not be cached", key, error);
		});
		return pictureResponse(bytes, type);
	}
	if (["gone", "refused", "no-access"].includes(fetched.kind)) {
		memory.missingUntil.set(key, world.now() + MISSING_MS);
		return noPicture(404, fetched.kind);
	}
	memory.open.delete(sourceId);
	const isOwnDoing =
		fetched.kind === "unreachable" && (fetched.reason === "aborted" || fetched.reason === "unreadable");
	if (!isOwnDoing) memory.awayUntil.set(sourceId, { until: world.now() + AWAY_MS, why: fetched.kind });
	return noPicture(504, fetched.kind);
}

/** A cache or database that cannot be read, or was deleted under the app, must not keep a picture off the screen. */
async function cachedPicture(world: World, key: string): Promise<Response | undefined> {
	const cached = await openImageCache(world)
		.then((cache) => cache?.match(key))
		.catch(() => undefined);
	if (cached) await noteImageUse(world.db, key, world.now()).catch(() => undefined);
	return cached;
}

function noPicture(status: number, why: Failure["kind"]): Response {
	return new Response(null, { status, headers: { "cache-control": "no-store", "x-stowaway": why } });
}

interface Picture {
	readonly bytes: Blob;
	readonly type: string;
}

async function fetchPicture(
	world: World,
	{ sourceId, ref, width }: { readonly sourceId: SourceId; readonly ref: string; readonly width: ImageWidth },
	signal: AbortSignal,
): Promise<Outcome<Picture>> {
	const patience = AbortSignal.timeout(LONGEST_FETCH_MS);
	try {
		// A server that was opened a moment ago would still take the token of somebody who has left since.
		if (!(await isConnected(world.db, sourceId))) return { kind: "unauthorized" };
		const opened = await openOnce(world, sourceId, patience);
		if (opened.kind !== "ok") return opened;
		const url = opened.value.imageUrl({ ref }, width);
		const response = await world.fetch(url, {
			mode: "cors",
			credentials: "omit",
			referrerPolicy: "no-referrer",
			signal: AbortSignal.any([signal, patience]),
		});
		if (response.status === 404) return { kind: "gone" };
		if (response.status === 401) return { kind: "unauthorized" };
		if (OVERLOADED.has(response.status)) return { kind: "unreachable", reason: "server-error" };
		if (response.status >= 500) return { kind: "unreachable", reason: "unreadable" };
		if (!response.ok) return { kind: "refused", status: response.status };
		const type = response.headers.get("content-type") ?? "";
		const bytes = await response.blob();
		if (!type.startsWith("image/") || bytes.size === 0) return { kind: "unreachable", reason: "unreadable" };
		return { kind: "ok", value: { bytes, type } };
	} catch {
		if (signal.aborted) return { kind: "unreachable", reason: "aborted" };
		return { kind: "unreachable", reason: patience.aborted ? "timeout" : "network" };
	}
}

/** Opens a server once for the many pictures of a page. Not bound to one picture's signal: the others wait for it as well. */
function openOnce(world: World, sourceId: SourceId, signal: AbortSignal): Promise<Outcome<WatchServer>> {
	const { open } = memoryOf(world);
	const known = open.get(sourceId);
	if (known !== undefined && known.until > world.now()) return known.server;
	const server = openWatchServer(world, sourceId, signal).catch((error: unknown) => {
		open.delete(sourceId);
		throw error;
	});
	open.set(sourceId, { until: world.now() + OPEN_MS, server });
	return server;
}
