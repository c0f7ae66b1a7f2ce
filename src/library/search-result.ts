import type { ItemId, PersonId } from "../model/ids.ts";
import { BestFew } from "./search-best.ts";
import { KINDS, type SearchKind } from "./search-entries.ts";
import { fitOf } from "./search-score.ts";

/** With fewer hits than this, wrong letters are forgiven. */
export const FEW = 3;

/** How many of each kind are wanted at most. */
export type SearchLimits = Readonly<Record<SearchKind, number>>;

/** One thing found. */
export interface SearchHit {
	readonly id: ItemId | PersonId;
	/** See `FIT`: how well it fits, best last. */
	readonly fit: number;
}

/** What was found of one kind. */
export interface FoundKind {
	/** Best first. */
	readonly hits: readonly SearchHit[];
	/** All that there are, those beyond the limit included. */
	readonly count: number;
}

/**
 * What is found for what was typed so far.
 *
 * | found | means |
 * |---|---|
 * | all | entries with all words, as they were typed or with a space elsewhere |
 * | near | some or all of it only with letters wrong or an article missing |
 * | some | nothing has all words; these have most of them |
 * | nothing | |
 */
export interface SearchResult extends Readonly<Record<SearchKind, FoundKind>> {
	readonly found: "all" | "near" | "some" | "nothing";
}

/** One walk over all entries: the best of each kind, and how many there are. Kinds by their place in `KINDS`. */
export class SearchPass {
	readonly #known: ReadonlySet<number>;
	readonly best: readonly BestFew[];
	readonly counts: number[] = KINDS.map(() => 0);

	/** `known`: entries that are found already. */
	constructor(limits: SearchLimits, known: ReadonlySet<number>) {
		this.#known = known;
		// While there are few, all are known, so that a more lenient pass does not count them twice.
		this.best = KINDS.map((kind) => new BestFew(Math.max(limits[kind], FEW)));
	}

	/** The score that an entry of a kind must reach to be kept. */
	floorOf(kind: number): number {
		return this.best[kind]?.floor ?? 0;
	}

	/** Takes an entry that fits. */
	take(kind: number, score: number, ordinal: number): void {
		if (this.#known.size > 0 && this.#known.has(ordinal)) return;
		this.counts[kind] = (this.counts[kind] ?? 0) + 1;
		this.best[kind]?.add(score, ordinal);
	}
}

/** A result while it is put together from several passes, the strictest first. */
export class ResultInMaking {
	readonly #limits: SearchLimits;
	readonly #known = new Set<number>();
	readonly #ids = new Set<ItemId | PersonId>();
	readonly #hits: Record<SearchKind, SearchHit[]> = {
		title: [],
		collection: [],
		playlist: [],
		person: [],
	};
	readonly #counts: Record<SearchKind, number> = { title: 0, collection: 0, playlist: 0, person: 0 };

	/** An empty result. */
	constructor(limits: SearchLimits) {
		this.#limits = limits;
	}

	/** How many entries were found so far. */
	get count(): number {
		return KINDS.reduce((sum, kind) => sum + this.#counts[kind], 0);
	}

	/** A new pass, for what was not found yet. */
	pass(): SearchPass {
		return new SearchPass(this.#limits, this.#known);
	}

	/** Adds what a pass found behind what there is. A title that stands in two libraries of a server is found once. */
	add({ best, counts }: SearchPass, idAt: (ordinal: number) => ItemId | PersonId | undefined): void {
		for (const [place, kind] of KINDS.entries()) {
			this.#counts[kind] += counts[place] ?? 0;
			for (const { score, ordinal } of best[place]?.sorted() ?? []) {
				this.#known.add(ordinal);
				const id = idAt(ordinal);
				if (id === undefined || this.#ids.has(id)) this.#counts[kind]--;
				else {
					this.#ids.add(id);
					this.#hits[kind].push({ id, fit: fitOf(score) });
				}
			}
		}
	}

	/** The result as it is now. */
	finished(found: SearchResult["found"]): SearchResult {
		const of = (kind: SearchKind): FoundKind => ({
			hits: this.#hits[kind].slice(0, this.#limits[kind]),
			count: this.#counts[kind],
		});
		return { found, title: of("title"), collection: of("collection"), playlist: of("playlist"), person: of("person") };
	}
}
