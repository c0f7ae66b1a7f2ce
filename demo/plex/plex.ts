import { type ControlledServer, ControlRefusal, withControl } from "../core/control.ts";
import { createFaults, withFaults } from "../core/faults.ts";
import { withSocketFaults } from "../core/sockets.ts";
import type { DemoClock, DemoServer, DemoState } from "../emulator.ts";
import type { DemoLibrary } from "../library/types.ts";
import { accountNamed, type PlexAccount } from "./accounts.ts";
import { createCatalogue, renumber } from "./catalogue.ts";
import { addTitle, changeTitle, removeTitle, restoreTitle } from "./edits.ts";
import { createSortedLists } from "./lists.ts";
import {
	createMediaServerState,
	forgetEverything,
	forgetViews,
	issueToken,
	type MediaServerState,
	machineIdentifierOf,
	viewsOf,
} from "./media-server.ts";
import { answer } from "./routes.ts";
import { PESSIMISTIC, type PlexSwitches } from "./switches.ts";
import { DEFAULT_PREFERENCES, type PlayedPreferences } from "./timeline.ts";
import { watchElsewhere } from "./viewing.ts";

export interface PlexOptions {
	readonly library: DemoLibrary;
	readonly clock: DemoClock;
	/** Where the server is reached: `http://127.0.0.1:32400`, no slash at the end. */
	readonly origin: string;
	/** Servers of different seeds have other ids and tokens, but the same guids and tag keys. 1 without. */
	readonly seed?: number;
	/** Shown name; `Demo Plex` without. */
	readonly name?: string;
	readonly switches?: Partial<PlexSwitches>;
	readonly preferences?: Partial<PlayedPreferences>;
}

/** A demo PMS. `handle` answers the control paths too, and has the faults in it. */
export interface PlexServer extends DemoServer, ControlledServer {
	readonly origin: string;
	readonly name: string;
	readonly switches: PlexSwitches;
	/** The server's id now: `clientIdentifier` at plex.tv. Another one after `rebuild`. */
	machineIdentifier(): string;
	/** A token of this server for an account by name (the owner without), as plex.tv's resources give it. Throws `ControlRefusal`. */
	issueToken(user?: string): string;
}

/** A Plex Media Server 1.43 over `library`, for the accounts of `accounts.ts` (contract/plex-api.md). */
export function createPlex(options: PlexOptions): PlexServer {
	const { clock, library, origin, seed = 1, name = "Demo Plex" } = options;
	const switches = { ...PESSIMISTIC, ...options.switches };
	const preferences = { ...DEFAULT_PREFERENCES, ...options.preferences };
	const state = createMediaServerState({ clock, library, switches, seed, name, preferences });
	const faults = createFaults();
	const server: ControlledServer = {
		clock,
		faults,
		state: (user) => demoState(state, account(user)),
		listeners: () => state.notifications.size,
		setFaults: (list) => {
			faults.set(list);
			if (list.some(({ kind, path }) => kind === "down" && path === undefined)) state.notifications.closeAll();
		},
		view: (viewing) => watchElsewhere(state, account(viewing.user), viewing),
		rebuild: () => {
			state.generation += 1;
			state.machineIdentifier = machineIdentifierOf(seed, state.generation);
			renumber(state.catalogue, state.generation, switches.rebuildReusesKeys);
			forgetViews(state);
		},
		revokeTokens: () => {
			state.tokens.clear();
			state.tokenEpoch += 1;
			state.notifications.settle(state);
		},
		reset: () => {
			state.generation = 0;
			state.machineIdentifier = machineIdentifierOf(seed, 0);
			state.catalogue = createCatalogue(library);
			state.lists = createSortedLists(state.catalogue);
			state.preferences = preferences;
			forgetEverything(state);
		},
		addTitle: (title) => addTitle(state, title),
		changeTitle: (change) => changeTitle(state, change),
		removeTitle: (slug) => removeTitle(state, slug),
		restoreTitle: (slug) => restoreTitle(state, slug),
		approve: () => {
			throw new ControlRefusal("PINs are approved at plex.tv");
		},
	};
	return {
		...server,
		origin,
		name,
		switches,
		connect: withSocketFaults((url) => state.notifications.connect(state, url), faults),
		handle: withControl(
			server,
			withFaults((request) => answer(state, request), faults),
		),
		machineIdentifier: () => state.machineIdentifier,
		issueToken: (user) => issueToken(state, account(user)),
	};
}

function account(user: string | undefined): PlexAccount {
	const found = accountNamed(user);
	if (found === null) throw new ControlRefusal(`no user ${user}`);
	return found;
}

function demoState(state: MediaServerState, user: PlexAccount): ReturnType<DemoServer["state"]> {
	const views = viewsOf(state, user);
	const items: Record<string, DemoState> = {};
	for (const node of state.catalogue.nodes) {
		if (node.isRemoved || (node.type !== "movie" && node.type !== "episode")) continue;
		const { viewCount = 0, viewOffset = 0, lastViewedAt } = views.get(node);
		items[node.slug] = {
			key: node.ratingKey,
			title: node.title,
			positionMs: viewOffset,
			watched: viewCount > 0,
			playCount: viewCount,
			lastPlayedAt: lastViewedAt === undefined ? null : lastViewedAt * 1000,
		};
	}
	return { items, writes: state.writes, sessions: state.sessions };
}
