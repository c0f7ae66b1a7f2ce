import { proxy } from "comlink";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ShelfView } from "../library/shelf-order.ts";
import type { Library } from "../model/item.ts";
import type { Listing } from "../worker/shelf-api.ts";
import { queryOfView } from "./library-view.ts";
import type { StoredWindow } from "./stored-window.ts";

/** The order of a library, as far as it is known. `first`: the window that was on screen last, if it was of this view. */
export interface Order {
	readonly state: "loading" | "ready" | "failed";
	readonly first?: StoredWindow;
	readonly listing?: Listing;
	/** Orders anew, for a listing that the worker has dropped. */
	readonly again: () => void;
}

interface Answer {
	readonly query: string;
	readonly state: "ready" | "failed";
	readonly listing?: Listing;
}

/**
 * A library in the order of a view: at once `first`, the window that was shown last (one small record), soon the whole order from the
 * shelf worker, which tells when it is out of date. The order before stays until the next is there.
 */
export function useOrder(library: Library, view: ShelfView, first: StoredWindow | undefined): Order {
	const { libraryId } = library;
	const query = queryOfView(view);
	const [round, setRound] = useState(0);
	const [answer, setAnswer] = useState<Answer | null>(null);
	const isShown = useRef(true);
	useEffect(() => {
		let isCurrent = true;
		const load = async () => {
			const { shelfWorker } = await import("./shelf-client.ts");
			const worker = shelfWorker();
			const listing = await worker.order(libraryId, view);
			if (isCurrent) setAnswer({ query, state: "ready", listing });
		};
		load().catch((error: unknown) => {
			console.error("Ordering failed", libraryId, error);
			if (isCurrent) setAnswer({ query, state: "failed" });
		});
		return () => {
			isCurrent = false;
		};
	}, [libraryId, query, round]);
	useEffect(() => {
		isShown.current = true;
		const watch = async () => {
			const { shelfWorker } = await import("./shelf-client.ts");
			await shelfWorker().watch(
				libraryId,
				proxy(() => isShown.current && setRound((before) => before + 1)),
			);
		};
		watch().catch(() => undefined); // A worker that does not start shows in the order itself.
		return () => {
			isShown.current = false;
			import("./shelf-client.ts").then(({ shelfWorker }) => shelfWorker().watch(null, null)).catch(() => undefined);
		};
	}, [libraryId]);
	const again = () => setRound((before) => before + 1);
	const known = answer?.query === query ? answer : null;
	return {
		state: known?.state ?? "loading",
		again,
		...(first ? { first } : {}),
		...(known?.listing ? { listing: known.listing } : {}),
	};
}
