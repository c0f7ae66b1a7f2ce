import type { DemoClock } from "../emulator.ts";
import type { DemoLibrary } from "../library/types.ts";
import { type PlexAccount, plexAccounts } from "./accounts.ts";
import { type Catalogue, createCatalogue, type PlayableNode, type PlexNode } from "./catalogue.ts";
import { hash, hexOf } from "./hash.ts";
import { createSortedLists, type SortedLists } from "./lists.ts";
import { Notifications } from "./notifications.ts";
import type { SectionId } from "./sections.ts";
import type { PlexSwitches } from "./switches.ts";
import type { PlayedPreferences } from "./timeline.ts";
import { createViewStates, type ViewState, type ViewStates } from "./view-states.ts";

/** Everything a demo PMS holds. The routes read it, the actions change it. */
export interface MediaServerState {
	readonly clock: DemoClock;
	readonly library: DemoLibrary;
	readonly switches: PlexSwitches;
	readonly seed: number;
	readonly name: string;
	/** Counts rebuilds. */
	generation: number;
	machineIdentifier: string;
	catalogue: Catalogue;
	lists: SortedLists;
	readonly views: Map<string, ViewStates>;
	/** Sessions that reported below the threshold: account, session and item. */
	readonly armed: Set<string>;
	/** Transcodes that were decided on and not stopped. */
	readonly transcodes: Set<string>;
	preferences: PlayedPreferences;
	/** Per section; the counter is the server's, not the section's. */
	readonly contentChangedAt: Map<SectionId, number>;
	contentCounter: number;
	readonly tokens: Map<string, PlexAccount>;
	/** Counts revocations. */
	tokenEpoch: number;
	writes: number;
	sessions: number;
	readonly notifications: Notifications;
}

/** A server just installed. */
export function createMediaServerState(
	options: Pick<MediaServerState, "clock" | "library" | "switches" | "seed" | "name" | "preferences">,
): MediaServerState {
	const catalogue = createCatalogue(options.library);
	const state: MediaServerState = {
		...options,
		generation: 0,
		machineIdentifier: machineIdentifierOf(options.seed, 0),
		catalogue,
		lists: createSortedLists(catalogue),
		views: new Map(),
		armed: new Set(),
		transcodes: new Set(),
		contentChangedAt: new Map(),
		contentCounter: 0,
		tokens: new Map(),
		tokenEpoch: 0,
		writes: 0,
		sessions: 0,
		notifications: new Notifications(),
	};
	forgetEverything(state);
	return state;
}

/** Empties what depends on use, and counts from the start again. Tokens stay. */
export function forgetEverything(state: MediaServerState): void {
	forgetViews(state);
	// Not an epoch: a number that only grows (contract/plex-api.md §3.1).
	state.contentCounter = 18_253_000 + (hash(state.machineIdentifier) % 1000);
	state.contentChangedAt.set(1, state.contentCounter - 47);
	state.contentChangedAt.set(2, state.contentCounter);
	state.writes = 0;
	state.sessions = 0;
}

/** No account has watched anything. */
export function forgetViews(state: MediaServerState): void {
	for (const account of plexAccounts) state.views.set(account.name, createViewStates());
	state.armed.clear();
	state.transcodes.clear();
}

export function machineIdentifierOf(seed: number, generation: number): string {
	return hexOf(`plex:${seed}:${generation}`, 40);
}

/** Epoch seconds by the server's clock. */
export function nowSeconds(state: MediaServerState): number {
	return Math.floor(state.clock.now() / 1000);
}

export function viewsOf(state: MediaServerState, account: PlexAccount): ViewStates {
	const known = state.views.get(account.name);
	if (known !== undefined) return known;
	const views = createViewStates();
	state.views.set(account.name, views);
	return views;
}

/** The node with that key, unless it is gone. */
export function nodeByKey(state: MediaServerState, ratingKey: string): PlexNode | null {
	const node = state.catalogue.byKey.get(ratingKey);
	return node === undefined || node.isRemoved ? null : node;
}

/** Counts a change of the section's content. */
export function bumpContent(state: MediaServerState, sectionId: SectionId): void {
	state.contentCounter += 1;
	state.contentChangedAt.set(sectionId, state.contentCounter);
}

/** Puts a view state in place; counts a write when it differs from what was there. */
export function writeView(state: MediaServerState, account: PlexAccount, node: PlayableNode, next: ViewState): void {
	viewsOf(state, account).set(node, next);
	if (state.switches.viewStateBumpsContentChangedAt) bumpContent(state, node.sectionId);
}

/** A token of this server for an account: the same until all are revoked. */
export function issueToken(state: MediaServerState, account: PlexAccount): string {
	const token = hexOf(`token:${state.seed}:${account.name}:${state.tokenEpoch}`, 20);
	state.tokens.set(token, account);
	return token;
}
