import { computed, effect, signal } from "@preact/signals";
import type { TitleRunResult } from "../catalog/sync-titles.ts";
import { readUnseen, type Unseen } from "../catalog/unseen.ts";
import { readSetting } from "../db/settings.ts";
import { noteWholeSource } from "../db/title-changes.ts";
import type { SourceId } from "../model/ids.ts";
import type { TitleRunReason } from "../model/title.ts";
import { sleep } from "../servers/sleep.ts";
import type { TitleSyncOptions } from "../worker/sync-api.ts";
import { whileLeftAlone } from "./left-alone.ts";
import { liveSignal } from "./live.ts";
import { setApart } from "./same-title.ts";
import { noteFull } from "./storage-room.ts";
import { inWorkerUntil } from "./sync-client.ts";
import { syncingSources } from "./syncing.ts";
import { world } from "./world.ts";

/** A run over all titles of a source begins so long after there is a reason for it. */
const BEFORE_A_RUN_MS = 2_000;
/** When what failed is tried again. */
const RETRY_MS = 60_000;
/** Matching asks no server: the worker does it also for sources that only pages reach. */
const ANY_SOURCE = "";
/** Blocks of titles (`db/schema.ts`) that are gone over in a moment. */
const FEW_BLOCKS = 4;
const NOTHING: Unseen = { sourceIds: [], hasTitles: false };
const { signal: never } = new AbortController();

/** Keeps the catalogue of titles as the libraries are, while none of them is being read. Called once. DESIGN.md §5. */
export function keepTitles(): void {
	const { titleChanges, titleFindings, rulings, titles } = world.db;
	const unseen = liveSignal(() => readUnseen(world.db), NOTHING, [titleChanges]);
	const isAtIt = signal(false);
	const isDue = computed(
		() =>
			!isAtIt.value && (unseen.value.hasTitles || unseen.value.sourceIds.length > 0) && syncingSources.value.size === 0,
	);
	effect(() => {
		if (!isDue.value) return;
		isAtIt.value = true;
		bringUp(unseen.peek().sourceIds)
			.catch((error: unknown) => {
				if (!noteFull(error)) console.error("The titles were not matched", error);
				return sleep(RETRY_MS, never);
			})
			.finally(() => {
				isAtIt.value = false;
			});
	});
	beginAnew().catch((error: unknown) => console.error("The titles were not matched", error));
	const apart = liveSignal(readApart, new Map(), [titleFindings, rulings, titles]);
	effect(() => setApart(apart.value));
}

/** What was read by a build without a catalogue is not in it. Where a run was, it is as the person wants it: they may have taken it back. */
async function beginAnew(): Promise<void> {
	const { db } = world;
	// Not in one transaction: it would wait for a run in another tab, and all for it who write of sources.
	if ((await db.titles.count()) + (await db.runs.count()) > 0) return;
	for (const sourceId of await db.sources.toCollection().primaryKeys()) {
		await db.transaction("rw", db.titleChanges, () => noteWholeSource(db, sourceId));
	}
}

async function bringUp(sourceIds: readonly SourceId[]): Promise<void> {
	// What a person opened the app for comes first.
	if (sourceIds.length > 0) await sleep(BEFORE_A_RUN_MS, never);
	const updateExisting = await readSetting(world.db, "titles.updateExisting");
	const failed: unknown[] = [];
	const large: SourceId[] = [];
	const goOver = async (sourceId: SourceId, signal: AbortSignal) => {
		const how = { reason: await reasonFor(sourceId), updateExisting, isDry: false };
		// One that fails holds up no other.
		await goOverTitles(sourceId, how, signal).catch((error: unknown) => failed.push(error));
	};
	for (const sourceId of sourceIds) {
		if (await isLarge(sourceId)) large.push(sourceId);
		else await goOver(sourceId, never);
	}
	await inWorkerUntil<void>(never, ANY_SOURCE, {
		begin: (service) => service.followTitles(),
		stop: (service) => service.stopTitles(),
		stopped: undefined,
		instead: async () => {
			const [{ followChanges }, { correctItems }] = await Promise.all([
				import("../catalog/follow-changes.ts"),
				import("../library/correct-items.ts"),
			]);
			await followChanges(world, correctItems, never);
		},
	});
	// Many seconds in which the database has much to do: while nobody touches the app.
	for (const sourceId of large) await whileLeftAlone(never, (signal) => goOver(sourceId, signal));
	if (failed.length > 0) throw failed[0];
}

async function isLarge(sourceId: SourceId): Promise<boolean> {
	const blocks = world.db.shelves.where(":id").between([`${sourceId}/`], [`${sourceId}/\uffff`]);
	return (await blocks.count()) > FEW_BLOCKS;
}

async function reasonFor(sourceId: SourceId): Promise<TitleRunReason> {
	const source = await world.db.sources.get(sourceId);
	return source?.successor === undefined ? "first-sync" : "rebuilt";
}

/** `syncTitles` in the sync worker, also of a server that only pages can reach: nothing is asked of it. Here where there is no worker. */
export function goOverTitles(
	sourceId: SourceId,
	how: TitleSyncOptions,
	signal: AbortSignal,
): Promise<TitleRunResult | undefined> {
	return inWorkerUntil<TitleRunResult | undefined>(signal, ANY_SOURCE, {
		begin: (service) => service.titles(sourceId, how),
		stop: (service) => service.stopTitles(),
		stopped: undefined,
		instead: async () => {
			const [{ syncTitles }, { correctItems }] = await Promise.all([
				import("../catalog/sync-titles.ts"),
				import("../library/correct-items.ts"),
			]);
			return syncTitles(world, sourceId, { ...how, dress: correctItems, signal });
		},
	});
}

/**
 * Items that their servers' ids alone would put together wrongly: those of a finding, those that a person spoke of or corrected the ids
 * of, and what is one title with them.
 */
async function readApart(): Promise<ReadonlyMap<string, string>> {
	const { db } = world;
	const [findings, rulings, own] = await Promise.all([
		db.titleFindings.toArray(),
		db.rulings.toArray(),
		db.titles.where("ownAt").above(0).toArray(),
	]);
	const named = new Set([
		...findings.flatMap(({ items }) => items),
		...rulings.flatMap(({ groups }) => groups.flat()),
		...own.flatMap(({ own, copies }) => (own?.values.ids ? copies : [])),
	]);
	// What a person spoke of may be other items by now, which say the same.
	const said = new Set(rulings.flatMap(({ said = {} }) => Object.values(said).flat()));
	const [byItem, byKey] = await Promise.all([
		db.titles
			.where("copies")
			.anyOf([...named])
			.toArray(),
		db.titles
			.where("ids")
			.anyOf([...said])
			.toArray(),
	]);
	return new Map([...byItem, ...byKey].flatMap(({ titleId, copies }) => copies.map((copy) => [copy, titleId])));
}
