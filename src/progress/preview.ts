import { readSetting } from "../db/settings.ts";
import type { World } from "../db/world.ts";
import type { OutboxRow, ReasonCode } from "../model/change.ts";
import type { ItemId } from "../model/ids.ts";
import type { Dialect, Source } from "../model/source.ts";
import { isSameState, UNTOUCHED, type WatchState } from "../model/watch-state.ts";
import type { WatchWrite } from "../servers/server.ts";
import { decideRow, type Title } from "./decide-row.ts";
import type { Policy } from "./merge.ts";

/**
 * What sending a row now would do, if the server still holds what it was last seen to hold.
 *
 * | kind | the server |
 * |---|---|
 * | writes | goes `from` one state `to` another |
 * | nothing | keeps what it has: it has this already, or something newer |
 * | asks | keeps what it has until the person chose |
 */
export interface Preview {
	readonly kind: "writes" | "nothing" | "asks";
	/** The rule that decides. */
	readonly code: ReasonCode;
	readonly from: WatchState;
	readonly to: WatchState;
	/** When `from` was read, device epoch ms; undefined when the server has never said anything of the title. */
	readonly readAt?: number;
}

/** What a dialect can hold of a write. */
async function expectedBy(dialect: Dialect): Promise<(write: WatchWrite) => WatchState> {
	if (dialect === "jellyfin") return (await import("../servers/jellyfin/watch.ts")).expectedJellyfin;
	return (await import("../servers/plex/watch.ts")).expectedPlex;
}

interface Facts {
	readonly source: Pick<Source, "dialect" | "clock">;
	readonly read: WatchState;
	readonly readAt?: number;
	readonly title: Title;
	readonly policy: Policy;
	/** Device time, epoch ms. */
	readonly now: number;
	readonly expected: (write: WatchWrite) => WatchState;
}

/** The preview of one row. Pure. */
export function previewRow(row: OutboxRow, { source, read, readAt, title, policy, now, expected }: Facts): Preview {
	const { clock, dialect } = source;
	const { endings, decided } = decideRow(row, {
		read,
		title,
		policy,
		now: now + clock.offsetMs,
		nowUncertaintyMs: clock.uncertaintyMs,
		datesAreEvents: dialect === "jellyfin",
	});
	const seen = readAt === undefined ? {} : { readAt };
	if (!decided) {
		return {
			kind: endings.length > 0 ? "nothing" : "asks",
			code: row.reason ?? "resumed",
			from: read,
			to: read,
			...seen,
		};
	}
	const { decision, write } = decided;
	const [code] = decision.codes;
	const from = write.read;
	const to = decision.target === null ? from : expected(write);
	const changes = !isSameState(from, to) || from.playCount !== to.playCount || from.lastPlayedAt !== to.lastPlayedAt;
	if (decision.target !== null && changes) return { kind: "writes", code, from, to, ...seen };
	return { kind: decision.conflict.length > 0 ? "asks" : "nothing", code, from, to: from, ...seen };
}

/** Previews of rows by the same merge as a drain's, against what was last read of each; sends nothing. */
export async function previews(
	{ db, now }: Pick<World, "db" | "now">,
	rows: readonly OutboxRow[],
): Promise<ReadonlyMap<ItemId, Preview>> {
	const itemIds = rows.map(({ itemId }) => itemId);
	const [policy, sources, watch, items, files] = await Promise.all([
		readSetting(db, "policy"),
		db.sources.toArray(),
		db.watch.bulkGet(itemIds),
		db.items.bulkGet(rows.map(({ itemId, titleId }) => titleId ?? itemId)),
		db.watch.where("titleId").anyOf(itemIds).toArray(),
	]);
	const byId = new Map(sources.map((source) => [source.sourceId, source]));
	const dialects = [...new Set(sources.map(({ dialect }) => dialect))];
	const expected = new Map(
		await Promise.all(dialects.map(async (dialect) => [dialect, await expectedBy(dialect)] as const)),
	);
	const found = new Map<ItemId, Preview>();
	for (const [at, row] of rows.entries()) {
		const source = byId.get(row.sourceId);
		const expectedThere = source && expected.get(source.dialect);
		if (!source || !expectedThere) continue;
		const seen = watch[at];
		const title = { item: items[at], files: files.filter(({ titleId }) => titleId === row.itemId) };
		const preview = previewRow(row, {
			source,
			read: seen ?? UNTOUCHED,
			...(seen ? { readAt: seen.readAt } : {}),
			title,
			policy,
			now: now(),
			expected: expectedThere,
		});
		found.set(row.itemId, preview);
	}
	return found;
}
