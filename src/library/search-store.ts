import type { SearchPart } from "./search-entries.ts";
import { Postings, type Visit, visitCovered } from "./search-postings.ts";
import type { MarkedQuery } from "./search-score.ts";

/** Every chunk of postings costs memory by the size of the vocabulary. */
const MOST_CHUNKS = 16;

/**
 * The entries of a search index by the parts in which they come and go. Most of them stand in chunks with postings; those that came
 * lately are walked over until they are enough for a chunk of their own.
 */
export class SearchStore {
	readonly #chunkSize: number;
	readonly #parts = new Map<string, SearchPart>();
	#chunks: Postings[] = [];
	/** Parts that are in no chunk. */
	readonly #loose = new Set<SearchPart>();

	/** `chunkSize`: so many entries get postings at a time. */
	constructor(chunkSize: number) {
		this.#chunkSize = chunkSize;
	}

	/** How many entries there are. */
	get count(): number {
		let count = 0;
		for (const { ids } of this.#parts.values()) count += ids.length;
		return count;
	}

	/** The parts, in the order they came. */
	parts(): IterableIterator<SearchPart> {
		return this.#parts.values();
	}

	/** The part of a name. */
	get(name: string): SearchPart | undefined {
		return this.#parts.get(name);
	}

	/** Puts a part in the place of the one with this name; undefined removes that. `wordCount`: numbers of words are below it. */
	set(name: string, part: SearchPart | undefined, wordCount: number): void {
		const before = this.#parts.get(name);
		if (before && !this.#loose.delete(before)) this.#dropSettled(before);
		if (part) {
			this.#parts.set(name, part);
			this.#loose.add(part);
		} else this.#parts.delete(name);
		if (entriesIn(this.#loose) >= this.#chunkSize) this.#settle(wordCount);
	}

	/** Makes all postings anew, with other numbers of words. */
	rebuild(wordCount: number): void {
		this.#chunks = [];
		this.#loose.clear();
		for (const part of [...this.#parts.values()]) {
			this.#loose.add(part);
			if (entriesIn(this.#loose) >= this.#chunkSize) this.#settle(wordCount);
		}
	}

	#dropSettled(part: SearchPart): void {
		const chunk = this.#chunks.find((each) => each.drop(part));
		if (!chunk || chunk.liveCount > chunk.count / 2) return;
		// Mostly what is gone: the rest is walked over until there is a chunk for it.
		this.#chunks = this.#chunks.filter((each) => each !== chunk);
		for (const kept of chunk.liveParts()) if (kept !== part) this.#loose.add(kept);
	}

	#settle(wordCount: number): void {
		if (this.#chunks.length >= MOST_CHUNKS) {
			for (const chunk of this.#chunks) for (const part of chunk.liveParts()) this.#loose.add(part);
			this.#chunks = [];
		}
		const named = [...this.#parts].filter(([, part]) => this.#loose.has(part));
		const chunk = new Postings(
			named.map(([, part]) => part),
			wordCount,
		);
		for (const [at, [name]] of named.entries()) {
			const part = chunk.parts[at];
			if (part) this.#parts.set(name, part);
		}
		this.#loose.clear();
		this.#chunks.push(chunk);
	}

	/** About how many entries have a word: those that came lately are not counted. */
	countOf(word: number): number {
		let count = 0;
		for (const chunk of this.#chunks) count += chunk.countOf(word);
		return count;
	}

	/** Visits the entries that a query covers. `words`: every such entry has one of them; null when nothing is known of it. */
	visit(query: MarkedQuery, words: readonly number[] | null, visit: Visit): void {
		let first = 0;
		for (const chunk of this.#chunks) {
			chunk.visit(query, words, first, visit);
			first += chunk.count;
		}
		for (const part of this.#loose) {
			visitCovered(part, null, query, first, visit);
			first += part.ids.length;
		}
	}

	/** What the entry of a number is of; good until the next change. */
	idAt(ordinal: number): SearchPart["ids"][number] | undefined {
		let at = ordinal;
		for (const chunk of this.#chunks) {
			if (at < chunk.count) return chunk.idAt(at);
			at -= chunk.count;
		}
		for (const { ids } of this.#loose) {
			if (at < ids.length) return ids[at];
			at -= ids.length;
		}
		return undefined;
	}
}

function entriesIn(parts: Iterable<SearchPart>): number {
	let count = 0;
	for (const { ids } of parts) count += ids.length;
	return count;
}
