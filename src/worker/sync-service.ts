import { isQuotaExceeded } from "../db/database-errors.ts";
import type { World } from "../db/world.ts";
import { settleArr, touchArr } from "../library/arr-titles.ts";
import { correctItems, shelveAfterSync } from "../library/correct-items.ts";
import { STORAGE_FULL } from "../library/refresh-result.ts";
import { syncSource } from "../library/sync-source.ts";
import { touch } from "../library/touch.ts";
import type { SourceId } from "../model/ids.ts";
import { sleep } from "../servers/sleep.ts";
import type { SyncService } from "./sync-api.ts";

/** So many changes of a run over titles are told to the page, of whatever number. */
const CHANGES_TOLD = 100;

/**
 * The sync worker's work: reads libraries into the database, so that parsing, comparing and writing never hold up what is on screen
 * (contract/platform.md §3). Everything it knows stands in the database: a worker that is ended at any time leaves a sync that goes on.
 */
export function syncService(world: World): SyncService {
	const running = new Map<SourceId, AbortController>();
	const sweeping = new Map<SourceId, AbortController>();
	const readingCasts = new Map<SourceId, AbortController>();
	let titles = new AbortController();
	return {
		async sync(sourceId, force) {
			const control = new AbortController();
			running.set(sourceId, control);
			try {
				return await syncSource(world, sourceId, { signal: control.signal, force });
			} catch (error) {
				// What an error was does not survive the way to the page.
				if (!isQuotaExceeded(error)) throw error;
				return { ...STORAGE_FULL, rows: 0, skipped: 0 };
			} finally {
				if (running.get(sourceId) === control) running.delete(sourceId);
			}
		},
		async stop(sourceId) {
			running.get(sourceId)?.abort();
		},
		async casts(sourceId) {
			const control = new AbortController();
			readingCasts.set(sourceId, control);
			try {
				const { completeCasts } = await import("../library/complete-casts.ts");
				return await completeCasts(world, sourceId, { signal: control.signal, rest: sleep });
			} catch (error) {
				if (!isQuotaExceeded(error)) throw error;
				return "storage-full";
			} finally {
				if (readingCasts.get(sourceId) === control) readingCasts.delete(sourceId);
			}
		},
		async stopCasts(sourceId) {
			readingCasts.get(sourceId)?.abort();
		},
		async sweep(sourceId) {
			const control = new AbortController();
			sweeping.set(sourceId, control);
			try {
				const { sweepSource } = await import("../library/sweep-source.ts");
				await sweepSource(world, sourceId, control.signal);
			} finally {
				if (sweeping.get(sourceId) === control) sweeping.delete(sourceId);
			}
		},
		async stopSweep(sourceId) {
			sweeping.get(sourceId)?.abort();
		},
		arr: (arrId, force) => touchArr(world, arrId, { force, signal: new AbortController().signal }),
		settleArr: (arrId, text) => settleArr(world, arrId, text),
		async followTitles() {
			const { followChanges } = await import("../catalog/follow-changes.ts");
			await followChanges(world, correctItems, new AbortController().signal).catch(nameFull);
		},
		async titles(sourceId, how) {
			const { syncTitles } = await import("../catalog/sync-titles.ts");
			const result = await syncTitles(world, sourceId, { ...how, dress: correctItems, signal: titles.signal }).catch(
				nameFull,
			);
			// A page reads the first of them; all would hold it up.
			return result && { ...result, changes: result.changes.slice(0, CHANGES_TOLD) };
		},
		async stopTitles() {
			titles.abort();
			titles = new AbortController();
		},
		async undoTitles(runId) {
			const { undoRun } = await import("../catalog/undo-run.ts");
			return undoRun(world, runId, correctItems, new AbortController().signal).catch(nameFull);
		},
		async correct(itemId, said) {
			const { correctTitle } = await import("../catalog/correct-title.ts");
			return (await correctTitle(world, itemId, said, correctItems).catch(nameFull))?.copies;
		},
		shelveCorrected: (itemIds) => shelveAfterSync(world, itemIds, new AbortController().signal),
		touch: (scope, force) => touch(world, scope, { force, signal: new AbortController().signal }),
	};
}

/** An error's own name reaches the page, what caused it does not: a full disk is told by its name there. */
function nameFull(error: unknown): never {
	throw isQuotaExceeded(error) ? new DOMException("No room left", "QuotaExceededError") : error;
}
