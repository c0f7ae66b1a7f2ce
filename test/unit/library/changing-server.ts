import type { PlexSwitches } from "../../../demo/plex/switches.ts";
import { listScope, listsOf } from "../../../src/library/scopes.ts";
import { sweepSource } from "../../../src/library/sweep-source.ts";
import { syncSource } from "../../../src/library/sync-source.ts";
import { touch } from "../../../src/library/touch.ts";
import type { Item } from "../../../src/model/item.ts";
import type { Dialect } from "../../../src/model/source.ts";
import { type Connected, connected, signal } from "../servers/connected.ts";
import { smallLibrary } from "../servers/small-library.ts";
import { memoryLocks } from "./fake-server.ts";

const HOUR_MS = 3_600_000;

/** A source whose clock and its server's are moved together. */
export type Moved = Connected & { advance(ms: number): void };

/** A source that was read to its end two days ago, of an account called `user`, else the owner. */
export async function readOnce(
	dialect: Dialect,
	switches: Partial<PlexSwitches> = {},
	library = smallLibrary,
	user?: string,
): Promise<Moved> {
	let shiftMs = 0;
	const world = { locks: memoryLocks(), now: () => Date.now() + shiftMs };
	const connection = await connected(dialect, world, switches, library, user);
	await syncSource(connection.world, connection.sourceId, { signal });
	const advance = (ms: number) => {
		shiftMs += ms;
		connection.demo.clock.advance(ms);
	};
	advance(48 * HOUR_MS);
	return { ...connection, advance };
}

/** What the app does by itself: every list of every library is touched. Gives the requests it took. */
export async function look({ world, sourceId, advance }: Moved): Promise<string[]> {
	advance(13 * HOUR_MS);
	world.asked.length = 0;
	await touch(world, `libraries:${sourceId}`, { signal });
	for (const { libraryId, kind } of await world.db.libraries.toArray()) {
		for (const list of listsOf(kind)) await touch(world, listScope(list, libraryId), { signal });
	}
	return [...world.asked];
}

/** What the app does by itself once a day. */
export async function sweep({ world, sourceId, advance }: Moved): Promise<void> {
	advance(25 * HOUR_MS);
	await world.db.libraries.toCollection().modify({ openedAt: world.now() });
	await sweepSource(world, sourceId, signal);
}

/** What is here and not hidden under a title. */
export const titled = async ({ world }: Moved, title: string): Promise<Item | undefined> =>
	(await world.db.items.filter((item) => item.title === title && !item.goneAt).toArray())[0];
/** The titles on all shelves. */
export const onShelves = async ({ world }: Moved) => (await world.db.shelves.toArray()).flatMap(({ titles }) => titles);
/** What is said of scopes that failed. */
export const errors = async ({ world }: Moved) =>
	(await world.db.freshness.toArray()).flatMap(({ error }) => error ?? []);

/** A server that does not list one of its libraries. */
export function withoutLibrary(fetch: typeof globalThis.fetch, title: string): typeof globalThis.fetch {
	return async (input, init) => {
		const request = new Request(input, init);
		const answer = await fetch(request);
		if (!/\/(UserViews|library\/sections)$/.test(new URL(request.url).pathname)) return answer;
		const isOther = (row: { Name?: string; title?: string }) => (row.Name ?? row.title) !== title;
		return Response.json(
			JSON.parse(await answer.text(), (_key, value) => (Array.isArray(value) ? value.filter(isOther) : value)),
		);
	};
}

/** A server that puts no date on any change. */
export function withoutDates(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
	return async (input, init) => {
		const request = new Request(input, init);
		if (!/updatedAt|minDateLastSaved/.test(decodeURIComponent(request.url))) return fetch(request);
		return Response.json({ Items: [], TotalRecordCount: 0, MediaContainer: { size: 0, totalSize: 0, Metadata: [] } });
	};
}
