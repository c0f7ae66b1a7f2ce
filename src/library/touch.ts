import type { FreshnessRow } from "../db/schema.ts";
import { readSetting } from "../db/settings.ts";
import type { World } from "../db/world.ts";
import type { ItemId, LibraryId, SourceId } from "../model/ids.ts";
import { openServer, recordSourceOutcome } from "../servers/open-server.ts";
import type { MediaServer } from "../servers/server.ts";
import { changeFreshness, fetchedRow, noteFailure } from "./freshness-rows.ts";
import { refreshLibraries } from "./refresh-libraries.ts";
import { withRefreshLock } from "./refresh-lock.ts";
import { type Refreshed, refreshedFrom } from "./refresh-result.ts";
import {
	childrenScope,
	freshnessOf,
	fullScope,
	homeScope,
	isBackingOff,
	isBegun,
	librariesScope,
	listScope,
	parseScope,
	type Scope,
	sweepScope,
} from "./scopes.ts";
import { ttlOf } from "./ttl.ts";

/** What a scope is refreshed by. */
interface Refresher {
	/** Scope whose row tells its age and whose lock it takes. */
	readonly scope: Scope;
	readonly sourceId: SourceId;
	readonly ttl: ReturnType<typeof ttlOf>;
	refresh(server: MediaServer, signal: AbortSignal): Promise<Refreshed>;
}

/** How a scope was asked for. */
export interface TouchOptions {
	/** Ignores the age and the back-off: a person asked, or the server told of news, for which a list is only looked through. */
	readonly force?: boolean | "news";
	readonly signal: AbortSignal;
}

/**
 * Makes a scope fresh: returns at once when it is, or failed a moment ago; else refreshes it, once over all tabs. When another tab
 * is at it already, waits for that and takes its result. What went wrong stands in the scope's freshness row. DESIGN.md §3.
 */
export async function touch(world: World, scope: string, { force = false, signal }: TouchOptions): Promise<void> {
	const refresher = refresherOf(world, scope, force);
	if (refresher === null || signal.aborted) return;
	const before = await freshnessRow(world, refresher.scope);
	if (!force && !(await isDue(world, refresher, before))) return;
	await withRefreshLock(world, refresher.scope, signal, async () => {
		const row = await world.db.freshness.get(refresher.scope);
		const wasDoneMeanwhile = row?.attemptedAt !== before?.attemptedAt && row?.cursor === undefined;
		if (!wasDoneMeanwhile) await refresh(world, refresher, signal);
	});
}

/** Whether `touch` would refresh the scope now. */
export async function isTouchDue(
	world: World,
	scope: string,
	{ force = false, signal }: TouchOptions,
): Promise<boolean> {
	const refresher = refresherOf(world, scope, force);
	if (refresher === null || signal.aborted) return false;
	return force !== false || isDue(world, refresher, await freshnessRow(world, refresher.scope));
}

async function isDue({ db, now }: World, { ttl }: Refresher, row: FreshnessRow | undefined): Promise<boolean> {
	if (isBackingOff(row, now())) return false;
	return isBegun(row) || freshnessOf(row, await readSetting(db, ttl), now()) !== "fresh";
}

/** A show's children are also as fresh as the last whole reading of all episodes of its library; that is noted when it is found. */
async function freshnessRow({ db }: World, scope: Scope): Promise<FreshnessRow | undefined> {
	const own = await db.freshness.get(scope);
	const parsed = parseScope(scope);
	if (parsed?.kind !== "children") return own;
	const show = await db.items.get(asId(parsed.id));
	if (show === undefined) return own;
	const all = await db.freshness.get(sweepScope("episodes", show.libraryId));
	if (all === undefined || all.fetchedAt <= (own?.fetchedAt ?? 0)) return own;
	const row = fetchedRow(scope, all.fetchedAt);
	await changeFreshness(db, scope, () => row);
	return row;
}

async function refresh(world: World, { scope, sourceId, refresh }: Refresher, signal: AbortSignal): Promise<void> {
	const opened = await openServer(world, sourceId, signal);
	if (opened.kind === "ok") {
		const result = await refresh(opened.value, signal);
		if (result.kind === "done") await recordSourceOutcome(world, sourceId, opened);
		return;
	}
	await recordSourceOutcome(world, sourceId, opened);
	const result = refreshedFrom(opened);
	if (result.kind === "failed") await noteFailure(world.db, scope, result.error, world.now());
}

/** Ids in scopes were made by `scopes.ts`. */
function asId(id: string): `${SourceId}/${string}` {
	const slash = id.indexOf("/");
	return `${id.slice(0, slash)}/${id.slice(slash + 1)}`;
}

/**
 * | scope | refreshed by |
 * |---|---|
 * | libraries | one request |
 * | home | a few requests |
 * | titles, seasons, episodes | pages |
 * | children | one request a show |
 * | full, credits | one request a title |
 */
function refresherOf(world: World, scope: string, force: boolean | "news"): Refresher | null {
	const parsed = parseScope(scope);
	if (parsed === null) return null;
	const { kind } = parsed;
	const ttl = ttlOf(kind);
	if (kind === "libraries") {
		const sourceId: SourceId = parsed.id;
		return {
			scope: librariesScope(sourceId),
			sourceId,
			ttl,
			refresh: (server, signal) => refreshLibraries(world, server, signal),
		};
	}
	if (kind === "home") {
		const sourceId: SourceId = parsed.id;
		return {
			scope: homeScope(sourceId),
			sourceId,
			ttl,
			refresh: async (server, signal) => (await import("./home-check.ts")).checkHome(world, server, signal),
		};
	}
	const id: ItemId | LibraryId = asId(parsed.id);
	const sourceId = id.slice(0, id.indexOf("/"));
	switch (kind) {
		case "children":
			return {
				scope: childrenScope(id),
				sourceId,
				ttl,
				refresh: async (server, signal) => (await import("./children.ts")).refreshChildren(world, server, id, signal),
			};
		case "full":
		case "credits":
			return {
				scope: fullScope(id),
				sourceId,
				ttl,
				refresh: async (server, signal) => (await import("./full-item.ts")).refreshFull(world, server, id, signal),
			};
		default:
			return {
				scope: listScope(kind, id),
				sourceId,
				ttl,
				refresh: async (server, signal) => {
					const library = await world.db.libraries.get(id);
					if (library === undefined || library.unlistedAt !== undefined) return { kind: "stopped" };
					const { refreshList } = await import("./refresh-list.ts");
					return refreshList(world, server, library, kind, { signal, isByHand: force === true });
				},
			};
	}
}
