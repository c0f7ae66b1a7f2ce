import type { Change, ChangeType } from "../model/change.ts";

function isPosition(type: ChangeType): boolean {
	return type === "progress" || type === "clearPosition";
}

/** True when `next` leaves nothing of the earlier change `old` to be sent. */
export function supersedes(next: ChangeType, old: ChangeType): boolean {
	if (isPosition(next)) return isPosition(old);
	if (next === "markUnwatched") return true;
	return old !== "finished";
}

/**
 * Adds a change to the unsent changes of one item (SYNC.md §2). Changes are in the order in which they were made, which is
 * not always the order of their times: a clock may jump.
 *
 * | next | takes the place of | stays beside |
 * |---|---|---|
 * | progress, clearPosition | an earlier progress or clearPosition | finishes and marks: a rewatch, or progress of an unwatched title |
 * | finished | progress, clearPosition, marks | earlier finishes: each viewing is a play |
 * | markWatched | progress, clearPosition, marks | finishes: their plays are still to be counted |
 * | markUnwatched | everything: it takes the viewings back too | |
 *
 * What is left is `finished* markWatched? position?` or `markUnwatched position?`. Folding any split of a sequence gives the
 * same as folding the whole.
 */
export function coalesce(changes: readonly Change[], next: Change): readonly Change[] {
	return [...changes.filter((old) => !supersedes(next.type, old.type)), next];
}
