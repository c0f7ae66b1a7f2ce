import { useLayoutEffect, useState } from "preact/hooks";
import type { Library } from "../model/item.ts";
import { addressOf } from "./address.ts";
import { replaceAddress, route } from "./route.ts";
import { world } from "./world.ts";

/** Shows a library by the query of a view, and notes it for the next visit. */
export function showView({ libraryId }: Library, query: string): void {
	replaceAddress(addressOf("library", libraryId) + (query === "" ? "" : `?${query}`));
	world.db.libraries.update(libraryId, { view: query }).catch(() => undefined); // Only the next visit begins otherwise.
}

/**
 * Opens a library as it was left: when its address does not say how to show it, the view that was chosen last is put there. False
 * until that is done.
 */
export function useViewAsLeft(library: Library | undefined): boolean {
	const [isSettled, setSettled] = useState(isSaid);
	// Once, when the page opens: who then clears all filters wants none.
	useLayoutEffect(() => {
		if (!library || isSettled) return;
		if (library.view && !isSaid()) replaceAddress(`${addressOf("library", library.libraryId)}?${library.view}`);
		setSettled(true);
	}, [library === undefined]);
	return isSettled;
}

function isSaid(): boolean {
	return route.value.query.toString() !== "";
}
