import { type ItemId, type PersonId, type SourceId, sourceOf } from "../model/ids.ts";
import { isArticle, textWords } from "./search-words.ts";

/** What an entry of the search index is of. */
export type SearchKind = "title" | "collection" | "playlist" | "person";

/** One thing that can be found. */
export interface SearchEntry {
	readonly id: ItemId | PersonId;
	readonly kind: SearchKind;
	readonly name: string;
	readonly original?: string;
	/** Found as a word too; 0 or absent where unknown. */
	readonly year?: number;
	/** 0 to 100: which of two that fit alike comes first. */
	readonly weight: number;
}

/** Numbers of words are below it; the bits above say what a word is. */
export const WORD_ID = 0xff_ffff;
/** The word belongs to the original title. */
export const OF_ORIGINAL = 1 << 24;
/** Another spelling of words that are there too: no part of the order of words. */
export const IS_SPELLING = 1 << 25;
/** The article that a title begins with. */
export const IS_ARTICLE = 1 << 26;

export const KINDS: readonly SearchKind[] = ["title", "collection", "playlist", "person"];

/** Entries as columns: their words as numbers of the vocabulary, one entry after the other. */
export interface SearchColumns {
	/** Place of its first word, for each entry and one past the last. */
	readonly starts: Uint32Array;
	readonly words: Uint32Array;
	readonly years: Uint16Array;
	readonly weights: Uint8Array;
	/** Places in `KINDS`. */
	readonly kinds: Uint8Array;
	/** Numbers of the servers they are from. */
	readonly sources: Uint8Array;
}

/** Entries that come and go together. `words` may hold those of others too. */
export interface SearchPart extends SearchColumns {
	readonly ids: readonly (ItemId | PersonId)[];
}

/** Who gives words and sources their numbers. */
export interface Numbering {
	idOf(word: string): number;
	/** Below 256. */
	numberOf(sourceId: SourceId): number;
}

/** A part of entries. Pure but for the numbers it has given. */
export function searchPart(entries: readonly SearchEntry[], { idOf, numberOf }: Numbering): SearchPart {
	const starts = new Uint32Array(entries.length + 1);
	const words: number[] = [];
	for (const [at, { kind, name, original }] of entries.entries()) {
		const canBegin = kind !== "person";
		pushWords(words, name, 0, canBegin, idOf);
		if (original && original !== name) pushWords(words, original, OF_ORIGINAL, canBegin, idOf);
		starts[at + 1] = words.length;
	}
	return {
		ids: entries.map(({ id }) => id),
		starts,
		words: Uint32Array.from(words),
		years: Uint16Array.from(entries, ({ year }) => Math.max(0, year ?? 0)),
		weights: Uint8Array.from(entries, ({ weight }) => Math.min(100, Math.max(0, weight))),
		kinds: Uint8Array.from(entries, ({ kind }) => KINDS.indexOf(kind)),
		sources: Uint8Array.from(entries, ({ id }) => numberOf(sourceOf(id))),
	};
}

function pushWords(
	into: number[],
	text: string,
	field: number,
	canBegin: boolean,
	idOf: (word: string) => number,
): void {
	const { words, spellings } = textWords(text);
	for (const [at, word] of words.entries()) {
		const isBegun = at === 0 && canBegin && words.length > 1 && isArticle(word);
		into.push(idOf(word) | field | (isBegun ? IS_ARTICLE : 0));
	}
	for (const word of spellings) into.push(idOf(word) | field | IS_SPELLING);
}
