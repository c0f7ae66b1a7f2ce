import { type SearchColumns, type SearchPart, WORD_ID } from "./search-entries.ts";
import { joinedParts, partAt } from "./search-parts.ts";
import { coverOf, coverOfYear, type MarkedQuery } from "./search-score.ts";

/** An entry: its columns, its place there, its number over the whole index, and what it covers of the query (`coverOf`). */
export type Visit = (columns: SearchColumns, at: number, ordinal: number, cover: number) => void;

/**
 * Visits the entries of some columns that have every word that a query requires, but for those that are gone. `first`: the number of the
 * first of them.
 */
export function visitCovered(
	columns: SearchColumns,
	isGone: Uint8Array | null,
	query: MarkedQuery,
	first: number,
	visit: Visit,
): void {
	// What `coverOf` does, for a third of a million entries: with nothing looked up twice it takes a fifth of the time.
	const { starts, words, years, kinds } = columns;
	const { marks, required } = query;
	const hasYears = query.years.length > 0;
	let place = starts[0] ?? 0;
	for (let at = 0; at < kinds.length; at++) {
		const end = starts[at + 1] ?? 0;
		let cover = hasYears ? coverOfYear(years[at] ?? 0, query) : 0;
		for (; place < end; place++) cover |= marks[(words[place] ?? 0) & WORD_ID] ?? 0;
		if ((cover & required) !== required || isGone?.[at]) continue;
		visit(columns, at, first + at, cover);
	}
}

/** When so many of all entries are looked at, one after the other is faster than word by word. */
const DENSE = 1 / 8;

/**
 * The entries of many parts side by side, and for each word the entries that have it. Made at once, in some hundredths of a second
 * for 300,000 entries; parts that go afterwards are passed over, parts that come are not in it.
 */
export class Postings {
	/** The parts as they were given, now with their columns here. */
	readonly parts: readonly SearchPart[];
	/** Numbers of entries are below it, those of parts that went included. */
	readonly count: number;
	readonly #columns: SearchColumns;
	/** Number of the first entry of each part. */
	readonly #firsts: readonly number[];
	/** Numbers of the parts that went. */
	readonly #gone = new Set<number>();
	#goneCount = 0;
	readonly #isGone: Uint8Array;
	readonly #seen: Uint8Array;
	/** Where the entries of a word begin; those of the next word are where they end. */
	readonly #starts: Uint32Array;
	readonly #ordinals: Uint32Array;

	/** `wordCount`: numbers of words are below it. */
	constructor(parts: readonly SearchPart[], wordCount: number) {
		const { columns, firsts, count } = joinedParts(parts);
		this.#columns = columns;
		this.#firsts = firsts;
		this.count = count;
		this.parts = parts.map(({ ids }, number) => partAt(columns, firsts[number] ?? 0, ids));
		this.#isGone = new Uint8Array(count);
		this.#seen = new Uint8Array(count);
		this.#starts = wordStarts(columns.words, wordCount);
		this.#ordinals = byWord(columns, this.#starts);
	}

	/** How many entries have a word; none for words that came later. */
	countOf(word: number): number {
		return word + 1 < this.#starts.length ? (this.#starts[word + 1] ?? 0) - (this.#starts[word] ?? 0) : 0;
	}

	/** How many entries did not go. */
	get liveCount(): number {
		return this.count - this.#goneCount;
	}

	/** The parts that did not go. */
	liveParts(): SearchPart[] {
		return this.parts.filter((_, number) => !this.#gone.has(number));
	}

	/** Passes over a part from now on. Gives false when it is none of `parts`. */
	drop(part: SearchPart): boolean {
		const number = this.parts.indexOf(part);
		const first = this.#firsts[number];
		if (first === undefined) return false;
		this.#gone.add(number);
		this.#goneCount += part.ids.length;
		this.#isGone.fill(1, first, first + part.ids.length);
		return true;
	}

	/** Visits each entry that a query covers, once. `words`: every such entry has one of them; null when nothing is known of it. `first`:
	 * the number of the first entry. */
	visit(query: MarkedQuery, words: readonly number[] | null, first: number, visit: Visit): void {
		const expected = words?.reduce((sum, word) => sum + this.countOf(word), 0) ?? this.count;
		if (words === null || expected > this.count * DENSE) visitCovered(this.#columns, this.#isGone, query, first, visit);
		else this.#visitSome(query, words, first, visit);
	}

	#visitSome(query: MarkedQuery, words: readonly number[], first: number, visit: Visit): void {
		const { required } = query;
		this.#seen.set(this.#isGone);
		for (const word of words) {
			const end = (this.#starts[word] ?? 0) + this.countOf(word);
			for (let slot = this.#starts[word] ?? 0; slot < end; slot++) {
				const ordinal = this.#ordinals[slot] ?? 0;
				if (this.#seen[ordinal]) continue;
				this.#seen[ordinal] = 1;
				const cover = coverOf(this.#columns, ordinal, query);
				if ((cover & required) === required) visit(this.#columns, ordinal, first + ordinal, cover);
			}
		}
	}

	/** What the entry of a number is of. */
	idAt(ordinal: number): SearchPart["ids"][number] | undefined {
		const number = this.#firsts.findLastIndex((first) => first <= ordinal);
		return this.parts[number]?.ids[ordinal - (this.#firsts[number] ?? 0)];
	}
}

function wordStarts(words: Uint32Array, wordCount: number): Uint32Array {
	const starts = new Uint32Array(wordCount + 1);
	for (const word of words) {
		const after = (word & WORD_ID) + 1;
		starts[after] = (starts[after] ?? 0) + 1;
	}
	for (let word = 0; word < wordCount; word++) starts[word + 1] = (starts[word + 1] ?? 0) + (starts[word] ?? 0);
	return starts;
}

function byWord({ starts, words, kinds }: SearchColumns, wordStarts: Uint32Array): Uint32Array {
	const ordinals = new Uint32Array(words.length);
	const next = wordStarts.slice();
	for (let ordinal = 0; ordinal < kinds.length; ordinal++) {
		const end = starts[ordinal + 1] ?? 0;
		for (let place = starts[ordinal] ?? 0; place < end; place++) {
			const word = (words[place] ?? 0) & WORD_ID;
			const slot = next[word] ?? 0;
			ordinals[slot] = ordinal;
			next[word] = slot + 1;
		}
	}
	return ordinals;
}
