import type { Connected } from "./core/sockets.ts";

/**
 * What the demo servers have in common. Each is a function from Request to Response over a seeded library and an injected
 * clock, so that one emulator is `fetch` in a property test, a node:http server for `npm start`, and the fixture of a bench.
 */

/** The time as the server sees it. Real by default; `set` stops it at a moment, `advance` moves it. */
export interface DemoClock {
	/** Epoch ms. */
	now(): number;
	advance(ms: number): void;
	/** Shifts the clock so that `now()` is `epochMs` at this moment (it goes on from there); null: back to the real time. */
	set(epochMs: number | null): void;
}

/** A fault that hits requests whose path contains `path` (all without), `times` times (always without). */
export interface Fault {
	readonly path?: string;
	readonly method?: string;
	readonly times?: number;
	readonly kind:
		| "down" // no answer, nothing done: connection refused
		| "drop-answer" // the request is carried out, its answer is lost
		| "duplicate" // the request is carried out twice, the second answer is given
		| "hang" // carried out after the request was given up; never answers
		| "status" // answers `status` without carrying out
		| "garbage" // 200 with broken JSON
		| "html" // 200 with an HTML page
		| "wrong-types" // every third row of a list has wrong types
		| "short-list" // a list ends early although its total says otherwise
		| "latency"; // waits `ms` first
	readonly status?: number;
	readonly ms?: number;
}

/** The server's own truth about one title for one account, the same for both dialects; what `/__demo/state` answers per slug. */
export interface DemoState {
	/** The key of the title on this server now (Jellyfin GUID, Plex ratingKey). */
	readonly key: string;
	readonly title: string;
	readonly positionMs: number;
	readonly watched: boolean;
	readonly playCount: number;
	readonly lastPlayedAt: number | null;
	readonly favourite?: boolean;
}

/** Another device's act, `POST /__demo/viewing`. `at`: epoch ms when it happened (now without). `user`: name of the account (the demo's first without). */
export interface DemoViewing {
	/** Slug of a movie, or `show-slug/s1e2` of an episode. */
	readonly slug: string;
	readonly user?: string;
	readonly act: "progress" | "finish" | "watched" | "unwatched";
	readonly positionMs?: number;
	readonly at?: number;
}

/**
 * The control paths each server answers under `/__demo/` (JSON in and out, CORS open), the same for both dialects:
 *
 * | request | does |
 * |---|---|
 * | GET state[?user=] | `{ items: Record<slug, DemoState>, writes: number, sessions: number }` — `writes` counts requests that changed user data, `sessions` those that opened or reported a playback session |
 * | GET listeners | how many clients hold a socket |
 * | GET requests | `[{ method, path, at }]` since the last reset, `/__demo/` left out, newest last, at most 10,000 |
 * | GET, PUT, DELETE faults | `Fault[]` |
 * | PUT clock `{ now } \| { advanceMs } \| { real: true }` | moves the server's clock |
 * | POST viewing `DemoViewing` | another device watches |
 * | POST add `{ slug?, title?, kind? }` / change `{ slug, title?, cast?, poster? }` / remove `{ slug }` / restore `{ slug }` | edits the library |
 * | POST rebuild | same titles, new server id, new item ids, no user data |
 * | POST revoke | all tokens die |
 * | POST approve `{ code, user? }` | approves a Quick Connect code or a Plex PIN |
 * | POST reset | everything as at the start (tokens survive) |
 */
export interface DemoServer {
	handle(request: Request): Promise<Response>;
	/** Its WebSockets, which tell of changes: `down` faults without a path close them. */
	connect(url: URL): Connected;
	readonly clock: DemoClock;
	/** The same as the control paths, without HTTP. */
	state(user?: string): { items: Record<string, DemoState>; writes: number; sessions: number };
	listeners(): number;
	setFaults(faults: readonly Fault[]): void;
	view(viewing: DemoViewing): void;
	rebuild(): void;
	revokeTokens(): void;
	reset(): void;
}
