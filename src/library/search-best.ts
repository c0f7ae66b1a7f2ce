/** Entries of an index are numbered below it. */
const ORDINAL_END = 2 ** 24;

/** The few best of many scored entries, kept in a heap with the worst on top. Of equal scores the first added is the better. */
export class BestFew {
	readonly #limit: number;
	readonly #heap: number[] = [];
	#floor = 0;

	/** Keeps at most `limit` entries. */
	constructor(limit: number) {
		this.#limit = limit;
	}

	/** The least score that is still kept; 0 while there is room. */
	get floor(): number {
		return this.#floor;
	}

	/** Offers an entry. */
	add(score: number, ordinal: number): void {
		const value = score * ORDINAL_END + (ORDINAL_END - 1 - ordinal);
		const heap = this.#heap;
		if (heap.length < this.#limit) {
			heap.push(value);
			this.#rise(heap.length - 1);
		} else if (value > (heap[0] ?? Number.POSITIVE_INFINITY)) {
			heap[0] = value;
			this.#sink();
		} else return;
		if (heap.length === this.#limit) this.#floor = Math.floor((heap[0] ?? 0) / ORDINAL_END);
	}

	/** What was kept, best first. */
	sorted(): { readonly score: number; readonly ordinal: number }[] {
		return this.#heap
			.toSorted((a, b) => b - a)
			.map((value) => {
				const score = Math.floor(value / ORDINAL_END);
				return { score, ordinal: ORDINAL_END - 1 - (value - score * ORDINAL_END) };
			});
	}

	#rise(from: number): void {
		const heap = this.#heap;
		let at = from;
		const value = heap[at] ?? 0;
		while (at > 0) {
			const above = (at - 1) >> 1;
			if ((heap[above] ?? 0) <= value) break;
			heap[at] = heap[above] ?? 0;
			at = above;
		}
		heap[at] = value;
	}

	#sink(): void {
		const heap = this.#heap;
		const value = heap[0] ?? 0;
		let at = 0;
		for (;;) {
			let below = at * 2 + 1;
			if (below >= heap.length) break;
			if (below + 1 < heap.length && (heap[below + 1] ?? 0) < (heap[below] ?? 0)) below++;
			if ((heap[below] ?? 0) >= value) break;
			heap[at] = heap[below] ?? 0;
			at = below;
		}
		heap[at] = value;
	}
}
