import { useLayoutEffect, useState } from "preact/hooks";
import type { LibraryId } from "../model/ids.ts";
import type { Library } from "../model/item.ts";
import { addressOf } from "./address.ts";
import { replaceAddress, route } from "./route.ts";
import { keepLibraryView } from "./shown-library.ts";
import { world } from "./world.ts";

/** Where a choice waits for the database, one for each library of this tab: a page that is reloaded takes its open writes with it. */
const keyOf = (libraryId: LibraryId) => `stowaway:chosen:${libraryId}`;

/** Shows a library by the query of a view, and notes it for the next visit. */
export function showView({ libraryId }: Library, query: string): void {
	replaceAddress(addressOf("library", libraryId) + (query === "" ? "" : `?${query}`));
	try {
		sessionStorage.setItem(keyOf(libraryId), query);
	} catch {
		// Forbidden storage: the note in the database is the only one.
	}
	keepView(libraryId, query);
}

function keepView(libraryId: LibraryId, query: string): void {
	keepLibraryView(world.db, libraryId, query)
		.then(() => {
			if (chosenOnly(libraryId) === query) sessionStorage.removeItem(keyOf(libraryId));
		})
		.catch(() => undefined); // Only the next visit begins otherwise.
}

/** The choice that has not reached the database, or null. */
function chosenOnly(libraryId: LibraryId): string | null {
	try {
		return sessionStorage.getItem(keyOf(libraryId));
	} catch {
		return null;
	}
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
		const { libraryId } = library;
		const lost = chosenOnly(libraryId);
		if (lost !== null) keepView(libraryId, lost);
		const view = lost ?? library.view;
		if (view && !isSaid()) replaceAddress(`${addressOf("library", libraryId)}?${view}`);
		setSettled(true);
	}, [library === undefined]);
	return isSettled;
}

function isSaid(): boolean {
	return route.value.query.toString() !== "";
}
