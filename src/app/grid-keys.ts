/** What of a grid a key needs to know. */
export interface GridPlaces {
	readonly columns: number;
	/** Whole rows that fit on the screen, at least one. */
	readonly rowsOnScreen: number;
	readonly total: number;
}

/**
 * The place in a grid that a key leads to from place `at`; null when the key leads out of the grid, or is none of its own. Pure.
 *
 * | key | leads to |
 * |---|---|
 * | left, right | the neighbour in the row; out at its ends |
 * | up, down | the same column of the next row, or the last title where that row is shorter; out at the first and last row |
 * | Page Up, Page Down | the same column a screen further, or of the first or last row |
 * | Home, End | the first, the last title |
 */
export function placeAfterKey(key: string, at: number, { columns, rowsOnScreen, total }: GridPlaces): number | null {
	const last = total - 1;
	const rowOf = (place: number) => Math.floor(place / columns);
	const inRow = (row: number) => Math.min(last, Math.max(0, Math.min(row, rowOf(last))) * columns + (at % columns));
	switch (key) {
		case "ArrowLeft":
			return at % columns === 0 ? null : at - 1;
		case "ArrowRight":
			return at === last || (at + 1) % columns === 0 ? null : at + 1;
		case "ArrowUp":
			return at < columns ? null : at - columns;
		case "ArrowDown":
			return rowOf(at) === rowOf(last) ? null : inRow(rowOf(at) + 1);
		case "PageUp":
			return inRow(rowOf(at) - rowsOnScreen);
		case "PageDown":
			return inRow(rowOf(at) + rowsOnScreen);
		case "Home":
			return 0;
		case "End":
			return last;
		default:
			return null;
	}
}
