import type { Corrected } from "../catalog/correct-title.ts";
import type { TitleRunResult, TitleSync } from "../catalog/sync-titles.ts";
import type { UndoneRun } from "../catalog/undo-run.ts";
import type { CastsResult } from "../library/complete-casts.ts";
import type { SyncResult } from "../library/sync-source.ts";
import type { ArrId, ArrProblem } from "../model/arr.ts";
import type { ItemId, SourceId } from "../model/ids.ts";

/** How to go over titles; what stops it stays on its side of the channel. */
export type TitleSyncOptions = Omit<TitleSync, "signal" | "dress">;

/** What the sync worker does for pages; they speak to it through comlink (`src/app/sync-client.ts`). */
export interface SyncService {
	/** Brings a whole source into the database, or goes on where that was left: `syncSource`, ended by `stop`. */
	sync(sourceId: SourceId, force: boolean): Promise<SyncResult>;
	/** Stops the sync of a source, if this worker runs one. */
	stop(sourceId: SourceId): Promise<void>;
	/** Reads the casts of a source's titles in the background, ended by `stopCasts`. */
	casts(sourceId: SourceId): Promise<CastsResult>;
	/** Stops the reading of casts, if this worker reads them. */
	stopCasts(sourceId: SourceId): Promise<void>;
	/** Makes a scope fresh: `touch`. */
	touch(scope: string, force: boolean | "news"): Promise<void>;
	/** Reads lists of a source whole that are due for it (`sweepSource`), ended by `stopSweep`. */
	sweep(sourceId: SourceId): Promise<void>;
	/** Stops that, if this worker does it. */
	stopSweep(sourceId: SourceId): Promise<void>;
	/** Makes the titles of a Radarr or Sonarr fresh: `touchArr`. */
	arr(arrId: ArrId, force: boolean): Promise<void>;
	/** Writes them where only a page could read them: `settleArr`. */
	settleArr(arrId: ArrId, text: string): Promise<ArrProblem | null>;
	/** Brings the catalogue of titles up to what was written: `followChanges`. */
	followTitles(): Promise<void>;
	/** Goes over all titles of a source: `syncTitles`. Gives the first of the changes only; the counts are of all. */
	titles(sourceId: SourceId, how: TitleSyncOptions): Promise<TitleRunResult | undefined>;
	/** Stops that. */
	stopTitles(): Promise<void>;
	/** Takes a run over titles back: `undoRun`. */
	undoTitles(runId: number): Promise<UndoneRun | undefined>;
	/** Notes and shows what a person corrected: `correctTitle`. Gives the copies of the title, if the catalogue knows it. */
	correct(itemId: ItemId, said: Corrected): Promise<readonly ItemId[] | undefined>;
	/** Sees to it that shelves show that too: `shelveAfterSync`. */
	shelveCorrected(itemIds: readonly ItemId[]): Promise<void>;
}
