/** A box on screen, CSS px. */
export interface Box {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

/** What lies far to the side costs up to as much as what lies so far ahead, CSS px: less than a row of stills is high. */
const MOST_ASIDE = 160;

export type Direction = "left" | "right" | "up" | "down";

/**
 * Index of the candidate that an arrow key should move to from `from`; -1 when nothing lies that way. Pure.
 *
 * A candidate counts when its centre lies beyond the edge that is left. Nearer along the arrow wins. Being off to the side costs
 * more than distance at first, so that columns stay columns, but never more than `MOST_ASIDE`: a short row is not jumped over.
 * Left and right stay on the line, unless `mayLeaveLine`: the candidate nearest to the line counts then.
 */
export function nextInDirection(
	from: Box,
	candidates: readonly Box[],
	direction: Direction,
	mayLeaveLine = false,
): number {
	let best = -1;
	let bestCost = Number.POSITIVE_INFINITY;
	candidates.forEach((box, index) => {
		const cost = costOf(from, box, direction, mayLeaveLine);
		if (cost < bestCost) {
			best = index;
			bestCost = cost;
		}
	});
	return best;
}

function costOf(from: Box, box: Box, direction: Direction, mayLeaveLine: boolean): number {
	const isSideways = direction === "left" || direction === "right";
	const along = isSideways
		? direction === "right"
			? middleX(box) - from.right
			: from.left - middleX(box)
		: direction === "down"
			? middleY(box) - from.bottom
			: from.top - middleY(box);
	if (along <= 0) return Number.POSITIVE_INFINITY;
	const aside = isSideways
		? gap(from.top, from.bottom, box.top, box.bottom)
		: gap(from.left, from.right, box.left, box.right);
	if (isSideways && aside > 0 && !mayLeaveLine) return Number.POSITIVE_INFINITY;
	const offCentre = isSideways ? Math.abs(middleY(box) - middleY(from)) : Math.abs(middleX(box) - middleX(from));
	const sideways = aside * 2 + offCentre * 0.2;
	return along + (isSideways ? sideways : (MOST_ASIDE * sideways) / (MOST_ASIDE + sideways));
}

/** Distance between two stretches of a line; 0 when they overlap. */
function gap(aStart: number, aEnd: number, bStart: number, bEnd: number): number {
	return Math.max(0, bStart - aEnd, aStart - bEnd);
}

function middleX(box: Box): number {
	return (box.left + box.right) / 2;
}

function middleY(box: Box): number {
	return (box.top + box.bottom) / 2;
}
