import { type ControlledServer, ControlRefusal, withControl } from "../core/control.ts";
import { createFaults, withFaults } from "../core/faults.ts";
import type { Handler } from "../core/handler.ts";
import { withSocketFaults } from "../core/sockets.ts";
import type { DemoServer } from "../emulator.ts";
import { type Account, Accounts, type Policy } from "./accounts.ts";
import { answerRequest } from "./answer-request.ts";
import { buildCatalogue, type Catalogue } from "./catalogue.ts";
import { type Entry, playable } from "./entry.ts";
import { guidOf } from "./guid.ts";
import { usuallyHasPortrait } from "./images.ts";
import { LibraryEdits } from "./library-edits.ts";
import { Notifications } from "./notifications.ts";
import type { JellyfinAccount, JellyfinOptions } from "./options.ts";
import { Playbacks } from "./playbacks.ts";
import { storePosition } from "./playing-routes.ts";
import { QuickConnects } from "./quick-connect.ts";
import type { ServerState } from "./server-state.ts";
import { type UserDataRows, untouched } from "./user-data.ts";
import { stateOf, watch } from "./viewing.ts";

export type { JellyfinAccount, JellyfinExtras, JellyfinOptions } from "./options.ts";

/** The demo Jellyfin server. */
export interface JellyfinServer extends DemoServer, ControlledServer {
	readonly handle: Handler;
	/** Everything the endpoints read and change, for tests that set the scene. */
	readonly internals: ServerState;
	/** Adds an account; gives its id. */
	addAccount(account: JellyfinAccount): string;
	/** What an administrator allows the account. */
	setPolicy(userName: string, patch: Partial<Policy>): void;
	/** Reads the library's folders again, without finding a change; playbacks under way are left with their old snapshot. */
	scan(): void;
	/** The key of a title, season (`show/s1`) or episode (`show/s1e2`) on this server now. */
	keyOf(slug: string): string;
}

const demoAccounts: readonly JellyfinAccount[] = [
	{ name: "demo", password: "demo", isAdministrator: true },
	{ name: "guest", password: "" },
];

