import { leavesOf, type PlayableNode, type PlexNode } from "./catalogue.ts";

/** What an account did with a movie or an episode. Absent fields are absent in answers too. */
export interface ViewState {
	readonly viewCount?: number;
	/** Milliseconds. */
	readonly viewOffset?: number;
	/** Epoch seconds. */
	readonly lastViewedAt?: number;
}

/** What a row of a show or a season sums up. */
interface LeafSummary extends ViewState {
	readonly leafCount: number;
	readonly viewedLeafCount: number;
}

export const NEVER_SEEN: ViewState = {};

/** View states of one account, by node: they follow a title to a new ratingKey, as those of Plex follow the guid. */
export interface ViewStates {
	get(node: PlayableNode): ViewState;
	set(node: PlayableNode, state: ViewState): void;
	/** A show's or a season's sum over its episodes. */
	summary(node: PlexNode): LeafSummary;
	/** All that have a state. */
	touched(): Iterable<PlayableNode>;
}

/** No states yet. */
export function createViewStates(): ViewStates {
	const states = new Map<PlayableNode, ViewState>();
	const get = (node: PlayableNode) => states.get(node) ?? NEVER_SEEN;
	return {
		get,
		set: (node, state) => {
			if (Object.values(state).every((value) => value === undefined)) states.delete(node);
			else states.set(node, state);
		},
		summary: (node) => {
			const leaves = leavesOf(node);
			let viewedLeafCount = 0;
			let viewCount = 0;
			let lastViewedAt = 0;
			for (const leaf of leaves) {
				const state = get(leaf);
				if ((state.viewCount ?? 0) > 0) viewedLeafCount += 1;
				viewCount += state.viewCount ?? 0;
				lastViewedAt = Math.max(lastViewedAt, state.lastViewedAt ?? 0);
			}
			return {
				leafCount: leaves.length,
				viewedLeafCount,
				...(viewCount > 0 && { viewCount }),
				...(lastViewedAt > 0 && { lastViewedAt }),
			};
		},
		touched: () => states.keys(),
	};
}

/** One play more, no position, seen now (contract/plex-api.md §4.4). Not idempotent. Pure. */
export function scrobbled(state: ViewState, nowSeconds: number): ViewState {
	return { viewCount: (state.viewCount ?? 0) + 1, lastViewedAt: nowSeconds };
}
