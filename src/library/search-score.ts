import { IS_ARTICLE, IS_SPELLING, KINDS, OF_ORIGINAL, type SearchColumns, WORD_ID } from "./search-entries.ts";
import { MOST_WORDS } from "./search-vocabulary.ts";

/** A query's words against the words of the vocabulary, ready for a walk over all entries. */
export interface MarkedQuery {
	/** See `Marks`. */
	readonly marks: Uint32Array;
	/** The words of the vocabulary that are marked. */
	readonly markedWords: readonly number[];
	/** How many words it has. */
	readonly count: number;
	/** Bits of the words that an entry must have. */
	readonly required: number;
	/** Words that must stand right after the one before them. */
	readonly glued: readonly number[];
	/** Words that a year answers too, with the years, both included. */
	readonly years: readonly { readonly bit: number; readonly from: number; readonly to: number }[];
	/** The first word is an article and others follow. */
	readonly hasArticle: boolean;
	/** The only word is an article. */
	readonly isArticle: boolean;
	/** Letters of each word of the vocabulary. */
	readonly lengths: Uint8Array;
}

/**
 * How well a query fits, best last. Words may stand in any order but for what the names say; *whole* words are typed to their end.
 *
 * | fit | the entry |
 * |---|---|
 * | equal | is the query |
 * | equalButArticle | is the query but for an article before either |
 * | startWhole | begins with the query's words, whole ones |
 * | whole | has all of them, whole |
 * | start | begins with them, one unfinished or mistyped |
 * | together | has them one after the other, one unfinished or mistyped |
 * | all | has all of them somehow; or was made in the year that is all that was asked for |
 * | article | has nothing but the article that is all that was typed |
 * | some | lacks some |
 */
export const FIT = {
	some: 0,
	article: 1,
	all: 2,
	together: 3,
	start: 4,
	whole: 5,
	startWhole: 6,
	equalButArticle: 7,
	equal: 8,
} as const;

const MOST_COUNTED = 7;
const MOST_LETTERS = 63;
const PLACES_OF_LETTERS = MOST_LETTERS + 1;
const PLACES_OF_WEIGHT = 101 * PLACES_OF_LETTERS;
const PLACES_OF_COUNT = (MOST_COUNTED + 1) * PLACES_OF_WEIGHT;
const PLACES_OF_FIELD = 2 * PLACES_OF_COUNT;

/** The fit that a score stands for. Pure. */
export function fitOf(score: number): number {
	return Math.floor(score / PLACES_OF_FIELD);
}

/** Bits of a query's words that a year answers: in the low half, and beside other words in the half of whole ones too. Pure. */
export function coverOfYear(year: number, { years, count }: MarkedQuery): number {
	let cover = 0;
	for (const { bit, from, to } of years) {
		if (year >= from && year <= to) cover |= count > 1 ? bit | (bit << MOST_WORDS) : bit;
	}
	return cover;
}

/**
 * Bits of the query's words that an entry has, in the low half, and of those it has whole, in the high half. Pure.
 */
export function coverOf({ starts, words, years }: SearchColumns, at: number, query: MarkedQuery): number {
	const { marks } = query;
	const end = starts[at + 1] ?? 0;
	let cover = query.years.length > 0 ? coverOfYear(years[at] ?? 0, query) : 0;
	for (let place = starts[at] ?? 0; place < end; place++) cover |= marks[(words[place] ?? 0) & WORD_ID] ?? 0;
	return cover;
}

/**
 * How well an entry fits a query whose words it has: by fit (`FIT`), then the title before the original title, few words before many
 * (an article in front not counted), then weight, then short before long. Letters typed on change none of it but the fit, so that what was best stays
 * best. A whole number from 0; -1 when letters that belong together stand apart. What cannot reach `floor` is not
 * worked out and may be given as anything below it. Pure.
 */
export function scoreOf(columns: SearchColumns, at: number, query: MarkedQuery, cover: number, floor: number): number {
	const start = columns.starts[at] ?? 0;
	const end = columns.starts[at + 1] ?? 0;
	if (query.glued.length > 0 && !holdsTogether(columns.words, start, end, query)) return -1;
	const isWhole = ((cover >>> MOST_WORDS) & query.required) === query.required;
	const canSayLittle = KINDS[columns.kinds[at] ?? 0] !== "person";
	if (!canBegin(columns.words, start, end, query)) {
		const most = isWhole ? FIT.whole : FIT.together;
		if ((most + 1) * PLACES_OF_FIELD <= floor) return 0;
	}
	let best = 0;
	for (let from = start; from < end; ) {
		const field = (columns.words[from] ?? 0) & OF_ORIGINAL;
		let to = from;
		while (to < end && isOrdered(columns.words[to] ?? 0, field)) to++;
		const fit = Math.max(fitOfField(columns.words, from, to, query), isWhole ? FIT.whole : FIT.all);
		if ((fit + 1) * PLACES_OF_FIELD > floor) {
			const saysLittle = canSayLittle && isOnlyArticle(columns.words, from, to, query);
			best = Math.max(best, fieldScore(columns, at, from, to, query, saysLittle ? FIT.article : fit));
		}
		while (to < end && ((columns.words[to] ?? 0) & OF_ORIGINAL) === field) to++;
		from = to;
	}
	return best;
}

