import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { syncSource } from "../../../src/library/sync-source.ts";
import { type ItemId, joinId } from "../../../src/model/ids.ts";
import type { Source } from "../../../src/model/source.ts";
import { continuationsOf, continueAt } from "../../../src/progress/continuation.ts";
import { drain } from "../../../src/progress/drain.ts";
import { recordChange } from "../../../src/progress/record-change.ts";
import { openWatchServer } from "../../../src/servers/open-server.ts";
import { type Device, HOUR, MINUTE, Rig } from "../../property/progress/rig.ts";
import { connected, signal } from "../servers/connected.ts";
import { journalOf } from "./changes.ts";

let rig: Rig;
let device: Device;
let film: ItemId;

beforeEach(async () => {
	rig = new Rig("jellyfin");
	device = await rig.device();
	film = rig.itemId("metropolis");
});
afterEach(() => device.close());

/** The server is set up anew: other ids, nothing watched; its library is read as far as `total` says. */
async function rebuild({ isRead = true, isTwice = false } = {}): Promise<ItemId> {
	rig.server.rebuild();
	const there: ItemId = `a2/${rig.itemId("metropolis").slice(3)}`;
	const [old, source] = await Promise.all([device.db.items.get(film), device.db.sources.get("a1")]);
	if (!old || !source) throw new Error("nothing was there");
	const item = { ...old, itemId: there, sourceId: "a2", libraryId: "a2/films" as const };
	await device.db.sources.put({ ...source, sourceId: "a2", serverId: "another", serverName: "New" });
	await device.db.items.put(item);
	if (isTwice) await device.db.items.put({ ...item, itemId: `${there}-again` });
	await device.db.libraries.put({
		libraryId: "a2/films",
		sourceId: "a2",
		title: "Films",
		kind: "movies",
		order: 0,
		revision: 1,
		...(isRead ? { total: 1 } : {}),
	});
	return there;
}

/** A drain that reaches nobody; gives the sources it tried to reach. */
async function drainOffline(): Promise<readonly string[]> {
	const asked: string[] = [];
	await drain(device.world, {
		signal: new AbortController().signal,
		force: true,
		open: async (_, sourceId) => {
			asked.push(sourceId);
			return { kind: "unreachable", reason: "network" };
		},
	});
	return asked;
}

describe("what waits for a server that was set up anew", () => {
	beforeEach(() => recordChange(device.world, { itemId: film, type: "progress", positionMs: 40 * MINUTE }));

	it("follows the title to its new id, with its time, and the journal says so", async () => {
		const made = (await device.db.outbox.get(film))?.changes[0];
		const there = await rebuild();
		expect(await continueAt(device.world, "a1", "a2")).toBe(1);
		expect(await device.db.outbox.get(film)).toBeUndefined();
		expect(await device.db.outbox.get(there)).toMatchObject({
			sourceId: "a2",
			status: "waiting",
			base: { positionMs: 0, lastPlayedAt: null },
			changes: [{ type: "progress", at: made?.at }],
		});
		expect((await journalOf(device.db))[0]).toMatchObject({ code: "re-bound", itemId: there, sourceId: "a2" });
	});

	it("waits in sight where two titles could be it, and follows once it is one", async () => {
		const there = await rebuild({ isTwice: true });
		expect(await continueAt(device.world, "a1", "a2")).toBe(0);
		expect(await device.db.outbox.get(film)).toMatchObject({ status: "parked", reason: "gone" });
		const told = (await journalOf(device.db)).length;
		await drainOffline();
		expect((await journalOf(device.db)).length).toBe(told);
		await device.db.items.delete(`${there}-again`);
		await drainOffline();
		expect(await device.db.outbox.get(film)).toBeUndefined();
	});

	it("stays until the new library was read to its end", async () => {
		await rebuild({ isRead: false });
		expect(await continueAt(device.world, "a1", "a2")).toBe(0);
		expect(await device.db.outbox.get(film)).toMatchObject({ status: "waiting" });
		await device.db.libraries.update("a2/films", { total: 1 });
		expect(await drainOffline(), "nobody answers for the old server any more").toEqual(["a2"]);
		expect(await device.db.outbox.get(film)).toBeUndefined();
	});

	it("joins what waits there already", async () => {
		const there = await rebuild();
		rig.clock.advance(HOUR);
		await recordChange(device.world, { itemId: there, type: "markWatched" });
		await continueAt(device.world, "a1", "a2");
		expect((await device.db.outbox.get(there))?.changes.map(({ type }) => type)).toEqual(["markWatched"]);
		expect(await device.db.outbox.count()).toBe(1);
	});

	it("goes nowhere when the new account is left, or removed again", async () => {
		await rebuild();
		await device.db.sources.update("a2", { state: "left" });
		expect(await continueAt(device.world, "a1", "a2")).toBe(0);
		expect(await device.db.outbox.get(film)).toMatchObject({ changes: [{ type: "progress" }] });
		await device.db.sources.delete("a2");
		expect(await drainOffline()).toEqual(["a1"]);
		expect(await device.db.outbox.get(film)).toMatchObject({ status: "waiting", reason: "unreachable" });
	});
});

