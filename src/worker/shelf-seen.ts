import type { StowawayDatabase } from "../db/schema.ts";
import { shownStates, statesFrom } from "../db/shown-states.ts";
import { isUntouched } from "../db/watch.ts";
import { copyPlacesOf, placesOf, type Shelf } from "../library/shelf-columns.ts";
import { type SeenItem, type WatchColumn, watchColumn } from "../library/watch-column.ts";
import { type ItemId, type SourceId, sourceOf } from "../model/ids.ts";
import type { WatchState } from "../model/watch-state.ts";
import { followKeys, isOneKey, type KeyRange } from "./shelf-changes.ts";

/** What was seen of one source. */
interface SourceStates {
	readonly sourceId: SourceId;
	/** Of titles and episodes; those that nobody touched are left out. */
	readonly states: Map<ItemId, SeenItem>;
	/** Further files of titles, to the title. */
	readonly files: Map<ItemId, ItemId>;
}

/** What was seen of the sources on screen, unsent changes included: read once, and after that what changed. */
export class SeenStates {
	readonly #db: StowawayDatabase;
	readonly #known = new Map<SourceId, SourceStates>();
	#column: { readonly shelf: Shelf; readonly watch: WatchColumn } | null = null;
	#changed = new Set<ItemId>();
	#mustReadAll = false;
	#reading: Promise<unknown> = Promise.resolve();

	constructor(db: StowawayDatabase) {
		this.#db = db;
		const heard = (ranges: readonly KeyRange[]) => {
			for (const range of ranges) {
				if (isOneKey(range) && isItemId(range.from)) this.#changed.add(range.from);
				else this.#mustReadAll = true;
			}
		};
		followKeys(db, "watch", heard);
		followKeys(db, "outbox", heard);
	}

	/** The watch column of a shelf as the database has it. */
	column(shelf: Shelf): Promise<WatchColumn> {
		const next = this.#reading.then(() => this.#read(shelf));
		this.#reading = next.catch(() => undefined);
		return next;
	}

	async #read(shelf: Shelf): Promise<WatchColumn> {
		const changed = [...this.#changed];
		if (this.#mustReadAll) this.#known.clear();
		this.#changed = new Set();
		this.#mustReadAll = false;
		for (const sourceId of this.#known.keys()) if (!shelf.sourceIds.includes(sourceId)) this.#known.delete(sourceId);
		try {
			for (const sourceId of shelf.sourceIds) {
				const own = changed.filter((itemId) => sourceOf(itemId) === sourceId);
				const known = this.#known.get(sourceId);
				if (!known) await this.#readAll(sourceId, shelf);
				else if (own.length > 0) await this.#readChanged(known, own, shelf);
			}
		} catch (error) {
			this.#mustReadAll = true;
			throw error;
		}
		if (this.#column?.shelf !== shelf) this.#column = { shelf, watch: watchColumn(shelf, this.#states()) };
		return this.#column.watch;
	}

	*#states(): Iterable<SeenItem> {
		for (const { states } of this.#known.values()) yield* states.values();
	}

	async #readAll(sourceId: SourceId, shelf: Shelf): Promise<void> {
		const [watch, outbox] = await Promise.all([
			this.#db.watch.where("itemId").startsWith(`${sourceId}/`).toArray(),
			this.#db.outbox.where("sourceId").equals(sourceId).toArray(),
		]);
		const known: SourceStates = { sourceId, states: new Map(), files: new Map() };
		for (const { itemId, titleId } of [...watch, ...outbox]) if (titleId) known.files.set(itemId, titleId);
		await this.#take(
			known,
			[...statesFrom(watch, outbox)].map(([itemId, { state }]) => ({ itemId, state })),
			shelf,
		);
		this.#known.set(sourceId, known);
	}

	async #readChanged(known: SourceStates, itemIds: readonly ItemId[], shelf: Shelf): Promise<void> {
		for (const rows of await Promise.all([
			this.#db.watch.bulkGet([...itemIds]),
			this.#db.outbox.bulkGet([...itemIds]),
		])) {
			for (const row of rows) if (row?.titleId) known.files.set(row.itemId, row.titleId);
		}
		const titles = new Set(itemIds.map((itemId) => known.files.get(itemId) ?? itemId));
		const states = await shownStates(this.#db, [...titles]);
		await this.#take(
			known,
			[...states].map(([itemId, { state }]) => ({ itemId, state })),
			shelf,
		);
	}

	async #take(
		known: SourceStates,
		changes: readonly { readonly itemId: ItemId; readonly state: WatchState }[],
		shelf: Shelf,
	): Promise<void> {
		this.#column = null;
		// What is no title of the shelf may be an episode, which names its show.
		const titles = placesOf(shelf);
		const copies = copyPlacesOf(shelf);
		const fresh = changes
			.map(({ itemId }) => itemId)
			.filter((itemId) => !known.states.has(itemId) && !titles.has(itemId) && !copies.has(itemId));
		const items = await this.#db.items.bulkGet(fresh);
		const shows = new Map(items.map((item, at) => [fresh[at], item?.showId]));
		for (const { itemId, state } of changes) {
			if (isUntouched(state)) known.states.delete(itemId);
			else known.states.set(itemId, { itemId, state, showId: known.states.get(itemId)?.showId ?? shows.get(itemId) });
		}
	}
}

function isItemId(key: unknown): key is ItemId {
	return typeof key === "string" && key.includes("/");
}
