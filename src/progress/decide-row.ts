import type { OutboxRow } from "../model/change.ts";
import type { Item } from "../model/item.ts";
import type { WatchState } from "../model/watch-state.ts";
import type { WatchWrite } from "../servers/server.ts";
import { afterEnding, type Ending } from "./acknowledge.ts";
import { type Decision, type MergeInput, merge } from "./merge.ts";
import { resume } from "./resume.ts";
import { unmasked } from "./unmask.ts";

/** What a row is about. */
export interface Title {
	/** The title, of a further file too; undefined when it is not in the database. */
	readonly item: Item | undefined;
	/** What was last seen of the title's further files. */
	readonly files: readonly WatchState[];
}

/** A state of the server, and how it is to be judged. */
export interface Look extends Pick<MergeInput, "policy" | "now" | "nowUncertaintyMs" | "datesAreEvents"> {
	readonly read: WatchState;
	readonly title: Title | undefined;
}

/** What a row comes to by one look at the server. */
export interface RowDecision {
	/** The row to go on with; null when an earlier push of it was all. */
	readonly row: OutboxRow | null;
	/** What an earlier push came to. */
	readonly endings: readonly Ending[];
	/** What is to be done with the row that is left. */
	readonly decided?: { readonly decision: Decision; readonly write: WatchWrite };
}

/**
 * How long the file is, as far as is known. Of the title itself: its longest version, or a place in that would be taken for one past
 * the end.
 */
function longestMs({ itemId, titleId, snapshot }: OutboxRow, item: Item | undefined): number | undefined {
	if (titleId)
		return item?.detail?.versions.find((version) => version.itemId === itemId)?.durationMs ?? snapshot.durationMs;
	const versions = item?.detail?.versions.map((version) => version.durationMs ?? 0) ?? [];
	return Math.max(item?.durationMs ?? snapshot.durationMs ?? 0, ...versions) || undefined;
}

/** Row 0: what an earlier push of this row came to, and the row to go on with; null when that push was all. */
function takeUp(
	row: OutboxRow,
	remote: WatchState,
	datesAreEvents: boolean,
): Omit<RowDecision, "decided"> & { readonly isAsked?: boolean } {
	const { push } = row;
	if (push === undefined) return { row, endings: [] };
	const found = resume(push, row.base, row.changes, remote, datesAreEvents);
	const { isAsked = false } = found;
	if (!found.arrived) return { row: { ...row, base: found.base, changes: found.changes }, endings: [], isAsked };
	const ending: Ending = {
		row,
		revision: push.revision,
		code: "resumed",
		before: push.read,
		after: remote,
		wrote: true,
		parked: push.parked ?? [],
	};
	const left = afterEnding(row, ending);
	return { row: left?.base === remote ? { ...left, base: found.base } : left, endings: [ending] };
}

/** An unwatch of a title reaches its further files, also where its own was not watched. */
function isUnwatchOfAll({ titleId, changes }: OutboxRow, { target }: Decision): boolean {
	return titleId === undefined && target?.watched === false && changes.some(({ type }) => type === "markUnwatched");
}

/**
 * Resume and merge: what a row comes to by what the server was seen to hold, and what is to be written. Pure. A drain does it with what
 * it has just read, Activity with what was read last.
 */
export function decideRow(found: OutboxRow, { read, title, ...how }: Look): RowDecision {
	const { item, files = [] } = title ?? {};
	// A title with several files shows what was played last.
	const remote = found.titleId === undefined ? unmasked(read, found.base, files) : read;
	const { row, endings, isAsked } = takeUp(found, remote, how.datesAreEvents);
	if (row === null || row.status === "conflict") return { row, endings };
	const durationMs = longestMs(row, item);
	const { base, changes } = row;
	const decision = merge({ ...how, base, remote, changes, durationMs, ...(isAsked ? { isAsked } : {}) });
	const write: WatchWrite = {
		itemId: row.itemId,
		read: remote,
		target: decision.target ?? remote,
		durationMs,
		hasVersions: row.titleId === undefined && (item?.detail?.versions.length ?? 1) > 1,
		finishes: decision.finishes,
		isUnwatch: decision.isUnwatch || isUnwatchOfAll(row, decision),
		at: Math.min(how.now, Math.max(...changes.map((change) => change.at))),
	};
	return { row, endings, decided: { decision, write } };
}
