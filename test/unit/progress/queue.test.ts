import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeSetting } from "../../../src/db/settings.ts";
import type { ItemId } from "../../../src/model/ids.ts";
import { UNTOUCHED, type WatchState } from "../../../src/model/watch-state.ts";
import { drain } from "../../../src/progress/drain.ts";
import { mark } from "../../../src/progress/mark.ts";
import { recordChange } from "../../../src/progress/record-change.ts";
import { type Outcome, ok } from "../../../src/servers/outcome.ts";
import type { WatchServer } from "../../../src/servers/server.ts";
import { type Device, MINUTE, Rig } from "../../property/progress/rig.ts";

let rig: Rig;
let device: Device;
/** What the server holds. */
let states: Map<ItemId, WatchState>;
let reads: number[];
let singles: number;
let inFlight: number;
let mostInFlight: number;
/** How a write to an item ends where it does not succeed; may throw. */
let failing: (itemId: ItemId) => Outcome<null> | undefined;
let whenSent: (itemId: ItemId) => Promise<void>;

beforeEach(async () => {
	rig = new Rig("jellyfin");
	device = await rig.device();
	states = new Map();
	reads = [];
	singles = inFlight = mostInFlight = 0;
	failing = () => undefined;
	whenSent = async () => undefined;
});
afterEach(() => device.close());

async function openFake(): Promise<Outcome<WatchServer>> {
	const real = await device.server();
	return ok({
		...real,
		readWatch: async (itemIds) => {
			reads.push(itemIds.length);
			return ok(new Map(itemIds.flatMap((itemId) => (states.has(itemId) ? [[itemId, stateOf(itemId)] as const] : []))));
		},
		readOne: async (itemId) => {
			singles += 1;
			return states.has(itemId) ? ok(stateOf(itemId)) : { kind: "gone" };
		},
		planWrite: ({ itemId, target }) => {
			const failure = failing(itemId);
			const send = async (): Promise<Outcome<null>> => {
				inFlight += 1;
				mostInFlight = Math.max(mostInFlight, inFlight);
				await Promise.resolve();
				inFlight -= 1;
				await whenSent(itemId);
				if (failure === undefined) states.set(itemId, target);
				return failure ?? ok(null);
			};
			return [{ name: "write", send }];
		},
	});
}

function stateOf(itemId: ItemId): WatchState {
	return states.get(itemId) ?? UNTOUCHED;
}

function send(force = false) {
	return drain(device.world, { signal: new AbortController().signal, force, open: openFake });
}

async function queue(count: number): Promise<ItemId[]> {
	const itemIds = Array.from({ length: count }, (_, at): ItemId => `a1/${at}`);
	for (const itemId of itemIds) {
		states.set(itemId, UNTOUCHED);
		rig.clock.advance(1000);
		await recordChange(device.world, { itemId, type: "finished" });
	}
	return itemIds;
}

describe("no row holds up another", () => {
	it("also where so many fail that the server seems unwell, however eagerly it is asked", async () => {
		const [a, b, c, ...rest] = await queue(6);
		const poison = new Set([a, b, c]);
		failing = (itemId) => (poison.has(itemId) ? { kind: "unreachable", reason: "server-error" } : undefined);
		for (let turn = 0; turn < 3; turn += 1) await send(true);
		expect(rest.map((itemId) => stateOf(itemId).watched)).toEqual([true, true, true]);
	});

	it("also where those that came first always fail, more of them than are tried at a time", async () => {
		const itemIds = await queue(30);
		const poison = new Set(itemIds.slice(0, 8));
		failing = (itemId) => (poison.has(itemId) ? { kind: "unreachable", reason: "server-error" } : undefined);
		for (let turn = 0; turn < 3; turn += 1) await send(true);
		expect(itemIds.slice(8).filter((itemId) => !stateOf(itemId).watched)).toEqual([]);
	});

	it("also in the same drain, where the server fails at that one alone", async () => {
		const itemIds = await queue(30);
		failing = (itemId) => (itemId === itemIds[0] ? { kind: "unreachable", reason: "server-error" } : undefined);
		expect(await send()).toMatchObject({ sent: 29, kept: 1 });
	});

	it("also where it brings out a bug, which is told in the end", async () => {
		const itemIds = await queue(45);
		failing = (itemId) => {
			if (itemId === itemIds[0]) throw new RangeError("a bug");
			return undefined;
		};
		await expect(send()).rejects.toThrow("a bug");
		expect(itemIds.filter((itemId) => !stateOf(itemId).watched)).toEqual([itemIds[0]]);
	});
});