/** False when nothing of an entry can begin with the query: told at a glance, for queries that fit a third of all. */
function canBegin(words: Uint32Array, start: number, end: number, { marks, hasArticle, years }: MarkedQuery): boolean {
	if (years.length > 0 || ((words[end - 1] ?? 0) & OF_ORIGINAL) !== 0) return true;
	const first = words[start] ?? 0;
	const firstBits = hasArticle ? 3 : 1;
	if (((marks[first & WORD_ID] ?? 0) & firstBits) !== 0) return true;
	return (first & IS_ARTICLE) !== 0 && ((marks[(words[start + 1] ?? 0) & WORD_ID] ?? 0) & firstBits) !== 0;
}

/** The score of an entry that lacks some of a query's words: by how many it has. Pure. */
export function scoreOfSome(columns: SearchColumns, at: number, query: MarkedQuery): number {
	const start = columns.starts[at] ?? 0;
	let to = start;
	while (to < (columns.starts[at + 1] ?? 0) && isOrdered(columns.words[to] ?? 0, 0)) to++;
	return fieldScore(columns, at, start, to, query, FIT.some);
}

function isOrdered(word: number, field: number): boolean {
	return (word & OF_ORIGINAL) === field && (word & IS_SPELLING) === 0;
}

function fieldScore(
	{ words, weights }: SearchColumns,
	at: number,
	from: number,
	to: number,
	{ lengths }: MarkedQuery,
	fit: number,
): number {
	let letters = 0;
	for (let place = from; place < to; place++) letters += lengths[(words[place] ?? 0) & WORD_ID] ?? 0;
	const first = words[from] ?? 0;
	const count = to - from - ((first & IS_ARTICLE) === 0 ? 0 : 1);
	const isName = (first & OF_ORIGINAL) === 0;
	return (
		fit * PLACES_OF_FIELD +
		(isName ? PLACES_OF_COUNT : 0) +
		(MOST_COUNTED - Math.min(count, MOST_COUNTED)) * PLACES_OF_WEIGHT +
		(weights[at] ?? 0) * PLACES_OF_LETTERS +
		(MOST_LETTERS - Math.min(letters, MOST_LETTERS))
	);
}

/** The fit of the words of one field, from `start` on; 0 where the query's words do not stand together in it. */
function fitOfField(words: Uint32Array, from: number, to: number, query: MarkedQuery): number {
	const missing = absentWords(words, from, to, query);
	const own = runFrom(words, from, to, query, 0, missing);
	if (own === FIT.equal) return own;
	let best = own;
	if ((words[from] ?? 0) & IS_ARTICLE)
		best = Math.max(best, butArticle(runFrom(words, from + 1, to, query, 0, missing)));
	if (query.hasArticle) best = Math.max(best, butArticle(runFrom(words, from, to, query, 1, missing)));
	if (best > 0) return best;
	for (let place = from + 1; place < to; place++) {
		if (runFrom(words, place, to, query, 0, missing) > 0) return FIT.together;
	}
	return 0;
}

function butArticle(fit: number): number {
	return fit === FIT.equal ? FIT.equalButArticle : fit;
}

/** Bits of the query's words that a year answers and the field does not hold: they have no place in its order. */
function absentWords(words: Uint32Array, from: number, to: number, { marks, years }: MarkedQuery): number {
	if (years.length === 0) return 0;
	let held = 0;
	for (let place = from; place < to; place++) held |= marks[(words[place] ?? 0) & WORD_ID] ?? 0;
	let missing = 0;
	for (const { bit } of years) missing |= bit & ~held;
	return missing;
}

/** `equal`, `startWhole` or `start` when the query's words from `first` on stand from `from` on, as if the field began there; else 0. */
function runFrom(
	words: Uint32Array,
	from: number,
	to: number,
	{ marks, count }: MarkedQuery,
	first: number,
	missing: number,
): number {
	let place = from;
	let isWhole = true;
	for (let word = first; word < count; word++) {
		if (missing & (1 << word)) continue;
		const mark = place < to ? (marks[(words[place] ?? 0) & WORD_ID] ?? 0) : 0;
		if ((mark & (1 << word)) === 0) return 0;
		if ((mark & (1 << (word + MOST_WORDS))) === 0) isWhole = false;
		place++;
	}
	if (place === from) return 0;
	if (!isWhole) return FIT.start;
	return place === to ? FIT.equal : FIT.startWhole;
}

/** A lone article says nothing of a title that has more words, be it the first of them or another; part of a longer word it does. */
function isOnlyArticle(words: Uint32Array, from: number, to: number, { marks, isArticle }: MarkedQuery): boolean {
	if (!isArticle || to - from < 2) return false;
	for (let place = from; place < to; place++) {
		const mark = marks[(words[place] ?? 0) & WORD_ID] ?? 0;
		if (mark !== 0 && mark >>> MOST_WORDS === 0) return false;
	}
	return true;
}

function holdsTogether(words: Uint32Array, start: number, end: number, { marks, glued }: MarkedQuery): boolean {
	for (const word of glued) {
		let isThere = false;
		for (let place = start + 1; place < end && !isThere; place++) {
			const before = marks[(words[place - 1] ?? 0) & WORD_ID] ?? 0;
			const own = marks[(words[place] ?? 0) & WORD_ID] ?? 0;
			isThere = (before & (1 << (word - 1))) !== 0 && (own & (1 << word)) !== 0;
		}
		if (!isThere) return false;
	}
	return true;
}
