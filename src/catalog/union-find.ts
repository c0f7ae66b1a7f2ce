/** Which of many things hang together. The name of a set is one of what is in it. */
export class UnionFind<T> {
	readonly #above = new Map<T, T>();

	/** Makes a set of its own for what is not in one. */
	add(one: T): void {
		if (!this.#above.has(one)) this.#above.set(one, one);
	}

	/** Makes one set of those of the two. */
	join(one: T, other: T): void {
		this.add(one);
		this.add(other);
		this.#above.set(this.find(one), this.find(other));
	}

	/** The name of the set that it is in; its own if it is in none. */
	find(one: T): T {
		let top = one;
		for (let above = this.#above.get(top); above !== undefined && above !== top; above = this.#above.get(top))
			top = above;
		// The way is short for the next who asks.
		for (let at = one; at !== top; ) {
			const above = this.#above.get(at) ?? top;
			this.#above.set(at, top);
			at = above;
		}
		return top;
	}
}
