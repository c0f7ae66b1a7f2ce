/** How far a finger pulls the page down before letting go refreshes it, px. */
export const ENOUGH_PX = 96;
/** A finger that rests is no pull: it must have moved so far, px. */
const BEGUN_PX = 12;
/** How far a finger has moved since it touched the page, px. */
export interface Move {
	readonly right: number;
	readonly down: number;
}

/**
 * What a finger does that touched a page at its very top. Pure.
 *
 * | it moved | is |
 * |---|---|
 * | hardly | waiting |
 * | up, or more to a side than down | no pull: it scrolls something |
 * | down, not far enough | pulling |
 * | down, far enough | ready: letting go refreshes |
 */
export function pullOf({ right, down }: Move): "waiting" | "none" | "pulling" | "ready" {
	if (Math.hypot(right, down) < BEGUN_PX) return "waiting";
	if (down <= Math.abs(right)) return "none";
	return down >= ENOUGH_PX ? "ready" : "pulling";
}
