import type { JellyfinServer } from "../../../demo/jellyfin/create-jellyfin.ts";
import { type UserData, untouched } from "../../../demo/jellyfin/user-data.ts";

/** What was done besides the recorded requests: the state before the first, acts of an administrator, resets between steps. */

export type Act = (server: JellyfinServer, issue: (token: string) => void) => void;

/** Sets what `user` did with the title. */
function put(user: string, slug: string, data: Partial<UserData>): Act {
	return ({ internals, keyOf }) => {
		const account = internals.accounts.byName(user);
		const entry = internals.catalogue().byId.get(keyOf(slug));
		if (!account || !entry) {
			throw new Error(`no ${user} or ${slug}`);
		}
		internals.setData(account, entry, { ...untouched, ...data });
	};
}

function forget(user: string, ...slugs: readonly string[]): Act {
	return ({ internals, keyOf }) => {
		const account = internals.accounts.byName(user);
		for (const slug of slugs) {
			if (account) internals.dataOf(account).delete(keyOf(slug));
		}
	};
}

/** Merges into what is stored, as another client's POST does. */
function merge(user: string, slug: string, patch: Partial<UserData>): Act {
	return (server, issue) => {
		const account = server.internals.accounts.byName(user);
		const known = account ? server.internals.dataOf(account).get(server.keyOf(slug)) : undefined;
		put(user, slug, { ...known, ...patch })(server, issue);
	};
}

const together =
	(...acts: readonly Act[]): Act =>
	(server, issue) => {
		for (const act of acts) act(server, issue);
	};

const issued =
	(token: string): Act =>
	(_server, issue) =>
		issue(token);

const policy =
	(user: string, patch: Parameters<JellyfinServer["setPolicy"]>[1]): Act =>
	(server) =>
		server.setPolicy(user, patch);

/** Bob's history, which all files about lists show. */
export const opening: Act = together(
	put("bob", "harbour", { position: 1_500_000_000, playCount: 1, lastPlayed: "2026-11-18T20:15:00.0000000" }),
	put("bob", "comet", { isPlayed: true, playCount: 2, lastPlayed: "2026-10-01T19:00:00.0000000" }),
	put("bob", "polyglot", { isFavourite: true }),
	put("bob", "lantern/s1e1", { isPlayed: true, playCount: 1, lastPlayed: "2026-11-10T20:00:00.0000000" }),
	put("bob", "lantern/s1e2", { position: 1_200_000_000, playCount: 1, lastPlayed: "2026-11-11T20:00:00.1234567" }),
);

const freshComet = forget("carol", "comet", "comet-2");
const resetAll = Object.fromEntries(Array.from({ length: 40 }, (_, step) => [step * 2, freshComet]));

/** Acts before a step, by file and step. */
export const scenes: Readonly<Record<string, Readonly<Record<number, Act>>>> = {
	"01-unauthenticated-and-revoked": {
		14: issued("carol1"),
		15: issued("carol2"),
		18: issued("bobOnCarolsDevice"),
		24: together(issued("carol3"), issued("gone")),
		26: together(issued("carol4"), issued("carol5")),
		29: together(issued("carol6"), policy("carol", { isDisabled: true })),
		33: policy("carol", { isDisabled: false }),
	},
	"02-login": {
		0: issued("dora1"),
		13: policy("dora", { attemptsBeforeLockout: 3 }),
		21: policy("dora", { isDisabled: false }),
		23: policy("dora", { maxActiveSessions: 1 }),
	},
	"02-quick-connect": {
		17: ({ internals }) => {
			internals.isQuickConnectOn = false;
		},
	},
	"05-userdata-post": {
		86: policy("carol", { preferenceAccess: false }),
		93: (server) => server.setPolicy("carol", { preferenceAccess: true, enabledFolders: [server.keyOf("view:shows")] }),
		104: policy("carol", { enabledFolders: null, preferenceAccess: true }),
	},
	"05-played-items": {
		17: put("carol", "harbour", {
			position: 2_000_000_000,
			playCount: 1,
			isFavourite: true,
			lastPlayed: "2026-11-01T00:00:00.0000000",
		}),
	},
	"06-playing-session": { 7: ({ clock }) => clock.advance(3000) },
	"06-playing-thresholds": {
		...resetAll,
		26: put("carol", "comet", { position: 2_000_000_000, playCount: 1, lastPlayed: "2026-11-01T00:00:00.0000000" }),
		28: put("carol", "comet", { isPlayed: true, playCount: 1, lastPlayed: "2026-11-01T00:00:00.0000000" }),
	},
	"06-playing-odd": {
		12: freshComet,
		13: merge("carol", "comet", { isFavourite: true }),
		16: merge("carol", "comet", { isPlayed: true, position: 0, lastPlayed: "2026-11-20T00:00:00.0000000" }),
		22: freshComet,
		35: forget("carol", "double", "double@1"),
		38: freshComet,
	},
	"06-playing-stale-snapshots": { 6: (server) => server.scan(), 40: (server) => server.scan() },
	"06-playing-abandoned": {
		// The server's check came 463 s after the report: it runs every 300 s from the start.
		0: together(put("carol", "comet", { rating: 10 }), ({ clock }) => clock.advance(136_000)),
		17: ({ clock }) => clock.advance(481_000),
	},
	"10-playback-info": { 19: policy("bob", { videoTranscoding: false }) },
	"11-images": {
		46: (server) => server.setPolicy("carol", { enabledFolders: [server.keyOf("view:shows")] }),
	},
	"12-cors": {
		29: ({ internals }) => {
			internals.corsHosts = ["http://localhost:4173"];
		},
		34: ({ internals }) => {
			internals.corsHosts = ["*"];
		},
	},
};
