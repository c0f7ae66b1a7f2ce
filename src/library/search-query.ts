import type { MarkedQuery } from "./search-score.ts";
import { MOST_WORDS, type Vocabulary } from "./search-vocabulary.ts";
import { isArticle, textWords } from "./search-words.ts";

/** What was typed, taken apart. */
export interface TypedQuery {
	readonly words: readonly string[];
	/** Places of letters that belong right behind the one before them. */
	readonly glued: ReadonlySet<number>;
}

/** How strictly a query is taken. */
export interface Strictness {
	/** Letters that may be wrong in a word. */
	readonly edits: 0 | 1 | 2;
	/** False: an article at the query's beginning may be missing from the title. */
	readonly needsArticle: boolean;
}

/** From strict to lenient: each is tried when those before found little. */
export const STRICTNESSES: readonly Strictness[] = [
	{ edits: 0, needsArticle: true },
	{ edits: 0, needsArticle: false },
	{ edits: 1, needsArticle: false },
	{ edits: 2, needsArticle: false },
];

/** Nobody types so much; what is pasted is cut. */
const LONGEST_QUERY = 200;

/** Takes apart what was typed. Pure. */
export function typedQuery(text: string): TypedQuery {
	const { words, glued } = textWords(text.slice(0, LONGEST_QUERY));
	return { words: words.slice(0, MOST_WORDS), glued };
}

/**
 * Other ways to set the spaces of a query: two neighbours as one word, one word as two, where the vocabulary has such words. Pure.
 *
 * | typed | also |
 * |---|---|
 * | spider man | spiderman |
 * | starwa | star wa |
 */
export function respacedQueries({ words, glued }: TypedQuery, vocabulary: Vocabulary): TypedQuery[] {
	if (glued.size > 0) return [];
	const queries: TypedQuery[] = [];
	const replaced = (at: number, count: number, by: readonly string[]) =>
		queries.push({ words: [...words.slice(0, at), ...by, ...words.slice(at + count)].slice(0, MOST_WORDS), glued });
	for (const [at, word] of words.entries()) {
		const next = words[at + 1];
		if (next !== undefined && vocabulary.begins(word + next)) replaced(at, 2, [word + next]);
		for (let cut = SHORTEST_HALF; cut <= word.length - SHORTEST_HALF; cut++) {
			const [first, second] = [word.slice(0, cut), word.slice(cut)];
			if (vocabulary.has(first) && vocabulary.begins(second)) replaced(at, 1, [first, second]);
		}
	}
	return queries.slice(0, MOST_RESPACED);
}

const SHORTEST_HALF = 3;
const MOST_RESPACED = 4;

/** Marks the vocabulary by a query. */
export function markedQuery(
	{ words, glued }: TypedQuery,
	{ edits, needsArticle }: Strictness,
	vocabulary: Vocabulary,
): MarkedQuery {
	const count = words.length;
	const startsWithArticle = isArticle(words[0] ?? "");
	const all = 2 ** count - 1;
	const marks = vocabulary.marks({ words, edits });
	return {
		marks: marks.bits,
		markedWords: marks.words,
		count,
		required: startsWithArticle && count > 1 && !needsArticle ? all & ~1 : all,
		glued: [...glued].filter((place) => place < count),
		years: words.flatMap((word, place) => yearsOf(word, count).map((years) => ({ bit: 1 << place, ...years }))),
		hasArticle: startsWithArticle && count > 1,
		isArticle: startsWithArticle && count === 1,
		lengths: vocabulary.lengths,
	};
}

/** The years that a word means. Unfinished ones (`19`, `192`) only beside other words: alone they would mean everything. Pure. */
function yearsOf(word: string, count: number): { readonly from: number; readonly to: number }[] {
	if (!/^(1[89]|20)\d{0,2}$/.test(word)) return [];
	if (word.length < 4 && count === 1) return [];
	const places = 10 ** (4 - word.length);
	return [{ from: Number(word) * places, to: (Number(word) + 1) * places - 1 }];
}
