import type { ItemId, PersonId, SourceId } from "../model/ids.ts";
import { type SearchEntry, type SearchPart, searchPart, WORD_ID } from "./search-entries.ts";
import { joinedParts, partWhere } from "./search-parts.ts";
import {
	markedQuery,
	respacedQueries,
	STRICTNESSES,
	type Strictness,
	type TypedQuery,
	typedQuery,
} from "./search-query.ts";
import { FEW, ResultInMaking, type SearchLimits, type SearchResult } from "./search-result.ts";
import { type MarkedQuery, scoreOf, scoreOfSome } from "./search-score.ts";
import { SearchStore } from "./search-store.ts";
import { bitCount, forgivenEdits } from "./search-typos.ts";
import { Vocabulary } from "./search-vocabulary.ts";
import { isArticle } from "./search-words.ts";

/** Who typed so many words meant the one title that has them all. */
const MANY_WORDS = 3;
/** At which sizes an index does what takes longer. */
export interface SearchSizes {
	/** So many entries get postings at a time: a hundredth of a second's work. Fewer are walked over as quickly. */
	readonly chunk: number;
	/** So many entries went, and as many as there are, when words that stand in no entry now are looked for. */
	readonly gone: number;
}

const MOST_SOURCES = 256;
const SIZES: SearchSizes = { chunk: 40_000, gone: 20_000 };

/**
 * Finds titles, collections, playlists and people by their words. Entries come and go in parts, at the cost of the part; a search walks over all
 * of them once or a few times, which takes some milliseconds for 300,000.
 *
 * Words may be unfinished and in any order; accents, case and signs do not matter; a year counts as a word. What fits better comes first
 * (`scoreOf`). When little is found, a space elsewhere, a missing article and then wrong letters are forgiven; those hits come after the
 * others. When nothing has all words, what has most of them is given.
 */
export class SearchIndex {
	readonly #sizes: SearchSizes;
	readonly #store: SearchStore;
	#vocabulary = new Vocabulary();
	#entriesGone = 0;
	readonly #sources = new Map<SourceId, number>();
	/** By the numbers of the sources. */
	#isLeftOut = new Uint8Array(MOST_SOURCES);

	/** An empty index. Only tests have other sizes. */
	constructor(sizes: SearchSizes = SIZES) {
		this.#sizes = sizes;
		this.#store = new SearchStore(sizes.chunk);
	}

	/** How many entries there are. */
	get count(): number {
		return this.#store.count;
	}

	/** What the entries of a part are of; nothing when there is none of this name. */
	idsOf(name: string): readonly (ItemId | PersonId)[] {
		return this.#store.get(name)?.ids ?? [];
	}

	/** Puts a part in the place of the one with this name. */
	put(name: string, entries: readonly SearchEntry[]): void {
		this.#change(name, this.#partOf(entries));
	}