it("a server that is silent is asked once, not for each batch of rows", async () => {
	await queue(65);
	const silence = async () => {
		const opened = await openFake();
		if (opened.kind !== "ok") return opened;
		const readWatch: WatchServer["readWatch"] = async (itemIds) => {
			reads.push(itemIds.length);
			return { kind: "unreachable", reason: "network" };
		};
		return ok({ ...opened.value, readWatch });
	};
	await drain(device.world, { signal: new AbortController().signal, open: silence });
	expect(reads).toEqual([20]);
	expect(await device.db.outbox.where("itemId").startsWith("a1/").count()).toBe(65);
});

it("rows that were leased but not sent, for the server went away, wait as they did before", async () => {
	await queue(12);
	failing = () => ({ kind: "unreachable", reason: "network" });
	await send();
	const rows = await device.db.outbox.toArray();
	expect(rows.filter(({ attempts }) => attempts > 0).length).toBeLessThanOrEqual(6);
	for (const row of rows.filter(({ attempts }) => attempts === 0)) {
		expect(row).not.toHaveProperty("push");
		expect(row).not.toHaveProperty("lease");
	}
});

it("answers that no read-back confirmed are noted in their rows", async () => {
	await queue(2);
	const lose = async () => {
		const opened = await openFake();
		if (opened.kind !== "ok") return opened;
		const server = opened.value;
		const readWatch: WatchServer["readWatch"] = async (itemIds, signal) =>
			reads.length === 0 ? server.readWatch(itemIds, signal) : { kind: "unreachable", reason: "network" };
		return ok({ ...server, readWatch });
	};
	await drain(device.world, { signal: new AbortController().signal, open: lose });
	const rows = await device.db.outbox.toArray();
	expect(rows.map(({ push }) => push?.done)).toEqual([["write"], ["write"]]);
	expect(await send(true)).toMatchObject({ sent: 2, kept: 0 });
	expect([...states.values()].map(({ playCount }) => playCount)).toEqual([1, 1]);
});

describe("sending that the person has wait", () => {
	const pause = (isPaused: boolean) => writeSetting(device.db, "sending.paused", isPaused);

	it("sends nothing, and asks no browser to come back for it", async () => {
		await queue(2);
		await pause(true);
		expect(await send(true)).toMatchObject({ sent: 0, kept: 2, retryable: 0, isPaused: true });
		expect(reads).toEqual([]);
		await pause(false);
		expect(await send()).toMatchObject({ sent: 2, kept: 0, isPaused: false });
	});

	it("stops a long drain after the batch it is at, wherever that runs", async () => {
		const itemIds = await queue(120);
		whenSent = async (itemId) => {
			if (itemId === itemIds[5]) await pause(true);
		};
		const result = await send();
		expect(result).toMatchObject({ isPaused: true, retryable: 0 });
		expect(result.sent).toBeGreaterThanOrEqual(20);
		expect(result.sent).toBeLessThanOrEqual(70);
		expect((await device.db.outbox.toArray()).some(({ push, lease }) => push ?? lease)).toBe(false);
		await pause(false);
		expect(await send()).toMatchObject({ sent: 120 - result.sent, kept: 0 });
	});

	it("sends a row that is asked for by itself, and that alone", async () => {
		const [first, second = "a1/0", third] = await queue(3);
		await pause(true);
		const asked = { signal: new AbortController().signal, open: openFake, itemIds: [second], evenPaused: true };
		expect(await drain(device.world, asked)).toMatchObject({ sent: 1, kept: 0 });
		expect((await device.db.outbox.toArray()).map(({ itemId }) => itemId)).toEqual([first, third]);
	});
});

describe("a show with hundreds of episodes", () => {
	const episode = (key: string, index: number) => ({
		itemId: `a1/${key}` as const,
		sourceId: "a1",
		libraryId: "a1/shows" as const,
		kind: "episode" as const,
		parentId: "a1/s1" as const,
		showId: "a1/show" as const,
		title: key,
		sortTitle: key,
		seasonIndex: 1,
		index,
		genres: [],
		providerIds: { tvdb: String(index) },
	});
	const COUNT = 300;
	const rows = (prefix: string) => Array.from({ length: COUNT }, (_, at) => episode(`${prefix}${at}`, at + 1));

	beforeEach(async () => {
		const show = { ...episode("show", 0), kind: "show" as const, parentId: undefined, showId: undefined };
		const season = { ...show, itemId: "a1/s1" as const, kind: "season" as const, parentId: "a1/show" as const };
		await device.db.items.bulkPut([show, season, ...rows("old")]);
		expect(await mark(device.world, ["a1/show"], "markWatched")).toMatchObject({ changed: COUNT });
	});

	it("is marked in batched reads, with few writes in flight and no single read", async () => {
		for (const { itemId } of rows("old")) states.set(itemId, UNTOUCHED);
		expect(await send()).toMatchObject({ sent: COUNT, kept: 0 });
		expect(reads.length).toBeLessThanOrEqual(2 * (COUNT / 20));
		expect(singles).toBe(0);
		expect(mostInFlight).toBeLessThanOrEqual(3);
	});

	it("is followed to its new keys in reads no longer than any other", async () => {
		await device.db.items.bulkPut(rows("new"));
		for (const { itemId } of rows("new")) states.set(itemId, UNTOUCHED);
		expect(await send()).toMatchObject({ kept: 0 });
		expect(Math.max(...reads)).toBeLessThanOrEqual(50);
		expect(rows("new").every(({ itemId }) => stateOf(itemId).watched)).toBe(true);
		expect((await device.db.outbox.toArray()).some(({ lease }) => lease !== undefined)).toBe(false);
	});
});

