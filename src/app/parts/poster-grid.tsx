import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ItemId, SourceId } from "../../model/ids.ts";
import type { Library } from "../../model/item.ts";
import { headline } from "../format.ts";
import { placeAfterKey } from "../grid-keys.ts";
import { gridWindow } from "../grid-window.ts";
import { showAndFocus } from "../show-and-focus.ts";
import { useKeptWindow } from "../stored-window.ts";
import { useItems } from "../use-items.ts";
import { useListing } from "../use-listing.ts";
import type { Order } from "../use-order.ts";
import { scrollGridTo, useScrolledGrid } from "../use-scrolled-grid.ts";
import type { Selection } from "../use-selection.ts";
import { useServersOf } from "../use-servers-of.ts";
import type { SeenPlaces } from "../use-steady-order.ts";
import { useWatchStates } from "../watch-states.ts";
import { PosterCard } from "./card.tsx";
import { LetterRail } from "./letter-rail.tsx";
import { Pick } from "./selection-bar.tsx";

interface PosterGridProps {
	readonly library: Library;
	readonly order: Order;
	/** The view as its query, for the record of what was shown last. */
	readonly view: string;
	/** Told which places are on screen, and a few around them. */
	readonly onSeen: (places: SeenPlaces) => void;
	/** What is picked of the titles, if any are. */
	readonly selection: Selection;
	/** The servers whose titles stand side by side. */
	readonly sourceIds: readonly SourceId[];
}

/** Posters of any number: only those on screen and a few around are in the document, each in a cell of fixed size. */
export function PosterGrid({ library, order, view, onSeen, selection, sourceIds }: PosterGridProps): VNode {
	const list = useRef<HTMLUListElement>(null);
	const grid = useScrolledGrid(list);
	const { shape } = grid;
	const [focused, setFocused] = useState<{ readonly place: number; readonly itemId: ItemId | undefined } | null>(null);
	/** Where the last key led to. */
	const wanted = useRef<number | null>(null);
	const total = order.listing?.count ?? order.first?.total ?? 0;
	const shown = shape ? gridWindow(shape, total, grid.scrolled, grid.screen) : null;
	useEffect(() => {
		if (shown) onSeen(shown);
	}, [shown?.first, shown?.last]);
	const listed = useListing(order, shown?.first ?? 0, shown?.last ?? 0);
	const idAt = (place: number) => listed(place) ?? (place === focused?.place ? focused.itemId : undefined);
	const places = shown
		? Array.from({ length: Math.max(0, shown.last - shown.first) }, (_, at) => shown.first + at)
		: [];
	const ids = places.flatMap((place) => idAt(place) ?? []);
	// The card with the focus stays in the document wherever the screen is, or the keyboard would lose its place.
	const isAway = shown && focused && (focused.place < shown.first || focused.place >= shown.last);
	if (isAway && focused.place < total) places.push(focused.place);
	const drawn = isAway && focused.itemId ? [...ids, focused.itemId] : ids;
	const items = useItems(drawn, order.first?.items ?? []);
	const states = useWatchStates(drawn);
	const serversOf = useServersOf(drawn, sourceIds);
	const isWhole = order.state === "ready" && shown !== null && ids.length === shown.last - shown.first;
	useKeptWindow(library.libraryId, view, isWhole ? { start: shown.first, ids, total } : null, items);

	const isPicking = selection.ids !== null;
	useLayoutEffect(() => {
		// Not by another element around each: its picture would be loaded again.
		for (const link of list.current?.querySelectorAll<HTMLElement>("a.card") ?? []) link.inert = isPicking;
	});

	const jump = (index: number) => {
		if (list.current) scrollGridTo(list.current, grid, total, index);
	};
	const onKey = (event: KeyboardEvent) => {
		const at = placeOf(event.target);
		if (at === null || !shape || event.ctrlKey || event.metaKey || event.altKey) return;
		const rowsOnScreen = Math.max(1, Math.floor(grid.screen / shape.rowHeight));
		const place = placeAfterKey(event.key, at, { columns: shape.columns, rowsOnScreen, total });
		if (place === null) return;
		event.preventDefault();
		if (!event.key.startsWith("Arrow") || !linkAt(list.current, place)) jump(place);
		wanted.current = place;
		const focus = (tries: number) => {
			if (wanted.current !== place) return;
			const link = linkAt(list.current, place);
			if (link) showAndFocus(link);
			// The cell is there a frame or two after the grid was scrolled to it, its title once the worker has told of it.
			else if (tries > 0) requestAnimationFrame(() => focus(tries - 1));
		};
		focus(120);
	};
	return (
		<>
			<ul
				ref={list}
				class="virtual-grid"
				data-keys-begin
				style={shown ? { blockSize: `${shown.height}px` } : undefined}
				aria-label={library.title}
				onKeyDown={onKey}
				onFocusIn={(event) => {
					wanted.current = null;
					const place = placeOf(event.target);
					setFocused(place === null ? null : { place, itemId: idAt(place) });
				}}
				onFocusOut={() => setFocused(null)}
			>
				{shape &&
					shown &&
					places.map((index) => {
						const itemId = idAt(index);
						const item = itemId && items.get(itemId);
						const row = Math.floor(index / shape.columns) - Math.floor(shown.first / shape.columns);
						const left = (index % shape.columns) * (shape.cellWidth + shape.gap);
						return (
							<li
								key={itemId ?? index}
								data-place={index}
								aria-setsize={total}
								aria-posinset={index + 1}
								style={{
									inlineSize: `${shape.cellWidth}px`,
									transform: `translate(${left}px, ${shown.top + row * shape.rowHeight}px)`,
								}}
							>
								{item ? (
									<PosterCard
										item={item}
										shown={states.get(item.itemId)}
										isEager={index < shape.columns * 2}
										from={serversOf(item.itemId)}
									/>
								) : (
									<EmptyCell />
								)}
								{item && selection.ids && (
									<Pick
										name={headline(item)}
										isPicked={selection.ids.has(item.itemId)}
										onPick={(isRange) => selection.pick(item.itemId, index, isRange)}
									/>
								)}
							</li>
						);
					})}
			</ul>
			{order.listing && order.listing.letters.length > 3 && (
				<LetterRail
					letters={order.listing.letters}
					row={{ first: shown?.topmost ?? 0, last: (shown?.topmost ?? 0) + (shape?.columns ?? 0) }}
					onJump={jump}
				/>
			)}
		</>
	);
}

function EmptyCell(): VNode {
	return (
		<span class="card is-poster is-empty" aria-hidden="true">
			<span class="picture poster" />
			<span class="bone" />
		</span>
	);
}

function linkAt(list: HTMLElement | null, place: number): HTMLElement | null {
	return list?.querySelector<HTMLElement>(`[data-place="${place}"] :is(a:not([inert]), .pick)`) ?? null;
}

function placeOf(target: EventTarget | null): number | null {
	const place = target instanceof Element ? target.closest("[data-place]")?.getAttribute("data-place") : null;
	return place ? Number(place) : null;
}
