import { Dexie, liveQuery } from "dexie";
import type { StowawayDatabase } from "../db/schema.ts";
import { readCollectionColumns } from "../library/collection-columns.ts";
import { joinedKind, joinedLibraries } from "../library/joined-libraries.ts";
import { itemIdAt, type Shelf } from "../library/shelf-columns.ts";
import type { CollectionColumn } from "../library/shelf-filter.ts";
import { shelfOrder } from "../library/shelf-order.ts";
import type { ItemId, LibraryId } from "../model/ids.ts";
import { letGo } from "./let-go.ts";
import type { ShelfService } from "./shelf-api.ts";
import { ShelfCache } from "./shelf-cache.ts";
import { followKeys } from "./shelf-changes.ts";
import { JoinedShelves } from "./shelf-joined.ts";
import { librarySearch } from "./shelf-search.ts";
import { SeenStates } from "./shelf-seen.ts";

/** Enough for a first screen on any display. */
const FIRST_KEYS = 120;
/** Those last asked about are kept. A page holds one, which may be older than what a sync brought since, and compares it with the newest. */
const KEPT_LISTINGS = 4;
/** During a first sync the revision rises with every page; people cannot read faster than this. */
const TELL_AT_MOST_EVERY_MS = 1000;

interface Kept {
	readonly shelf: Shelf;
	readonly order: Uint32Array;
}

/**
 * The shelf worker's work: columns of libraries in memory, sorted, filtered and searched there, so that the page's thread is never busy
 * with 50,000 titles. DESIGN.md §2 *Rows for one, shelves for many*. What changed in the database is read again, and nothing else.
 */
export function shelfService(db: StowawayDatabase): ShelfService {
	const shelves = new ShelfCache(db);
	const joined = new JoinedShelves(db, shelves);
	const seen = new SeenStates(db);
	const listings = new Map<number, Kept>();
	let lastListing = 0;
	let collections: { readonly shelf: Shelf; readonly columns: readonly CollectionColumn[] } | null = null;
	const search = librarySearch(db);
	let endWatch: () => void = () => undefined;

	followKeys(db, "members", () => {
		collections = null;
	});
	const collectionsOf = async (shelf: Shelf) => {
		if (collections?.shelf === shelf) return collections.columns;
		const columns = await readCollectionColumns(db, shelf);
		collections = { shelf, columns };
		return columns;
	};

	return {
		async order(libraryId, view) {
			const kind = joinedKind(libraryId);
			const shelf = await (kind ? joined.at(kind) : shelves.at(libraryId));
			const [watch, collections] = await Promise.all([seen.column(shelf), collectionsOf(shelf)]);
			const { order, letters, facets } = shelfOrder(shelf, view, { watch, collections });
			const listing = ++lastListing;
			listings.set(listing, { shelf, order });
			for (const oldest of listings.keys()) {
				if (listings.size <= KEPT_LISTINGS) break;
				listings.delete(oldest);
			}
			const first = keysAt({ shelf, order }, 0, FIRST_KEYS);
			return { listing, count: order.length, total: shelf.count, letters, facets, first };
		},

		async windowKeys(listing, start, end) {
			const kept = listings.get(listing);
			if (!kept) return null;
			listings.delete(listing);
			listings.set(listing, kept);
			return keysAt(kept, start, end);
		},

		async watch(libraryId, onChange) {
			endWatch();
			let isEnded = false;
			let end: () => void = () => undefined;
			endWatch = () => {
				isEnded = true;
				end();
				letGo(onChange);
			};
			if (libraryId === null || !onChange) return;
			const revision = await revisionOf(db, libraryId);
			if (!isEnded) end = watchShelf(db, libraryId, revision, onChange);
		},

		async search(query, limits) {
			return search.search(query, limits);
		},

		async watchSearch(onChange) {
			search.watch(onChange);
		},
	};
}

function keysAt({ shelf, order }: Kept, start: number, end: number): ItemId[] {
	return Array.from(order.subarray(Math.max(0, start), Math.max(0, end)), (at) => itemIdAt(shelf, at));
}

/** What is another whenever titles of a library changed; of what is joined, those of any library in it, or which these are. */
async function revisionOf(db: StowawayDatabase, libraryId: LibraryId): Promise<string> {
	const kind = joinedKind(libraryId);
	const libraries = kind ? await joinedLibraries(db, kind) : [await db.libraries.get(libraryId)];
	return libraries.map((library) => `${library?.libraryId} ${library?.revision ?? 0}`).join("\n");
}

/** Tells of a revision other than the one `known` and of changed watch states. Gives the function that ends the watch. */
function watchShelf(db: StowawayDatabase, libraryId: LibraryId, known: string, onChange: () => void): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const tellSoon = () => {
		timer ??= setTimeout(() => {
			timer = undefined;
			onChange();
		}, TELL_AT_MOST_EVERY_MS);
	};

	let revision = known;
	const revisions = liveQuery(() => revisionOf(db, libraryId)).subscribe((now) => {
		if (now !== revision) tellSoon();
		revision = now;
	});

	// A live query would read every watch row of the source again with each change; which tables changed is all that is asked.
	const beside = [db.watch, db.outbox, db.members, ...(joinedKind(libraryId) ? [db.titles] : [])];
	const tables = beside.map(({ name }) => `idb://${db.name}/${name}/`);
	const heard = (parts: object) => {
		if (Object.keys(parts).some((part) => tables.some((table) => part.startsWith(table)))) tellSoon();
	};
	Dexie.on("storagemutated", heard);

	return () => {
		clearTimeout(timer);
		revisions.unsubscribe();
		Dexie.on.storagemutated.unsubscribe(heard);
	};
}
