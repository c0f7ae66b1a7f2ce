/** A grid of equal cells, CSS px. */
export interface GridShape {
	readonly columns: number;
	/** Width of a cell without its gap. */
	readonly cellWidth: number;
	/** Height of a cell with its gap. */
	readonly rowHeight: number;
	readonly gap: number;
}

/** The part of a grid that is to be in the document. Indexes are of cells; `last` is exclusive. */
export interface GridWindow {
	readonly first: number;
	readonly last: number;
	/** The first cell of the row at the top of the screen, of which more than half is to be seen. */
	readonly topmost: number;
	/** Where the first row of the window begins, px below the top of the grid. */
	readonly top: number;
	/** How tall the grid is made, px. */
	readonly height: number;
}

/**
 * Browsers stop laying out somewhere above this (Firefox at 17.9 million px, Chromium at 33.5 million). Taller grids are
 * squeezed: the scrollbar covers them all, rows keep their size.
 */
export const TALLEST_PX = 15_000_000;

/** Rows above and below the screen that are kept ready, so that fast scrolling and arrow keys meet no gap. */
const SPARE_ROWS = 2;

const TEXT_PX = 62;

/** Columns and sizes for a grid of posters of a given width, px. Phones get three columns from 360 px, never fewer than two. Pure. */
export function gridShape(width: number): GridShape {
	const gap = width < 600 ? 12 : 20;
	const ideal = width < 600 ? 104 : Math.min(176, 120 + width / 32);
	const columns = Math.max(2, Math.floor((width + gap) / (ideal + gap)));
	const cellWidth = (width - gap * (columns - 1)) / columns;
	return { columns, cellWidth, rowHeight: Math.round(cellWidth * 1.5 + TEXT_PX + gap / 2), gap };
}

/** How tall the whole grid would be, and how tall it is made, px. */
export function gridHeight(shape: GridShape, count: number): { readonly real: number; readonly made: number } {
	const real = Math.ceil(count / shape.columns) * shape.rowHeight;
	return { real, made: Math.min(real, TALLEST_PX) };
}

/**
 * What of a grid of `count` cells is to be in the document when its top lies `scrolled` px above the top of a screen of `screen`
 * px. Pure. For grids taller than `TALLEST_PX`, `scrolled` is a place on the squeezed scale; `top` is one on it too, so that the
 * rows on screen have their true size and distance.
 */
export function gridWindow(shape: GridShape, count: number, scrolled: number, screen: number): GridWindow {
	const { real, made } = gridHeight(shape, count);
	const visible = Math.max(0, Math.min(scrolled, Math.max(0, made - screen)));
	const squeeze = made > screen ? (real - screen) / (made - screen) : 1;
	const offset = visible * Math.max(1, squeeze);
	const firstRow = Math.max(0, Math.floor(offset / shape.rowHeight) - SPARE_ROWS);
	const lastRow = Math.ceil((offset + screen) / shape.rowHeight) + SPARE_ROWS;
	return {
		first: firstRow * shape.columns,
		last: Math.min(count, lastRow * shape.columns),
		topmost: Math.min(Math.max(0, count - 1), Math.round(offset / shape.rowHeight) * shape.columns),
		top: firstRow * shape.rowHeight - offset + visible,
		height: made,
	};
}

/** How far a grid must be scrolled, px on the squeezed scale, to have a cell's row at the top of the screen. Pure. */
export function scrollToCell(shape: GridShape, count: number, index: number, screen: number): number {
	const { real, made } = gridHeight(shape, count);
	const offset = Math.floor(index / shape.columns) * shape.rowHeight;
	if (real <= made || real <= screen) return Math.min(offset, Math.max(0, made - screen));
	return Math.min(offset / ((real - screen) / (made - screen)), made - screen);
}
