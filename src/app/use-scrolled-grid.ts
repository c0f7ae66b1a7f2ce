import { useLayoutEffect, useState } from "preact/hooks";
import { type GridShape, gridShape, scrollToCell } from "./grid-window.ts";

/** Where a grid lies on screen. */
export interface ScrolledGrid {
	/** Null before the first measure. */
	readonly shape: GridShape | null;
	/** How far the top of the grid lies above the top of the screen, px; never negative. */
	readonly scrolled: number;
	/** Height of the screen, px. */
	readonly screen: number;
}

/** Measures a grid and follows the page's scrolling, one step a frame. */
export function useScrolledGrid(list: { readonly current: HTMLElement | null }): ScrolledGrid {
	const [grid, setGrid] = useState<ScrolledGrid>({ shape: null, scrolled: 0, screen: innerHeight });
	useLayoutEffect(() => {
		const element = list.current;
		if (!element) return;
		let frame = 0;
		const look = () => {
			frame = 0;
			const { top, width } = element.getBoundingClientRect();
			const scrolled = Math.max(0, -top);
			setGrid(({ shape }) => ({
				shape: shape && isOfWidth(shape, width) ? shape : gridShape(width),
				scrolled,
				screen: innerHeight,
			}));
		};
		const soon = () => {
			frame ||= requestAnimationFrame(look);
		};
		look();
		const observer = new ResizeObserver(soon);
		observer.observe(element);
		addEventListener("scroll", soon, { passive: true });
		addEventListener("resize", soon);
		return () => {
			cancelAnimationFrame(frame);
			observer.disconnect();
			removeEventListener("scroll", soon);
			removeEventListener("resize", soon);
		};
	}, []);
	return grid;
}

function isOfWidth(shape: GridShape, width: number): boolean {
	return Math.abs(shape.columns * (shape.cellWidth + shape.gap) - shape.gap - width) < 0.5;
}

/** Scrolls the page so that a cell's row is just below the top of the screen, or below what stands there (`scroll-margin-block-start`). */
export function scrollGridTo(list: HTMLElement, { shape, screen }: ScrolledGrid, total: number, index: number): void {
	if (!shape) return;
	const top = scrollY + list.getBoundingClientRect().top;
	const head = Number.parseFloat(getComputedStyle(list).scrollMarginBlockStart) || 0;
	scrollTo(0, Math.max(0, top + scrollToCell(shape, total, index, screen) - head));
}
