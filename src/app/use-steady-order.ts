import { useEffect, useRef, useState } from "preact/hooks";
import type { Listing } from "../worker/shelf-api.ts";
import type { Order } from "./use-order.ts";

/** The places of a listing that are on screen, or nearly; `last` is exclusive. */
export interface SeenPlaces {
	readonly first: number;
	readonly last: number;
}

/** An order that holds still under the eyes of the person. */
export interface SteadyOrder {
	readonly order: Order;
	/** The view that is shown: the one before until the first of the next is there. */
	readonly query: string;
	/** The order that waits because it would move what is on screen; undefined when the one shown is the newest. */
	readonly newer: Listing | undefined;
	/** Shows it. */
	readonly take: () => void;
}

/**
 * Keeps the listing that is on screen while a newer one would put other titles into the places one looks at: titles that a sync brings
 * belong between those that are there. `seen` is kept by the grid; `query` names the view.
 *
 * | a newer listing of the same view | is |
 * |---|---|
 * | has the same titles in the places on screen, or more behind them | shown at once |
 * | comes while nobody looks (the page is in the background) | shown at once |
 * | would move what is on screen | kept until the person asks for it, or comes back |
 * | and the worker has dropped the one on screen | shown at once |
 */
export function useSteadyOrder(order: Order, query: string, seen: { readonly current: SeenPlaces }): SteadyOrder {
	const [held, setHeld] = useState<{ readonly query: string; readonly listing: Listing } | null>(null);
	const newest = useRef<Listing | undefined>(undefined);
	newest.current = order.listing;
	const current = held?.query === query ? held.listing : undefined;
	const take = () => {
		if (newest.current) setHeld({ query, listing: newest.current });
	};
	useEffect(() => {
		const { listing } = order;
		if (!listing || listing === current) return;
		if (!current || document.hidden) {
			take();
			return;
		}
		keepsStill(current, listing, seen.current).then(
			(isStill) => isStill && newest.current === listing && take(),
			() => take(), // Better moved than out of date for good.
		);
	}, [order.listing, query]);
	useEffect(() => {
		const hidden = () => document.hidden && take();
		document.addEventListener("visibilitychange", hidden);
		return () => document.removeEventListener("visibilitychange", hidden);
	}, [query]);
	const isBetween = !current && !order.listing && !order.first && order.state === "loading" && held !== null;
	const listing = isBetween ? held.listing : (current ?? order.listing);
	return {
		order: listing ? { ...order, listing } : order,
		query: isBetween ? held.query : query,
		newer: current && order.listing !== current ? order.listing : undefined,
		take,
	};
}

/** Whether the titles on screen stay in their places. True as well when the worker no longer knows what they were. */
async function keepsStill(before: Listing, after: Listing, { first, last }: SeenPlaces): Promise<boolean> {
	const { shelfWorker } = await import("./shelf-client.ts");
	// Asked of the worker even where the page knows the answer: what is asked about is not dropped.
	const [was, is] = await Promise.all(
		[before, after].map(({ listing }) => shelfWorker().windowKeys(listing, first, last)),
	);
	if (!was || !is) return true;
	return was.every((itemId, place) => itemId === is[place]);
}
