import { bitCount, forgivenEdits, isNear, letterBits, type TypedWord } from "./search-typos.ts";

/** The most words of a query that are looked at: their marks share a 32-bit number. */
export const MOST_WORDS = 16;

/** How a query's words are to be found. */
export interface WordQuery {
	readonly words: readonly string[];
	/** Letters that may be wrong in a word, at most; short words allow fewer (`forgivenEdits`). */
	readonly edits: 0 | 1 | 2;
}

/**
 * Which words of the vocabulary a query means. `bits[id]`: bit `n` is set when the query's word `n` begins the word (or nearly does), bit
 * `16 + n` when it is that word. Good until the next query.
 */
export interface Marks {
	readonly bits: Uint32Array;
	/** The words with any bit set. */
	readonly words: readonly number[];
}

const FIRST_CAPACITY = 1 << 12;
/** First letters are told apart by so many of their bits. */
const FIRST_LETTERS = 1 << 8;

/**
 * Every word of the index once, with a number. Letters lie side by side in one array, so that what was typed is compared with 100,000
 * words in a millisecond, without a tree to keep up to date.
 */
export class Vocabulary {
	readonly #ids = new Map<string, number>();
	#codes = new Uint16Array(FIRST_CAPACITY * 8);
	#starts = new Uint32Array(FIRST_CAPACITY + 1);
	#letterBits = new Int32Array(FIRST_CAPACITY);
	#lengths = new Uint8Array(FIRST_CAPACITY);
	/** Words by their first letter: numbers of words, those of one letter after the other. */
	readonly #byFirst = Array.from({ length: FIRST_LETTERS }, (): number[] => []);
	#marks = new Uint32Array(FIRST_CAPACITY);
	#marked: number[] = [];
	#count = 0;

	/** How many words there are; their numbers are below it. */
	get count(): number {
		return this.#count;
	}

	/** The number of a word; a new one for a new word. */
	idOf(word: string): number {
		const known = this.#ids.get(word);
		if (known !== undefined) return known;
		const id = this.#count++;
		const start = this.#starts[id] ?? 0;
		const end = start + word.length;
		this.#reserve(id + 1, end);
		for (let at = 0; at < word.length; at++) this.#codes[start + at] = word.charCodeAt(at);
		this.#starts[id + 1] = end;
		this.#lengths[id] = word.length;
		this.#letterBits[id] = letterBits(this.#codes, start, end);
		this.#byFirst[firstLetter(this.#codes[start])]?.push(id);
		this.#ids.set(word, id);
		return id;
	}

	/** The words in the order of their numbers. */
	words(): IterableIterator<string> {
		return this.#ids.keys();
	}

	/** True for a word that is there. */
	has(word: string): boolean {
		return this.#ids.has(word);
	}

	/** True for letters that begin some word. */
	begins(letters: string): boolean {
		const { codes } = typedWord(letters);
		return this.#byFirst[firstLetter(codes[0])]?.some((id) => this.#isBegun(id, codes)) ?? false;
	}

	/** Letters of each word, by its number. */
	get lengths(): Uint8Array {
		return this.#lengths;
	}

	/** Finds the words that a query means. */
	marks({ words, edits }: WordQuery): Marks {
		for (const id of this.#marked) this.#marks[id] = 0;
		this.#marked = [];
		const last = Math.min(words.length, MOST_WORDS) - 1;
		for (const [place, word] of words.slice(0, MOST_WORDS).entries()) {
			const typed = typedWord(word);
			this.#markBeginnings(typed, place);
			const most = Math.min(edits, forgivenEdits(word));
			if (most > 0) this.#markNear(typed, place, most, place === last);
		}
		return { bits: this.#marks, words: this.#marked };
	}

	#markBeginnings({ codes }: TypedWord, place: number): void {
		const begins = 1 << place;
		const is = begins | (1 << (place + MOST_WORDS));
		for (const id of this.#byFirst[firstLetter(codes[0])] ?? []) {
			if (this.#isBegun(id, codes)) this.#mark(id, this.#lengths[id] === codes.length ? is : begins);
		}
	}

	#markNear(word: TypedWord, place: number, most: number, isUnfinished: boolean): void {
		const starts = this.#starts;
		for (let id = 0; id < this.#count; id++) {
			const letters = this.#letterBits[id] ?? 0;
			if (bitCount(word.bits & ~letters) > most) continue;
			if (!isUnfinished && bitCount(letters & ~word.bits) > most) continue;
			if (isNear(word, this.#codes, starts[id] ?? 0, starts[id + 1] ?? 0, most, isUnfinished)) {
				this.#mark(id, 1 << place);
			}
		}
	}

	#mark(id: number, bits: number): void {
		const before = this.#marks[id] ?? 0;
		if (before === 0) this.#marked.push(id);
		this.#marks[id] = before | bits;
	}

	#isBegun(id: number, letters: Uint16Array): boolean {
		const start = this.#starts[id] ?? 0;
		if ((this.#lengths[id] ?? 0) < letters.length) return false;
		for (let at = 0; at < letters.length; at++) if (this.#codes[start + at] !== letters[at]) return false;
		return true;
	}

	#reserve(words: number, letters: number): void {
		if (letters > this.#codes.length) this.#codes = grown(new Uint16Array(letters * 2), this.#codes);
		if (words >= this.#marks.length) {
			this.#starts = grown(new Uint32Array(words * 2 + 1), this.#starts);
			this.#letterBits = grown(new Int32Array(words * 2), this.#letterBits);
			this.#lengths = grown(new Uint8Array(words * 2), this.#lengths);
			this.#marks = grown(new Uint32Array(words * 2), this.#marks);
		}
	}
}

function firstLetter(code: number | undefined): number {
	return (code ?? 0) & (FIRST_LETTERS - 1);
}

function grown<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array>(larger: T, before: T): T {
	larger.set(before);
	return larger;
}

function typedWord(word: string): TypedWord {
	const codes = Uint16Array.from({ length: word.length }, (_, at) => word.charCodeAt(at));
	return { codes, bits: letterBits(codes, 0, codes.length) };
}