describe("a server set up anew", () => {
	const source = (sourceId: string, more: Partial<Source> = {}): Source => ({
		sourceId,
		dialect: "jellyfin",
		serverId: sourceId,
		userId: "u",
		serverName: sourceId,
		userName: "u",
		addresses: [{ url: "http://attic:8096", origin: "person" }],
		thresholds: { minFraction: 0, maxFraction: 1, minMs: 0, minDurationMs: 0, credits: "none" },
		clock: { offsetMs: 0, uncertaintyMs: 0, measuredAt: 0 },
		state: "away",
		stateSince: 0,
		order: 0,
		...more,
	});
	const others = { addresses: [{ url: "http://attic:8096", origin: "person" as const, isOthers: true }] };
	const shape = (...sources: Source[]) =>
		continuationsOf(sources).map(({ from, to }) => `${from.sourceId} to ${to?.sourceId ?? "nobody yet"}`);

	it.each([
		[
			"is away, and another is connected at its address",
			[source("a1", others), source("a2", { state: "ok" })],
			["a1 to a2"],
		],
		["has lost its address to one that nobody signed in to", [source("a1", others)], ["a1 to nobody yet"]],
		["is merely away", [source("a1")], []],
		["answers", [source("a1", { state: "ok" }), source("a2", { state: "ok" })], []],
		["is of another kind", [source("a1"), source("a2", { state: "ok", dialect: "plex" })], []],
		["has been continued", [source("a1", { ...others, successor: "a2" }), source("a2", { state: "ok" })], []],
		["is another account on the same server", [source("a1"), source("a2", { state: "ok", serverId: "a1" })], []],
		[
			"was itself replaced there",
			[source("a1", others), source("a2", others)],
			["a1 to nobody yet", "a2 to nobody yet"],
		],
	])("is recognised or not when it %s", (_, sources, wanted) => {
		expect(shape(...sources)).toEqual(wanted);
	});
});

describe.each(["jellyfin", "plex"] as const)("a %s server that is set up anew at its old address", (dialect) => {
	it("is sent nothing, though that was checked a moment before", async () => {
		const { world, demo, sourceId } = await connected(dialect);
		await syncSource(world, sourceId, { signal });
		const itemId = joinId(sourceId, demo.state().items.metropolis?.key ?? "");
		await recordChange(world, { itemId, type: "markWatched" });
		// The service worker hears nothing of a network that went and came back.
		await openWatchServer(world, sourceId, signal);
		demo.rebuild();
		await drain(world, { signal });
		expect(demo.state().writes).toBe(0);
		expect(await world.db.outbox.get(itemId)).toMatchObject({ status: "waiting" });
	});
});
