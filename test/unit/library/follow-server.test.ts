import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Following, followServer, pauseMs } from "../../../src/library/follow-server.ts";
import { continueWatching } from "../../../src/library/home-rows.ts";
import { syncSource } from "../../../src/library/sync-source.ts";
import { joinId, type SourceId } from "../../../src/model/ids.ts";
import type { Dialect } from "../../../src/model/source.ts";
import { type Connected, connected, JELLYFIN, PMS, signal } from "../servers/connected.ts";
import { memorySockets } from "../servers/memory-socket.ts";
import { memoryLocks } from "./fake-server.ts";

/** One who waits until the test lets the time go by. */
interface Sleeper {
	readonly ms: number;
	readonly wake: () => void;
}

const COLLECT_MS = 1_000;
const RETRY_MS = 30_000;
const CHANGED_MS = 5_000;

describe.each<Dialect>(["jellyfin", "plex"])("following a %s server", (dialect) => {
	let connection: Connected;
	let world: Connected["world"];
	let demo: Connected["demo"];
	let sockets: ReturnType<typeof memorySockets>;
	let control: AbortController;
	let sleepers: Sleeper[];
	let told: SourceId[];
	let now = 0;
	beforeEach(async () => {
		// Of the emulators, which wait before they tell.
		vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
		now = Date.now();
		connection = await connected(dialect, { locks: memoryLocks(), now: () => now });
		({ world, demo } = connection);
		sockets = memorySockets({ [dialect === "jellyfin" ? JELLYFIN : PMS]: demo.connect });
		control = new AbortController();
		sleepers = [];
		told = [];
		await syncSource(world, connection.sourceId, { signal });
		world.asked.length = 0;
	});
	afterEach(() => {
		control.abort();
		vi.useRealTimers();
	});
	const sleep = (ms: number, until: AbortSignal) =>
		new Promise<void>((resolve) => {
			const sleeper = {
				ms,
				wake: () => {
					sleepers = sleepers.filter((each) => each !== sleeper);
					resolve();
				},
			};
			sleepers.push(sleeper);
			if (until.aborted) sleeper.wake();
			else until.addEventListener("abort", sleeper.wake);
		});
	const follow = (more: Partial<Parameters<typeof followServer>[2]> = {}): Following =>
		followServer(world, connection.sourceId, {
			openSocket: sockets.openSocket,
			sleep,
			signal: control.signal,
			onListsChanged: (sourceId) => told.push(sourceId),
			...more,
		});
	const until = (isSo: () => unknown) => vi.waitFor(async () => expect(await isSo()).toBeTruthy(), { timeout: 5000 });
	/** Waits for somebody to sleep so long, or about so long, and lets that time go by. */
	const pass = async (isThat: (ms: number) => boolean) => {
		await until(() => sleepers.some(({ ms }) => isThat(ms)));
		const sleeper = sleepers.find(({ ms }) => isThat(ms));
		now += sleeper?.ms ?? 0;
		sleeper?.wake();
		return sleeper?.ms ?? 0;
	};
	const passExactly = (wanted: number) => pass((ms) => ms === wanted);
	const aPause = (ms: number) => ms !== COLLECT_MS && ms !== RETRY_MS && ms !== CHANGED_MS;
	/** The server tells of what it has to tell. */
	const tell = () => vi.advanceTimersByTime(500);
	const idOf = (slug: string) => joinId(connection.sourceId, demo.state().items[slug]?.key ?? "");
	const stateOf = (slug: string) => world.db.watch.get(idOf(slug));
	const stateOfSource = async () => (await world.db.sources.get(connection.sourceId))?.state;
	const checkedAt = async () => (await world.db.freshness.get(`home:${connection.sourceId}`))?.fetchedAt ?? 0;
	const open = async () => {
		await until(() => sockets.opened.at(-1)?.isOpen);
		await until(checkedAt);
		world.asked.length = 0;
	};

	it("brings what another device watches a second after the server told of it, by one read of what it named", async () => {
		follow();
		await open();
		demo.view({ slug: "metropolis", act: "progress", positionMs: 200_000 });
		tell();
		await passExactly(COLLECT_MS);
		await until(() => stateOf("metropolis"));
		expect(await stateOf("metropolis")).toMatchObject({ positionMs: 200_000 });
		expect((await continueWatching(world.db, 5)).map(({ title }) => title)).toEqual(["Metropolis"]);
		expect(world.asked).toHaveLength(1);
		expect(world.asked[0]).toContain(demo.state().items.metropolis?.key);
	});

	it("reads together what is told together", async () => {
		follow();
		await open();
		for (const slug of ["film-1", "film-2", "film-3", "metropolis"]) demo.view({ slug, act: "finish" });
		tell();
		await passExactly(COLLECT_MS);
		await until(() => stateOf("film-2"));
		await until(() => stateOf("metropolis"));
		expect(world.asked).toHaveLength(1);
	});

	it("reads once more what is told of while it reads", async () => {
		follow();
		await open();
		demo.view({ slug: "film-1", act: "finish" });
		tell();
		await passExactly(COLLECT_MS);
		demo.view({ slug: "film-2", act: "finish" });
		tell();
		await passExactly(COLLECT_MS);
		await until(() => stateOf("film-2"));
		expect(await stateOf("film-1")).toMatchObject({ watched: true });
	});

	it("believes the server's answer, not its message", async () => {
		follow();
		await open();
		await world.db.watch.clear();
		demo.view({ slug: "metropolis", act: "progress", positionMs: 200_000 });
		tell();
		demo.view({ slug: "metropolis", act: "unwatched" });
		demo.view({ slug: "film-1", act: "finish" });
		tell();
		await passExactly(COLLECT_MS);
		await until(() => stateOf("film-1"));
		expect(await stateOf("metropolis")).toBeUndefined();
	});

	it("tries again for what it could not read", async () => {
		follow();
		await open();
		demo.setFaults([{ kind: "status", method: "GET" }]);
		demo.view({ slug: "metropolis", act: "progress", positionMs: 200_000 });
		tell();
		await passExactly(COLLECT_MS);
		await until(() => sleepers.some(({ ms }) => ms === RETRY_MS));
		demo.setFaults([]);
		await passExactly(RETRY_MS);
		await until(() => stateOf("metropolis"));
	});

	it("looks for what it missed whenever it is connected anew", async () => {
		demo.view({ slug: "metropolis", act: "progress", positionMs: 200_000 });
		follow();
		await open();
		expect(await stateOf("metropolis")).toMatchObject({ positionMs: 200_000 });

		demo.setFaults([{ kind: "down" }]);
		await pass(aPause);
		await until(async () => (await stateOfSource()) === "away");
		demo.view({ slug: "film-3", act: "finish" });
		demo.setFaults([]);
		await pass(aPause);
		await until(() => stateOf("film-3"));
		expect(await stateOfSource()).toBe("ok");
	});

	it("asks an absent server ever more seldom, and at once when there is a reason", async () => {
		demo.setFaults([{ kind: "down" }]);
		const following = follow();
		const pauses: number[] = [];
		for (let turn = 0; turn < 9; turn += 1) pauses.push(await pass(() => true));
		expect(pauses).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300].map((seconds) => seconds * 1000));
		await until(() => sleepers.length === 1);
		world.asked.length = 0;
		following.nudge();
		await until(() => world.asked.length > 0 && sleepers.length === 1);
	});

	it("takes a reason to try that comes while it tries", async () => {
		demo.setFaults([{ kind: "down" }]);
		const following = follow();
		following.nudge();
		await until(() => sleepers.length === 1);
		expect(sleepers[0]?.ms, "the first pause was not waited for").toBe(4000);
	});

	it("begins with short pauses again after a connection that held", async () => {
		follow();
		await open();
		const cut = () => {
			demo.setFaults([{ kind: "down" }]);
			demo.setFaults([]);
		};
		cut();
		expect(await pass(aPause)).toBe(2000);
		await until(() => sockets.opened.length === 2 && sockets.opened[1]?.isOpen);
		cut();
		expect(await pass(aPause)).toBe(4000);
		await until(() => sockets.opened.length === 3 && sockets.opened[2]?.isOpen);
		now += 60_000;
		cut();
		expect(await pass(aPause)).toBe(2000);
	});

	it("asks who answers there before it believes a new connection", async () => {
		follow();
		await open();
		demo.rebuild();
		demo.setFaults([{ kind: "down" }]);
		demo.setFaults([]);
		await pass(aPause);
		await until(async () => (await world.db.sources.get(connection.sourceId))?.addresses[0]?.isOthers);
		expect(await stateOfSource()).toBe("away");
		expect(sockets.opened.some(({ isOpen }) => isOpen)).toBe(false);
	});

	it("is done by one tab; the next takes over when that ends", async () => {
		follow();
		await open();
		const other = new AbortController();
		const second = follow({ signal: other.signal });
		demo.view({ slug: "metropolis", act: "finish" });
		tell();
		await passExactly(COLLECT_MS);
		await until(() => stateOf("metropolis"));
		expect(sockets.opened).toHaveLength(1);
		control.abort();
		await until(() => sockets.opened.length === 2 && sockets.opened[1]?.isOpen);
		expect(sockets.opened[0]?.isOpen).toBe(false);
		other.abort();
		await second.ended;
		expect(sockets.opened[1]?.isOpen).toBe(false);
	});

	it("asks who it is when its socket is refused, and asks to sign in again when the token died", async () => {
		follow();
		await open();
		demo.revokeTokens();
		connection.plexTv?.revokeTokens();
		await pass(aPause);
		await until(async () => (await stateOfSource()) === "signed-out");
	});

	it("takes a server behind a proxy without sockets for what it is: there", async () => {
		demo.setFaults([{ kind: "status", status: 502, path: "ocket" }]);
		await world.db.sources.update(connection.sourceId, { state: "away" });
		follow();
		await until(async () => (await stateOfSource()) === "ok");
		await until(() => sleepers.length === 1);
	});

	it("waits for another network where the browser lets it have no socket", async () => {
		let tries = 0;
		const following = follow({
			openSocket: () => {
				tries += 1;
				throw new DOMException("An insecure WebSocket connection may not be initiated", "SecurityError");
			},
		});
		await until(() => sleepers.length === 1);
		expect([tries, sleepers[0]?.ms, await stateOfSource()]).toEqual([1, 300_000, "ok"]);
		following.nudge();
		await until(() => tries === 2);
	});

	it("reads a show anew of which the server told, and has the lists looked through for a title that is not here or gone", async () => {
		follow();
		await open();
		const show = (await world.db.items.toArray()).find(({ kind }) => kind === "show");
		demo.changeTitle({ slug: "serial", title: "The Serial Restored" });
		vi.advanceTimersByTime(30_000);
		await passExactly(CHANGED_MS);
		await until(() => world.asked.some((request) => request.includes(show?.itemId.split("/")[1] ?? "none")));
		expect(told).toEqual([]);
		demo.addTitle({ title: "Sunrise" });
		vi.advanceTimersByTime(30_000);
		await passExactly(CHANGED_MS);
		await until(() => told.length > 0);
		expect(told).toEqual([connection.sourceId]);
		demo.removeTitle("film-5");
		vi.advanceTimersByTime(30_000);
		await passExactly(CHANGED_MS);
		await until(() => told.length > 1);
	});
});

describe("the pause before the next try", () => {
	it.each([
		["begins at two seconds", 1, 2_000],
		["doubles", 4, 16_000],
		["is five minutes at most", 50, 300_000],
	])("%s, give or take a quarter", (_, failures, ms) => {
		expect(pauseMs("refused", failures, 0.5)).toBe(ms);
		expect(pauseMs("ended", failures, 0)).toBe(ms * 0.75);
		expect(pauseMs("away", failures, 0.999)).toBeCloseTo(ms * 1.25, -3);
	});
});
