import type { StowawayDatabase } from "../db/schema.ts";
import type { World } from "../db/world.ts";
import type { PersonId, SourceId } from "../model/ids.ts";
import { changeFreshness, fetchedRow } from "./freshness-rows.ts";
import { inBatches } from "./in-batches.ts";
import { freshnessOf, type Scope } from "./scopes.ts";

/** The scope of what is known of a person beside their credits. */
export const personScope = (personId: PersonId): Scope => `person:${personId}`;

/** The scope of the last look for people without credits. */
const orphansScope = (sourceId: SourceId): Scope => `orphans:${sourceId}`;

/** From 50 rows on Dexie tells those who follow a table no keys, and search would have to look at every person. */
export const FEW_PEOPLE = 40;

/** People of one step, and how long the database is left to others after it, ms. */
const STEP = 500;
const REST_MS = 200;
/** How often it is looked for them. */
const LOOK_AGAIN_MS = 24 * 3_600_000;

/**
 * Deletes those of the people who have no credits any more. Their portraits stay as long as the cache of pictures keeps them.
 *
 * To be called inside a transaction that may write `people` and `freshness`, and that no credits are written beside.
 */
export async function forgetUncredited(db: StowawayDatabase, personIds: readonly PersonId[]): Promise<void> {
	const credited = new Set(await db.credits.where("personId").anyOf(personIds).uniqueKeys());
	const left = personIds.filter((personId) => !credited.has(personId));
	for (const few of inBatches(left, FEW_PEOPLE)) await db.people.bulkDelete(few);
	await db.freshness.bulkDelete(left.map(personScope));
}

/**
 * Looks through all people of a source for those without credits, once a day, in steps that can be cut off: whoever writes credits takes
 * such people away with the old ones, so there are none but those that an older build left. Returns when it is through or `signal`
 * aborts.
 */
export async function forgetOrphans(
	{ db, now }: Pick<World, "db" | "now">,
	sourceId: SourceId,
	{ signal, rest }: { readonly signal: AbortSignal; rest(ms: number, signal: AbortSignal): Promise<void> },
): Promise<void> {
	const scope = orphansScope(sourceId);
	const before = await db.freshness.get(scope);
	if (before?.cursor === undefined && freshnessOf(before, LOOK_AGAIN_MS, now()) === "fresh") return;
	let after = typeof before?.cursor === "string" ? before.cursor : `${sourceId}/`;
	while (!signal.aborted) {
		const last = await db.transaction("rw", db.people, db.credits, db.freshness, async () => {
			const ids = await db.people
				.where("personId")
				.between(after, `${sourceId}/\uffff`, false)
				.limit(STEP)
				.primaryKeys();
			await forgetUncredited(db, ids);
			return ids.at(-1);
		});
		if (last === undefined) {
			await changeFreshness(db, scope, () => fetchedRow(scope, now()));
			return;
		}
		after = last;
		await changeFreshness(db, scope, (row) => ({ ...row, attemptedAt: now(), cursor: after }));
		await rest(REST_MS, signal);
	}
}
