import { useEffect, useRef, useState } from "preact/hooks";
import type { ItemId } from "../model/ids.ts";
import { readAhead } from "./use-items.ts";
import type { Order } from "./use-order.ts";

/** Ids come in pages of this many, so that scrolling asks the worker seldom. */
const PAGE = 240;

/**
 * The ids at the places of an order: from the listing's first ids, from the window shown last, or from the worker, which is asked for
 * the pages that `first` to `last` (exclusive) touch. Gives undefined for what is not known yet.
 */
export function useListing(order: Order, first: number, last: number): (place: number) => ItemId | undefined {
	const { listing, first: stored, again } = order;
	const pages = useRef<{ readonly listing: number; readonly ids: Map<number, readonly ItemId[]> }>({
		listing: 0,
		ids: new Map(),
	});
	const [, setArrived] = useState(0);
	if (listing && pages.current.listing !== listing.listing) {
		pages.current = { listing: listing.listing, ids: new Map() };
	}
	const from = Math.floor(first / PAGE);
	const to = Math.floor(Math.max(first, last - 1) / PAGE);
	// The first page is not needed while the listing's own first ids reach, and is once they do not.
	const isBeyond = listing !== undefined && last > listing.first.length;
	const onScreen = useRef({ first, last });
	onScreen.current = { first, last };
	useEffect(() => {
		if (!listing || !isBeyond) return;
		const mine = pages.current;
		const load = async (page: number) => {
			const { shelfWorker } = await import("./shelf-client.ts");
			const ids = await shelfWorker().windowKeys(listing.listing, page * PAGE, (page + 1) * PAGE);
			if (mine !== pages.current) return;
			if (ids === null) return again();
			// With their rows, or the places would be drawn twice: it is one answer sooner than a live query begins.
			const start = page * PAGE;
			const seen = ids.slice(Math.max(0, onScreen.current.first - start), Math.max(0, onScreen.current.last - start));
			await readAhead(seen).catch(() => undefined); // The live query of the same rows says what is wrong.
			if (mine !== pages.current) return;
			mine.ids.set(page, ids);
			setArrived((before) => before + 1);
		};
		for (let page = from; page <= to; page++) {
			if (mine.ids.has(page)) continue;
			load(page).catch((error: unknown) => console.error("Reading a page of the library failed", error));
		}
	}, [listing?.listing, isBeyond, from, to]);
	return (place) => {
		if (!listing) return stored?.items[place - stored.start]?.itemId;
		return listing.first[place] ?? pages.current.ids.get(Math.floor(place / PAGE))?.[place % PAGE];
	};
}
