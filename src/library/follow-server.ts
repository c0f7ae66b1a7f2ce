import type { World } from "../db/world.ts";
import type { SourceId } from "../model/ids.ts";
import { type ListenEnd, listen, type OpenSocket } from "../servers/listen.ts";
import { forgetCheckedAddresses, openServer, recordSourceOutcome } from "../servers/open-server.ts";
import { readChanged, readWatched } from "./read-told.ts";
import { homeScope } from "./scopes.ts";
import { type Sleep, ToldTitles } from "./told-titles.ts";
import { touch } from "./touch.ts";

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** A connection that held this long was a good one: the next is tried soon again. */
const GOOD_MS = 60_000;
/** What is told of within these times is read together, ms. A scan tells of a title at a time. */
const COLLECT_WATCHED_MS = 1_000;
const COLLECT_CHANGED_MS = 5_000;

/** What following a server needs of its place. */
export interface FollowOptions {
	readonly openSocket: OpenSocket;
	readonly sleep: Sleep;
	readonly signal: AbortSignal;
	/** The server told of titles that only the lists of its libraries can bring. */
	readonly onListsChanged: (sourceId: SourceId) => void;
}

/** A server that is being followed. */
export interface Following {
	/** Ends a pause between two tries: the network changed, or the person came back. */
	nudge(): void;
	/** Settles once `signal` has ended it. Never rejects. */
	readonly ended: Promise<void>;
}

/**
 * Hears what a server tells of by itself, as long as `signal` lets it: what is watched on another device is here within seconds. One tab
 * does it at a time, the others wait for their turn.
 *
 * - What a message names is read by id, and what was read is written; the message itself is not believed.
 * - Servers tell nothing twice: with each new connection the home check looks for what was missed.
 * - A connection that ends is opened again, after 2 s, then twice as long each time, five minutes at most, give or take a quarter.
 */
export function followServer(world: World, sourceId: SourceId, options: FollowOptions): Following {
	const { sleep, signal } = options;
	let nudged = new AbortController();
	const pause = async (ms: number) => {
		// Whoever nudged while a try was under way had a reason that it may not have known of.
		await sleep(ms, AbortSignal.any([nudged.signal, signal]));
		nudged = new AbortController();
	};
	const follow = async () => {
		let failures = 0;
		while (!signal.aborted) {
			const begunAt = world.now();
			const end = await connectOnce(world, sourceId, options);
			const wasGood = end === "ended" && world.now() - begunAt >= GOOD_MS;
			failures = wasGood ? 0 : failures + 1;
			await pause(pauseMs(end, failures, world.random()));
		}
	};
	const ended = world.locks
		.request(`stowaway:${world.scope}:follow:${sourceId}`, { signal }, follow)
		.catch((error: unknown) => {
			if (!signal.aborted) console.error("Following failed", sourceId, error);
		});
	return { ended, nudge: () => nudged.abort() };
}

/** How long to wait before the next try, ms. `random` in [0, 1). Pure. */
export function pauseMs(end: ListenEnd | "away", failures: number, random: number): number {
	// Nothing changes that but another network.
	if (end === "impossible") return LONGEST_PAUSE_MS;
	const steady = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, failures - 1));
	return steady * (0.75 + random / 2);
}

async function connectOnce(world: World, sourceId: SourceId, options: FollowOptions): Promise<ListenEnd | "away"> {
	const { openSocket, sleep, signal, onListsChanged } = options;
	const opened = await openServer(world, sourceId, signal);
	if (opened.kind !== "ok") {
		await recordSourceOutcome(world, sourceId, opened);
		return "away";
	}
	const leaving = new AbortController();
	const either = AbortSignal.any([signal, leaving.signal]);
	const server = opened.value;
	const watched = new ToldTitles({
		collectMs: COLLECT_WATCHED_MS,
		read: (itemIds) => readWatched(world, server, itemIds, either),
		sleep,
		signal: either,
	});
	const changed = new ToldTitles({
		collectMs: COLLECT_CHANGED_MS,
		read: async (itemIds) => {
			if ((await readChanged(world, server, itemIds, either)).isListDue) onListsChanged(sourceId);
			return true;
		},
		sleep,
		signal: either,
	});
	try {
		const end = await listen(
			world,
			openSocket,
			await server.notifications(),
			{
				opened: () => {
					catchUp(world, sourceId, either).catch((error: unknown) => console.error("Catching up failed", error));
				},
				heard: ({ kind, itemIds }) => (kind === "watched" ? watched : changed).add(itemIds),
			},
			signal,
		);
		if (end === "impossible" || signal.aborted) return end;
		// Whoever answers there next is asked who it is.
		forgetCheckedAddresses(world, sourceId);
		// A socket does not say why it was refused: the token, or a proxy that lets none through.
		if (end === "refused") await recordSourceOutcome(world, sourceId, await server.whoAmI(signal));
		return end;
	} finally {
		leaving.abort();
	}
}

/** Whatever its age: the last home check may be from before what the server would have told. */
async function catchUp(world: World, sourceId: SourceId, signal: AbortSignal): Promise<void> {
	await recordSourceOutcome(world, sourceId, { kind: "ok", value: null });
	await touch(world, homeScope(sourceId), { force: true, signal });
}
