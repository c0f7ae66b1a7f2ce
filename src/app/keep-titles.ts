import { computed, effect } from "@preact/signals";
import { readApart } from "../catalog/apart.ts";
import type { TitleRunResult } from "../catalog/sync-titles.ts";
import type { UndoneRun } from "../catalog/undo-run.ts";
import { readUnseen, type Unseen } from "../catalog/unseen.ts";
import { readSetting } from "../db/settings.ts";
import { noteWholeSource } from "../db/title-changes.ts";
import type { SourceId } from "../model/ids.ts";
import { sleep } from "../servers/sleep.ts";
import type { TitleSyncOptions } from "../worker/sync-api.ts";
import { whileLeftAlone } from "./left-alone.ts";
import { liveSignal } from "./live.ts";
import { setApart } from "./same-title.ts";
import { isStorageFull, noteFull } from "./storage-room.ts";
import { inWorkerUntil } from "./sync-client.ts";
import { syncingSources } from "./syncing.ts";
import { whenDue } from "./when-due.ts";
import { world } from "./world.ts";

/** A run over all titles of a source begins so long after there is a reason for it. */
const BEFORE_A_RUN_MS = 2_000;
/** Matching asks no server: the worker does it also for sources that only pages reach. */
const ANY_SOURCE = "";
const NOTHING: Unseen = { small: [], large: [], titles: "none" };
const { signal: never } = new AbortController();

/**
 * Keeps the catalogue of titles as the libraries are. Called once. DESIGN.md §5.
 *
 * | not seen yet | is looked at |
 * |---|---|
 * | a few titles: a settled question, what a person opened | at once |
 * | more of them | once no library is being read |
 * | all of a source | a moment later |
 * | all of a large one | while nobody touches the app |
 */
export function keepTitles(): void {
	const { titleChanges, titleFindings, rulings, titles } = world.db;
	const unseen = liveSignal(() => readUnseen(world.db), NOTHING, [titleChanges]);
	const isQuiet = computed(() => syncingSources.value.size === 0);
	const keep = (isDue: () => boolean, work: () => Promise<void>) =>
		whenDue({ isDue: computed(isDue), work, failed, isFull: isStorageFull });
	keep(() => unseen.value.titles === "few" || (unseen.value.titles === "many" && isQuiet.value), followTitles);
	keep(
		() => unseen.value.small.length > 0 && isQuiet.value,
		() =>
			goOverAll(
				({ small }) => small,
				(run) => run(never),
			),
	);
	keep(
		() => unseen.value.large.length > 0 && isQuiet.value,
		() =>
			goOverAll(
				({ large }) => large,
				(run) => whileLeftAlone(never, run),
			),
	);
	beginAnew().catch((error: unknown) => console.error("The titles were not matched", error));
	const apart = liveSignal(() => readApart(world.db), new Map(), [titleFindings, rulings, titles]);
	effect(() => setApart(apart.value));
}

/** Says it once, however often it is tried again. */
function failed(error: unknown, times: number): void {
	if (!noteFull(error) && times === 1) console.error("The titles were not matched", error);
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

/** Goes over all titles of the sources that `pick` takes of what is not seen, each when `when` has it begin. */
async function goOverAll(
	pick: (unseen: Unseen) => readonly SourceId[],
	when: (run: (signal: AbortSignal) => Promise<void>) => Promise<unknown>,
): Promise<void> {
	// What a person opened the app for comes first.
	await sleep(BEFORE_A_RUN_MS, never);
	const begun = new Set<SourceId>();
	const failures: unknown[] = [];
	// Anew each time: which is to come before which may change meanwhile.
	const next = async () => pick(await readUnseen(world.db)).find((sourceId) => !begun.has(sourceId));
	for (let sourceId = await next(); sourceId !== undefined; sourceId = await next()) {
		const at = sourceId;
		begun.add(at);
		await when(async (signal) => {
			const updateExisting = await readSetting(world.db, "titles.updateExisting");
			const how = { reason: "first-sync", updateExisting, isDry: false } as const;
			// One that fails holds up no other.
			await goOverTitles(at, how, signal).catch((error: unknown) => failures.push(error));
		});
	}
	if (failures.length > 0) throw failures[0];
}

/** `followChanges` in the sync worker; here where there is none. */
function followTitles(): Promise<void> {
	return inWorkerUntil<void>(never, ANY_SOURCE, {
		begin: (service) => service.followTitles(),
		stop: () => Promise.resolve(),
		stopped: undefined,
		instead: async () => {
			const [{ followChanges }, { correctItems }] = await Promise.all([
				import("../catalog/follow-changes.ts"),
				import("../library/correct-items.ts"),
			]);
			await followChanges(world, correctItems, never);
		},
	});
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

/** `undoRun` in the sync worker; here where there is none. */
export function undoTitleRun(runId: number): Promise<UndoneRun | undefined> {
	return inWorkerUntil<UndoneRun | undefined>(never, ANY_SOURCE, {
		begin: (service) => service.undoTitles(runId),
		stop: () => Promise.resolve(),
		stopped: undefined,
		instead: async () => {
			const [{ undoRun }, { correctItems }] = await Promise.all([
				import("../catalog/undo-run.ts"),
				import("../library/correct-items.ts"),
			]);
			return undoRun(world, runId, correctItems, never);
		},
	});
}
