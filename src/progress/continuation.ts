import type { StowawayDatabase } from "../db/schema.ts";
import { noteWholeSource } from "../db/title-changes.ts";
import type { World } from "../db/world.ts";
import type { SourceId } from "../model/ids.ts";
import { isOfOthers } from "../model/item.ts";
import type { Source } from "../model/source.ts";
import { noteSetback } from "./failures.ts";
import { bindAgain, findAgain } from "./re-bind.ts";

/** A source whose server seems to have been set up anew, and the source that seems to go on for it, once that is connected. */
export interface Continuation {
	readonly from: Source;
	readonly to?: Source;
}

/** True when `to` answers where `from` used to, as a server with another id. */
function isInPlaceOf(to: Source, from: Source): boolean {
	if (to.dialect !== from.dialect || to.serverId === from.serverId) return false;
	return to.addresses.some(({ url, isOthers }) => !isOthers && from.addresses.some((address) => address.url === url));
}

/**
 * The servers that seem to have been rebuilt from scratch: another one answers at an address of theirs. Pure. Those that a person has
 * let another source go on for are not asked about again.
 *
 * | at an address of the source | is |
 * |---|---|
 * | its own server answers | nothing |
 * | another server answers that is connected here, and did not while its own was there | a continuation to it |
 * | another server answers, not connected here | a continuation to sign in to |
 */
export function continuationsOf(sources: readonly Source[]): readonly Continuation[] {
	const lost = sources.filter(({ state, successor }) => state !== "ok" && successor === undefined);
	return lost.flatMap((from): readonly Continuation[] => {
		const to = sources.find((source) => source.state !== "left" && isInPlaceOf(source, from));
		if (to) return [{ from, to }];
		return from.addresses.some(({ isOthers }) => isOthers) ? [{ from }] : [];
	});
}

/** The sources that others go on for, which nobody answers for any more. Pure. */
export function continuedIn(sources: readonly Source[]): readonly Source[] {
	return sources.filter(({ successor }) => sources.some(({ sourceId }) => sourceId === successor));
}

/** True when every library of a source was read to its end, so that what is not found there is not there. */
async function isRead(db: StowawayDatabase, sourceId: SourceId): Promise<boolean> {
	const libraries = await db.libraries.where("sourceId").equals(sourceId).toArray();
	const holding = libraries.filter((library) => library.kind !== "other" && !isOfOthers(library));
	return holding.length > 0 && holding.every(({ total }) => total !== undefined);
}

/**
 * Moves what waits for a source to the same titles of the source that goes on for it: where exactly one shares a catalogue id (an
 * episode also its season and number). What has no such title rests in sight, and is looked for again by later drains; nothing moves
 * before that source has been read to its end, or a match might not be the only one. SYNC.md invariant 13. Gives how many moved.
 */
export async function moveToSuccessor(
	world: Pick<World, "db" | "now" | "random">,
	{ sourceId, successor }: Pick<Source, "sourceId" | "successor">,
): Promise<number> {
	const { db } = world;
	const to = successor === undefined ? undefined : await db.sources.get(successor);
	if (to === undefined || !(await isRead(db, to.sourceId))) return 0;
	const rows = await db.outbox.where("sourceId").equals(sourceId).toArray();
	if (rows.length === 0) return 0;
	const found = await findAgain(db, to.sourceId, rows);
	let moved = 0;
	for (const [itemId, item] of found) {
		if (await bindAgain(world, itemId, item)) moved += 1;
	}
	const left = rows.flatMap(({ itemId, status }) => (status === "waiting" && !found.has(itemId) ? [itemId] : []));
	const detail = `${to.serverName} has no title that is surely the same.`;
	await noteSetback(world, left, { reason: "gone", detail });
	return moved;
}

/** Notes by the person's word which source goes on for one, and moves what waits there. Gives how many titles' changes moved. */
export async function continueAt(
	world: Pick<World, "db" | "now" | "random">,
	from: SourceId,
	successor: SourceId,
): Promise<number> {
	const { db } = world;
	await db.transaction("rw", db.sources, db.titleChanges, async () => {
		await db.sources.update(from, { successor });
		await noteWholeSource(db, from);
	});
	return moveToSuccessor(world, { sourceId: from, successor });
}
