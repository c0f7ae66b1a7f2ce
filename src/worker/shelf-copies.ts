import type { StowawayDatabase } from "../db/schema.ts";
import type { ItemId } from "../model/ids.ts";
import { followKeys, isOneKey } from "./shelf-changes.ts";

/** The copies of a title. */
type Copies = readonly ItemId[];

/** The titles of the catalogue that have several copies: read once, and after that those that changed. */
export class KnownCopies {
	readonly #db: StowawayDatabase;
	/** By the title's id; null until they are asked for. */
	#known: ReadonlyMap<string, Copies> | null = null;
	#changed = new Set<string>();
	#mustReadAll = false;
	#reading: Promise<unknown> = Promise.resolve();

	constructor(db: StowawayDatabase) {
		this.#db = db;
		followKeys(db, "titles", (ranges) => {
			if (!this.#known) return;
			for (const range of ranges) {
				if (isOneKey(range) && typeof range.from === "string") this.#changed.add(range.from);
				else this.#mustReadAll = true;
			}
		});
	}

	/** The copies of each title that has several, by the title's id; the same map again while none of them changed. */
	read(): Promise<ReadonlyMap<string, Copies>> {
		const next = this.#reading.then(() => this.#read());
		this.#reading = next.catch(() => undefined);
		return next;
	}

	async #read(): Promise<ReadonlyMap<string, Copies>> {
		const known = this.#known;
		const changed = [...this.#changed];
		const mustReadAll = this.#mustReadAll || known === null;
		this.#changed = new Set();
		this.#mustReadAll = false;
		// What is written from now on is heard of.
		this.#known ??= new Map();
		try {
			const read = mustReadAll ? await this.#readAll() : await this.#withChanged(known ?? new Map(), changed);
			this.#known = read;
			return read;
		} catch (error) {
			this.#mustReadAll = true;
			throw error;
		}
	}

	async #readAll(): Promise<ReadonlyMap<string, Copies>> {
		const rows = await this.#db.titles.where("copies.length").above(1).toArray();
		return new Map(rows.map(({ titleId, copies }) => [titleId, copies]));
	}

	async #withChanged(known: ReadonlyMap<string, Copies>, ids: readonly string[]): Promise<ReadonlyMap<string, Copies>> {
		if (ids.length === 0) return known;
		const rows = await this.#db.titles.bulkGet([...ids]);
		const next = new Map(known);
		let isOther = false;
		for (const [at, titleId] of ids.entries()) {
			const row = rows[at];
			const copies = row && row.copies.length > 1 ? row.copies : undefined;
			isOther ||= copies?.join("\n") !== known.get(titleId)?.join("\n");
			if (copies) next.set(titleId, copies);
			else next.delete(titleId);
		}
		return isOther ? next : known;
	}
}
