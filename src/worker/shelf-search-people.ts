import type { StowawayDatabase } from "../db/schema.ts";
import type { SearchEntry } from "../library/search-entries.ts";
import type { SearchIndex } from "../library/search-index.ts";
import { entryOfPerson } from "../library/search-rows.ts";
import type { PersonId } from "../model/ids.ts";
import { isOneKey, type KeyRange } from "./shelf-changes.ts";

/** People read at a time, and the size a part of the index begins with. */
const STRETCH = 2_000;
/** Changed people read at a time. */
const BATCH = 200;

/** People whose keys lie next to each other. */
interface Stretch {
	readonly name: string;
	/** Its first key; it ends where the next begins. */
	readonly from: string;
}

/**
 * The people of the database in a search index, a part for each stretch of their keys.
 *
 * | changed | costs |
 * |---|---|
 * | people by key | those people |
 * | a range of keys | all keys, and the people that are new or gone; not who was renamed in it, which waits for the next start |
 */
export class PeopleInSearch {
	readonly #db: StowawayDatabase;
	readonly #index: SearchIndex;
	/** In the order of their keys; the first begins before any key. */
	readonly #stretches: Stretch[] = [];
	readonly #changed = new Set<string>();
	#mustCompare = false;
	/** The last key that was read; null once all were. */
	#readUpTo: string | null = "";
	#names = 0;

	constructor(db: StowawayDatabase, index: SearchIndex) {
		this.#db = db;
		this.#index = index;
	}

	/** Notes what was written, to be read by `readMore`. */
	changed(ranges: readonly KeyRange[]): void {
		for (const range of ranges) {
			if (isOneKey(range) && typeof range.from === "string") this.#changed.add(range.from);
			else this.#mustCompare = true;
		}
	}

	/** Reads what is next, a fraction of a second's work. Gives false when there was nothing to read. */
	async readMore(): Promise<boolean> {
		if (this.#readUpTo !== null) await this.#readStretch(this.#readUpTo);
		else if (this.#mustCompare) await this.#compareKeys();
		else if (this.#changed.size > 0) await this.#readChanged();
		else return false;
		return true;
	}

	async #readStretch(after: string): Promise<void> {
		const rows = await this.#db.people.where("personId").above(after).limit(STRETCH).toArray();
		const last = rows.at(-1);
		if (last) this.#index.put(this.#begin(after === "" ? "" : (rows[0]?.personId ?? "")).name, rows.map(entryOfPerson));
		this.#readUpTo = last && rows.length === STRETCH ? last.personId : null;
	}

	#begin(from: string): Stretch {
		const stretch = { name: `people ${this.#names++}`, from };
		this.#stretches.push(stretch);
		this.#stretches.sort((a, b) => (a.from < b.from ? -1 : 1));
		return stretch;
	}

	/** Finds out who came and who went, by keys alone. */
	async #compareKeys(): Promise<void> {
		this.#mustCompare = false;
		const stored = new Set<string>(await this.#db.people.toCollection().primaryKeys());
		const known = new Set<string>(this.#stretches.flatMap(({ name }) => this.#index.idsOf(name)));
		for (const key of stored) if (!known.has(key)) this.#changed.add(key);
		for (const key of known) if (!stored.has(key)) this.#changed.add(key);
	}

	async #readChanged(): Promise<void> {
		const keys = [...this.#changed].slice(0, BATCH).filter(isPersonId);
		for (const key of keys) this.#changed.delete(key);
		const rows = await this.#db.people.bulkGet(keys);
		const byStretch = new Map<Stretch, Map<PersonId, SearchEntry | null>>();
		for (const [at, key] of keys.entries()) {
			const stretch = this.#stretchOf(key);
			const changes = byStretch.get(stretch) ?? new Map<PersonId, SearchEntry | null>();
			const row = rows[at];
			changes.set(key, row ? entryOfPerson(row) : null);
			byStretch.set(stretch, changes);
		}
		for (const [stretch, changes] of byStretch) {
			this.#index.patch(stretch.name, changes);
			if (this.#index.idsOf(stretch.name).length > 2 * STRETCH) this.#split(stretch);
		}
	}

	#stretchOf(key: string): Stretch {
		return this.#stretches.findLast(({ from }) => from <= key) ?? this.#begin("");
	}

	/** A stretch that grew too long is read again as several: its keys change hands, what they stand for is the same. */
	#split(stretch: Stretch): void {
		const keys = [...this.#index.idsOf(stretch.name)].sort();
		const middle = keys[Math.floor(keys.length / 2)];
		if (middle === undefined) return;
		const later = keys.slice(Math.floor(keys.length / 2));
		this.#index.move(stretch.name, this.#begin(middle).name, new Set(later));
	}
}

function isPersonId(key: string): key is PersonId {
	return key.includes("/");
}
