/** How many letters may be wrong in a word: one of 4, two of 8; none of what has digits, where another is another. Pure. */
export function forgivenEdits(word: string): 0 | 1 | 2 {
	if (word.length < 4 || /\p{N}/u.test(word)) return 0;
	return word.length < 8 ? 1 : 2;
}

/** Letters as bits, to tell at once words that have too few in common. Two letters may share a bit. Pure. */
export function letterBits(codes: ArrayLike<number>, start: number, end: number): number {
	let bits = 0;
	for (let at = start; at < end; at++) bits |= 1 << ((codes[at] ?? 0) & 31);
	return bits;
}

/** How many bits of a 32-bit number are set. Pure. */
export function bitCount(bits: number): number {
	let pairs = bits - ((bits >>> 1) & 0x55555555);
	pairs = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
	return Math.imul((pairs + (pairs >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** A word that may be mistyped, ready to be compared with many. */
export interface TypedWord {
	readonly codes: Uint16Array;
	readonly bits: number;
}

const ROW = 64;
const rows = [new Uint8Array(ROW), new Uint8Array(ROW), new Uint8Array(ROW)] as const;

/**
 * True when a word (a stretch of `codes`) is `typed` with at most `most` letters left out, put in, changed or swapped with their
 * neighbour; with `isUnfinished`, when some beginning of the word is. Pure.
 *
 * The table of Damerau and Levenshtein (optimal string alignment) row by row, left as soon as every way costs too much.
 */
export function isNear(
	typed: TypedWord,
	codes: ArrayLike<number>,
	start: number,
	end: number,
	most: number,
	isUnfinished: boolean,
): boolean {
	const length = Math.min(typed.codes.length, ROW - 1);
	const letters = isUnfinished ? Math.min(end - start, length + most) : end - start;
	if (letters < length - most || letters > length + most) return false;
	let [before, row, next] = rows;
	for (let at = 0; at <= length; at++) row[at] = at;
	for (let place = 1; place <= letters; place++) {
		const letter = codes[start + place - 1];
		let least = place;
		next[0] = place;
		for (let at = 1; at <= length; at++) {
			const changed = (row[at - 1] ?? 0) + (typed.codes[at - 1] === letter ? 0 : 1);
			let cost = Math.min(changed, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1);
			const isSwapped =
				place > 1 && at > 1 && typed.codes[at - 2] === letter && typed.codes[at - 1] === codes[start + place - 2];
			if (isSwapped) cost = Math.min(cost, (before[at - 2] ?? 0) + 1);
			next[at] = cost;
			if (cost < least) least = cost;
		}
		if (isUnfinished && place >= length - most && (next[length] ?? 0) <= most) return true;
		if (least > most) return false;
		[before, row, next] = [row, next, before];
	}
	return (row[length] ?? 0) <= most;
}