	/** Changes entries of a part: null removes one. Those that were not in it are added. */
	patch(name: string, changes: ReadonlyMap<ItemId | PersonId, SearchEntry | null>): void {
		const more = this.#partOf([...changes.values()].flatMap((entry) => entry ?? []));
		const part = this.#store.get(name);
		this.#change(
			name,
			part
				? joinedPart(
						partWhere(part, (id) => !changes.has(id)),
						more,
					)
				: more,
		);
	}

	/** Moves entries of a part into another that is not there yet. */
	move(name: string, to: string, ids: ReadonlySet<ItemId | PersonId>): void {
		const part = this.#store.get(name);
		if (!part) return;
		this.#change(
			name,
			partWhere(part, (id) => !ids.has(id)),
		);
		this.#change(
			to,
			partWhere(part, (id) => ids.has(id)),
		);
	}

	/** From now on nothing of these sources is found. */
	leaveOut(sources: ReadonlySet<SourceId>): void {
		this.#isLeftOut.fill(0);
		for (const sourceId of sources) this.#isLeftOut[this.#numberOf(sourceId)] = 1;
	}

	/** Removes a part. */
	drop(name: string): void {
		this.#change(name, undefined);
	}

	/** Nothing for a query without letters or digits. */
	search(text: string, limits: SearchLimits): SearchResult {
		const query = typedQuery(text);
		const result = new ResultInMaking(limits);
		if (query.words.length === 0) return result.finished("nothing");
		const few = query.words.length < MANY_WORDS ? FEW : 1;
		let isNear = false;
		for (const [at, strictness] of STRICTNESSES.entries()) {
			if (result.count >= few) break;
			if (at > 0 && !isMoreLenient(query, strictness)) continue;
			const before = result.count;
			this.#collect(query, strictness, result);
			isNear ||= at > 0 && result.count > before;
			// Spaces are doubted before letters.
			if (at > 0 || result.count >= few) continue;
			for (const other of respacedQueries(query, this.#vocabulary)) {
				if (result.count < few) this.#collect(other, strictness, result);
			}
		}
		if (result.count > 0) return result.finished(isNear ? "near" : "all");
		this.#collectSome(query, result);
		return result.finished(result.count > 0 ? "some" : "nothing");
	}

	#collect(query: TypedQuery, strictness: Strictness, result: ResultInMaking): void {
		const marked = markedQuery(query, strictness, this.#vocabulary);
		const pass = result.pass();
		this.#store.visit(marked, rarestWords(marked, this.#store), (columns, at, ordinal, cover) => {
			const kind = columns.kinds[at] ?? 0;
			const score = scoreOf(columns, at, marked, cover, pass.floorOf(kind));
			if (score >= 0 && !this.#isLeftOut[columns.sources[at] ?? 0]) pass.take(kind, score, ordinal);
		});
		result.add(pass, (ordinal) => this.#store.idAt(ordinal));
	}

	/** At least half of the words, an article before them not counted, and as many as the best entry has. */
	#collectSome(query: TypedQuery, result: ResultInMaking): void {
		const marked = markedQuery(query, { edits: 2, needsArticle: false }, this.#vocabulary);
		const { required, markedWords } = marked;
		const anything = { ...marked, required: 0 };
		let most = Math.max(1, Math.ceil(bitCount(required) / 2));
		this.#store.visit(anything, markedWords, (columns, at, _ordinal, cover) => {
			if (!this.#isLeftOut[columns.sources[at] ?? 0]) most = Math.max(most, bitCount(cover & required));
		});
		const pass = result.pass();
		this.#store.visit(anything, markedWords, (columns, at, ordinal, cover) => {
			if (bitCount(cover & required) < most || this.#isLeftOut[columns.sources[at] ?? 0]) return;
			pass.take(columns.kinds[at] ?? 0, scoreOfSome(columns, at, marked), ordinal);
		});
		result.add(pass, (ordinal) => this.#store.idAt(ordinal));
	}

	#change(name: string, after: SearchPart | undefined): void {
		this.#entriesGone += this.#store.get(name)?.ids.length ?? 0;
		this.#store.set(name, after, this.#vocabulary.count);
		if (this.#entriesGone > Math.max(this.#sizes.gone, this.#store.count)) this.#tidy();
	}

	#partOf(entries: readonly SearchEntry[]): SearchPart {
		return searchPart(entries, {
			idOf: (word) => this.#vocabulary.idOf(word),
			numberOf: (sourceId) => this.#numberOf(sourceId),
		});
	}

	/** Nobody has so many servers; the last number would stand for all that are beyond. */
	#numberOf(sourceId: SourceId): number {
		const number = this.#sources.get(sourceId) ?? Math.min(this.#sources.size, MOST_SOURCES - 1);
		this.#sources.set(sourceId, number);
		return number;
	}

	/** Words that came with entries that went would fill the memory of a worker that lives long. */
	#tidy(): void {
		this.#entriesGone = 0;
		const isUsed = new Uint8Array(this.#vocabulary.count);
		for (const part of this.#store.parts()) for (const word of wordsOf(part)) isUsed[word & WORD_ID] = 1;
		const used = isUsed.reduce((sum, one) => sum + one, 0);
		if (used > isUsed.length / 2) return;
		const fresh = new Vocabulary();
		const ids = new Uint32Array(this.#vocabulary.count);
		let id = 0;
		for (const word of this.#vocabulary.words()) {
			if (isUsed[id]) ids[id] = fresh.idOf(word);
			id++;
		}
		for (const part of this.#store.parts()) {
			const words = wordsOf(part);
			for (let at = 0; at < words.length; at++) {
				const word = words[at] ?? 0;
				words[at] = (word & ~WORD_ID) | (ids[word & WORD_ID] ?? 0);
			}
		}
		this.#vocabulary = fresh;
		this.#store.rebuild(fresh.count);
	}
}

/**
 * The words of the vocabulary that stand for the query's rarest word: every entry that fits has one of them. Null when an entry may fit by its year
 * alone.
 */
function rarestWords(
	{ markedWords, marks, required, years }: MarkedQuery,
	store: SearchStore,
): readonly number[] | null {
	const byYear = years.reduce((bits, { bit }) => bits | bit, 0);
	let rarest: readonly number[] | null = null;
	let fewest = Number.POSITIVE_INFINITY;
	for (let bit = 1; bit <= required; bit <<= 1) {
		if ((required & ~byYear & bit) === 0) continue;
		const words = markedWords.filter((word) => ((marks[word] ?? 0) & bit) !== 0);
		const entries = words.reduce((sum, word) => sum + store.countOf(word), 0);
		if (entries < fewest) [rarest, fewest] = [words, entries];
	}
	return rarest;
}

function joinedPart(...parts: readonly SearchPart[]): SearchPart {
	return { ...joinedParts(parts).columns, ids: parts.flatMap(({ ids }) => ids) };
}

function wordsOf({ words, starts, ids }: SearchPart): Uint32Array {
	return words.subarray(starts[0], starts[ids.length]);
}

/** Whether a strictness can find what the stricter ones before it cannot. */
function isMoreLenient({ words }: TypedQuery, { edits, needsArticle }: Strictness): boolean {
	if (edits === 0) return !needsArticle && words.length > 1 && isArticle(words[0] ?? "");
	return words.some((word) => forgivenEdits(word) >= edits);
}
