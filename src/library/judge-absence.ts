/** Fewer titles than this may go at once without a question, however small the library. */
const FEW = 20;
/** What part of a list may go at once without a question. */
const SMALL_PART = 0.1;

/** What was said of titles that went missing before. Server keys. */
export interface Said {
	/** Asked about, and not answered yet. */
	readonly asked: readonly string[];
	readonly kept: readonly string[];
	/** The answer about `asked` is that they were removed. */
	readonly areRemoved?: boolean;
}

/** What a complete reading of a list makes of the titles that it did not have. Server keys. */
export interface Absence {
	/** To be hidden now. */
	readonly gone: readonly string[];
	/** To be asked about; shown until then. */
	readonly asked: readonly string[];
	/** The person said to keep them; shown. */
	readonly kept: readonly string[];
	/** Of how many `asked` are. */
	readonly of: number;
}

/**
 * What is to be done about titles that a complete reading of their list did not have. Pure. `known`: how many there were before.
 * `isByHand`: a person asked for the reading. An unmounted disk looks like a removal of everything on it (DESIGN.md §3).
 *
 * | titles | are |
 * |---|---|
 * | said to be removed, and still missing | gone |
 * | said to be kept, and still missing | kept; by hand they are asked about again, together with the others, where those are many |
 * | missing otherwise: all there were, or more than 20 and more than a tenth | asked about |
 * | missing otherwise, but fewer | gone |
 */
export function judgeAbsence(
	absent: readonly string[],
	known: number,
	said: Said | undefined,
	isByHand: boolean,
): Absence {
	const removed = new Set(said?.areRemoved ? said.asked : []);
	const keep = new Set(said?.kept);
	const gone = absent.filter((key) => removed.has(key));
	const kept = absent.filter((key) => keep.has(key) && !removed.has(key));
	const rest = absent.filter((key) => !keep.has(key) && !removed.has(key));
	const of = known - gone.length;
	if (isByHand && areMany(kept.length + rest.length, of)) return { gone, asked: [...kept, ...rest], kept: [], of };
	if (areMany(rest.length, of - kept.length)) return { gone, asked: rest, kept, of };
	return { gone: [...gone, ...rest], asked: [], kept, of };
}

function areMany(count: number, of: number): boolean {
	return count > 0 && (count >= of || (count > FEW && count > of * SMALL_PART));
}