/** Something that others wait for. */
function moment() {
	let happen = () => {};
	const come = new Promise<void>((resolve) => {
		happen = resolve;
	});
	return { come, happen: () => happen() };
}

describe("a drain of several batches", () => {
	it("reads one while the last of the one before are sent, not sooner, and reads that back while the next are sent", async () => {
		const itemIds = await queue(60);
		const next = moment();
		const back = moment();
		const writtenWhenRead: number[] = [];
		let written = 0;
		whenSent = async (itemId) => {
			// Neither of these would come to an end if the server were asked for one thing after the other.
			if (itemId === itemIds[19]) await next.come;
			if (itemId === itemIds[21]) await back.come;
			written += 1;
		};
		const open = async () => {
			const opened = await openFake();
			if (opened.kind !== "ok") return opened;
			const { value: server } = opened;
			const readWatch: WatchServer["readWatch"] = async (asked, signal) => {
				if (asked.some((itemId) => stateOf(itemId).watched)) back.happen();
				else if (writtenWhenRead.push(written) === 2) next.happen();
				return server.readWatch(asked, signal);
			};
			return ok({ ...server, readWatch });
		};
		expect(await drain(device.world, { signal: new AbortController().signal, open })).toMatchObject({ sent: 60 });
		expect(writtenWhenRead[0]).toBe(0);
		expect(writtenWhenRead[1]).toBeGreaterThanOrEqual(20 - 12);
	});

	it.each([3, 19, 20, 21, 24, 33, 45, 59])(
		"that ends after %i writes is taken up by the next, and nothing counts twice",
		async (last) => {
			await queue(60);
			const dying = new AbortController();
			let written = 0;
			whenSent = async () => {
				written += 1;
				if (written === last) dying.abort();
			};
			await drain(device.world, { signal: dying.signal, open: openFake });
			const before = [...states.values()].filter(({ watched }) => watched).length;
			expect(before).toBeGreaterThanOrEqual(last);
			expect(before).toBeLessThan(60);
			rig.clock.advance(10 * MINUTE);
			await send(true);
			expect([...states.values()].filter(({ playCount }) => playCount === 1)).toHaveLength(60);
			expect(await device.db.outbox.count()).toBe(0);
			expect(await device.db.journal.count()).toBe(60);
		},
	);
});

it("a clock that is turned back makes no row wait for it", async () => {
	const [itemId = "a1/0"] = await queue(1);
	failing = () => ({ kind: "unreachable", reason: "network" });
	rig.clock.advance(600 * MINUTE);
	await send();
	rig.clock.advance(-600 * MINUTE);
	failing = () => undefined;
	await send();
	expect(stateOf(itemId).watched).toBe(true);
});

describe("what a later sync event could send", () => {
	const opened = (outcome: Outcome<WatchServer>) =>
		drain(device.world, { signal: new AbortController().signal, force: true, open: async () => outcome });

	it("is nothing of a source that only a page can reach", async () => {
		await queue(2);
		const left = await opened({ kind: "blocked", reason: "mixed-content" });
		expect(left).toMatchObject({ kept: 2, retryable: 0, parked: 0 });
		expect((await device.db.outbox.toArray()).every(({ attempts }) => attempts === 0)).toBe(true);
	});

	it("is all of a source that is away, or whose address another server has taken", async () => {
		await queue(2);
		expect(await opened({ kind: "unreachable", reason: "network" })).toMatchObject({ kept: 2, retryable: 2 });
		expect(await opened({ kind: "refused", status: 421, detail: "other-server" })).toMatchObject({ retryable: 2 });
		const [row] = await device.db.outbox.toArray();
		expect(row).toMatchObject({ status: "waiting", detail: "Another server answers at its address." });
	});

	it("is nothing where the sign-in was refused, and nothing that rests", async () => {
		const [itemId = "a1/0"] = await queue(2);
		expect(await opened({ kind: "unauthorized" })).toMatchObject({ kept: 2, retryable: 0 });
		states.delete(itemId);
		expect(await send(true)).toMatchObject({ sent: 1, kept: 1, retryable: 0, parked: 1 });
	});
});