/** A Jellyfin 12.0 server over `options.library`; its rules are those of contract/jellyfin/recorded/README.md. */
export function createJellyfin(options: JellyfinOptions): JellyfinServer {
	const { clock } = options;
	const now = (): number => clock.now();
	const accounts = new Accounts(options.accounts ?? demoAccounts, now);
	const faults = createFaults();
	let edits = new LibraryEdits(options.library, now);
	let generation = 0;
	let built: Catalogue | null = null;
	let data = new Map<string, UserDataRows>();
	const startedAt = now();

	const rowsOf = (account: Account): UserDataRows => {
		const known = data.get(account.id);
		if (known) {
			return known;
		}
		const made: UserDataRows = new Map();
		data.set(account.id, made);
		return made;
	};
	const catalogue = (): Catalogue => {
		built ??= buildCatalogue(options, edits.library(), generation, startedAt, edits.revisions);
		return built;
	};
	const serverId = (): string =>
		(generation === 0 ? options.ids?.server : undefined) ??
		guidOf("server", String(options.seed ?? 1), String(generation));
	const hasPortrait = options.hasPortrait ?? usuallyHasPortrait;

	const state: ServerState = {
		options,
		clock,
		get serverId() {
			return serverId();
		},
		name: options.name ?? "Demo Jellyfin",
		version: options.version ?? "12.0.0",
		startedAt,
		accounts,
		quickConnects: new QuickConnects(now),
		playbacks: new Playbacks(startedAt),
		rule: { minPercent: 5, maxPercent: 90, minSeconds: 300 },
		isQuickConnectOn: true,
		corsHosts: ["*"],
		writes: 0,
		sessions: 0,
		staleObjects: new Map(),
		catalogue,
		dataOf: rowsOf,
		setData: (account, entry, value) => rowsOf(account).set(entry.id, value),
		tellOfUserData: (account, entry) => notifications.tellOfUserData(account, entry),
		rowContext: (account) => ({
			serverId: serverId(),
			catalogue: catalogue(),
			rows: rowsOf(account),
			mayDownload: account.policy.contentDownloading,
			hasPortrait,
		}),
	};

	const notifications = new Notifications(state);
	const settle = (): void => {
		notifications.settle();
		for (const { account, entry, position } of state.playbacks.takeAbandoned(now())) {
			storePosition(state, account, entry, position);
		}
	};
	const accountOf = (name: string | undefined): Account => {
		const account = name === undefined ? accounts.list[0] : accounts.byName(name);
		if (!account) {
			throw new ControlRefusal(`no account ${name}`);
		}
		return account;
	};
	const entryOf = (slug: string): Entry => {
		const entry = catalogue().byKey.get(slug);
		if (!entry) {
			throw new ControlRefusal(`no title ${slug}`);
		}
		return entry;
	};

	const server: Omit<JellyfinServer, "handle" | "connect"> = {
		clock,
		faults,
		internals: state,
		addAccount: (account) => accounts.add(account).id,
		setPolicy: (name, patch) => accounts.setPolicy(accountOf(name), patch),
		scan: () => {
			state.staleObjects.clear();
			for (const playback of state.playbacks.all()) {
				playback.snapshot ??= rowsOf(playback.login.account).get(playback.entry.id) ?? untouched;
			}
		},
		keyOf: (slug) => entryOf(slug).id,
		listeners: () => notifications.size,
		setFaults: (list) => {
			faults.set(list);
			if (list.some(({ kind, path }) => kind === "down" && path === undefined)) notifications.closeAll();
		},
		state: (user) => {
			settle();
			return {
				items: stateOf(catalogue(), rowsOf(accountOf(user))),
				writes: state.writes,
				sessions: state.sessions,
			};
		},
		view: (viewing) => {
			const account = accountOf(viewing.user);
			for (const entry of playable(entryOf(viewing.slug))) {
				watch(state, account, entry, viewing);
			}
		},
		rebuild: () => {
			generation++;
			built = null;
			data = new Map();
			state.staleObjects.clear();
			accounts.revoke(() => true);
			state.playbacks.endAll(() => true);
			notifications.settle();
		},
		revokeTokens: () => {
			accounts.revoke(() => true);
			notifications.settle();
		},
		reset: () => {
			generation = 0;
			built = null;
			data = new Map();
			state.staleObjects.clear();
			edits = new LibraryEdits(options.library, now);
			state.playbacks.endAll(() => true);
			state.isQuickConnectOn = true;
			state.writes = 0;
			state.sessions = 0;
		},
		addTitle: (title) => {
			const known = title.slug !== undefined && (catalogue().byKey.has(title.slug) || edits.restore(title.slug));
			built = known ? built : null;
			const slug = known && title.slug !== undefined ? title.slug : edits.add(title);
			built = null;
			notifications.tellOfLibrary("ItemsAdded", entryOf(slug).id);
			return slug;
		},
		changeTitle: (change) => {
			const entry = entryOf(change.slug);
			const seasons = entry.type === "Series" ? entry.children.map(({ key }) => key) : [];
			edits.change(change, seasons);
			built = null;
			notifications.tellOfLibrary("ItemsUpdated", entry.id);
		},
		removeTitle: (slug) => {
			const entry = entryOf(slug);
			edits.remove(entry.key);
			built = null;
			notifications.tellOfLibrary("ItemsRemoved", entry.id);
		},
		restoreTitle: (slug) => {
			if (!edits.restore(slug)) {
				throw new ControlRefusal(`${slug} was not removed`);
			}
			built = null;
			notifications.tellOfLibrary("ItemsAdded", entryOf(slug).id);
		},
		approve: (code, user) => {
			const request = state.quickConnects.byCode(code);
			if (!request) {
				throw new ControlRefusal(`no code ${code}`);
			}
			request.account = accountOf(user);
		},
	};
	const answer: Handler = async (request) => {
		settle();
		const response = await answerRequest(state, request);
		notifications.settle();
		return response;
	};
	const connect = withSocketFaults((url) => notifications.connect(url), faults);
	return { ...server, connect, handle: withControl(server, withFaults(answer, faults)) };
}
