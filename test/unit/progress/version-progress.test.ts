import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { shownStates } from "../../../src/db/shown-states.ts";
import { refreshFull } from "../../../src/library/full-item.ts";
import { continueWatching } from "../../../src/library/home-rows.ts";
import { writeRows } from "../../../src/library/write-rows.ts";
import type { ItemId } from "../../../src/model/ids.ts";
import { mark } from "../../../src/progress/mark.ts";
import { recordChange } from "../../../src/progress/record-change.ts";
import { type Device, HOUR, MINUTE, NO_TROUBLE, Rig } from "../../property/progress/rig.ts";

const file = { clip: "h264", width: 320, height: 240 } as const;
let rig: Rig;
let device: Device;
let film: ItemId;
let other: ItemId;

beforeEach(async () => {
	const versions = [{ name: "480p", file, durationMs: 100 * MINUTE }];
	rig = new Rig("jellyfin", {}, { metropolis: { versions, versionName: "1080p" } });
	device = await rig.device();
	film = rig.itemId("metropolis");
	other = `a1/${truth("metropolis@1").key}`;
	await device.db.sources.update("a1", { serverVersion: "12.0.0" });
	await readFull();
});
afterEach(() => device.close());

function truth(key: string) {
	const item = rig.server.state().items[key];
	if (item === undefined) throw new Error(`no ${key}`);
	return item;
}

async function readFull(): Promise<void> {
	const result = await refreshFull(device.world, await device.server(), film, new AbortController().signal);
	expect(result.kind).toBe("done");
}

async function shown() {
	return (await shownStates(device.db, [film])).get(film)?.state;
}

const play = (minutes: number) =>
	recordChange(device.world, { itemId: other, titleId: film, type: "progress", positionMs: minutes * MINUTE });
const playOwn = (minutes: number) =>
	recordChange(device.world, { itemId: film, type: "progress", positionMs: minutes * MINUTE });
const waits = () => device.db.outbox.count();

it("knows which files have an id of their own", async () => {
	const item = await device.db.items.get(film);
	expect(item?.detail?.versions.map(({ name, itemId }) => [name, itemId])).toEqual([
		["1080p", undefined],
		["480p", other],
	]);
});

it("puts all down to the title at a server that keeps its files together", async () => {
	await device.db.sources.update("a1", { serverVersion: "10.11.5" });
	await readFull();
	const item = await device.db.items.get(film);
	expect(item?.detail?.versions.map(({ itemId }) => itemId)).toEqual([undefined, undefined]);
});

describe("a place in the second file of a film", () => {
	it("is shown at once, is written to that file alone, and stays shown", async () => {
		await play(30);
		expect(await shown()).toMatchObject({ positionMs: 30 * MINUTE });
		await device.drain();
		expect(await waits()).toBe(0);
		expect(truth("metropolis@1").positionMs).toBe(30 * MINUTE);
		expect(truth("metropolis")).toMatchObject({ positionMs: 0, playCount: 0 });
		expect(await shown()).toMatchObject({ positionMs: 30 * MINUTE });
		await device.refresh();
		await readFull();
		expect(await shown()).toMatchObject({ positionMs: 30 * MINUTE });
		expect((await continueWatching(device.db, 20)).map(({ itemId }) => itemId)).toEqual([film]);
	});

	it("is read from the server with the title", async () => {
		rig.server.view({ slug: "metropolis@1", act: "progress", positionMs: 20 * MINUTE });
		await device.refresh();
		await readFull();
		expect(await shown()).toMatchObject({ positionMs: 20 * MINUTE, watched: false });
	});

	it("gives way to the first file once that is played on, also when both waited", async () => {
		await play(30);
		rig.clock.advance(MINUTE);
		await playOwn(10);
		expect(await shown()).toMatchObject({ positionMs: 10 * MINUTE });
		await device.drain();
		expect(await waits()).toBe(0);
		expect(truth("metropolis@1").positionMs).toBe(30 * MINUTE);
		expect(truth("metropolis").positionMs).toBe(10 * MINUTE);
		expect(await shown()).toMatchObject({ positionMs: 10 * MINUTE });
	});

	it("asks nobody when the files took turns without a network", async () => {
		await play(10);
		rig.clock.advance(MINUTE);
		await playOwn(5);
		rig.clock.advance(MINUTE);
		await play(12);
		await device.drain();
		await device.drain(NO_TROUBLE, true);
		expect(await waits()).toBe(0);
		expect(truth("metropolis").positionMs).toBe(5 * MINUTE);
		expect(truth("metropolis@1").positionMs).toBe(12 * MINUTE);
		expect(await shown()).toMatchObject({ positionMs: 12 * MINUTE });
	});

	it("is forgotten when somebody unwatched the film meanwhile", async () => {
		await play(30);
		await device.drain();
		rig.clock.advance(HOUR);
		rig.server.view({ slug: "metropolis", act: "unwatched" });
		rig.server.view({ slug: "metropolis@1", act: "unwatched" });
		const row = { item: (await device.db.items.get(film)) ?? never(), watch: await readState() };
		const now = device.world.now();
		const times = { readAt: now, now, isFirst: false, watched: null, fullTtl: HOUR };
		const { db } = device;
		await db.transaction("rw", [db.items, db.titleChanges, db.watch, db.freshness], () => writeRows(db, [row], times));
		expect(await shown()).toMatchObject({ positionMs: 0, watched: false, lastPlayedAt: null });
	});
});

function never(): never {
	throw new Error("no film");
}

async function readState() {
	const states = await (await device.server()).readWatch([film], new AbortController().signal);
	return states.kind === "ok" ? states.value.get(film) : undefined;
}

describe("the second file of a film, watched to its end", () => {
	it("makes the film watched, is counted once, and takes the first file's place with it", async () => {
		await playOwn(40);
		await device.drain();
		rig.clock.advance(HOUR);
		await recordChange(device.world, { itemId: other, titleId: film, type: "finished" });
		expect(await shown()).toMatchObject({ watched: true, positionMs: 0 });
		await device.drain();
		expect(await waits()).toBe(0);
		expect(truth("metropolis@1")).toMatchObject({ watched: true, positionMs: 0, playCount: 1 });
		expect(truth("metropolis")).toMatchObject({ watched: true, positionMs: 0 });
		const { dataOf, accounts } = Object(rig.server).internals;
		const own = dataOf(accounts.list[0]).get(film.slice(3));
		expect(own).toMatchObject({ position: 0, isPlayed: false });
	});
});

describe("a mark of a film", () => {
	it("unwatches all of its files by one DELETE, and what waited for one of them does not come back", async () => {
		await recordChange(device.world, { itemId: other, titleId: film, type: "finished" });
		await device.drain();
		rig.clock.advance(HOUR);
		await play(20);
		rig.clock.advance(MINUTE);
		const seen: string[] = [];
		device.afterRequest = ({ method }) => seen.push(method);
		await mark(device.world, [film], "markUnwatched");
		expect(await shown()).toMatchObject({ watched: false, positionMs: 0 });
		await device.drain();
		expect(seen.filter((method) => method !== "GET")).toEqual(["DELETE"]);
		expect(await waits()).toBe(0);
		for (const key of ["metropolis", "metropolis@1"]) {
			expect(truth(key)).toMatchObject({ watched: false, positionMs: 0, playCount: 0 });
		}
		expect(await shown()).toMatchObject({ watched: false, positionMs: 0 });
	});

	it("is sent before what was played of another file after it", async () => {
		await recordChange(device.world, { itemId: other, titleId: film, type: "finished" });
		await device.drain();
		rig.clock.advance(HOUR);
		await mark(device.world, [film], "markUnwatched");
		rig.clock.advance(MINUTE);
		await play(25);
		await device.drain();
		expect(await waits()).toBe(0);
		expect(truth("metropolis@1")).toMatchObject({ watched: false, positionMs: 25 * MINUTE });
		expect(await shown()).toMatchObject({ watched: false, positionMs: 25 * MINUTE });
	});

	it("ends the place in another file when it says watched", async () => {
		await play(20);
		await device.drain();
		rig.clock.advance(HOUR);
		await mark(device.world, [film], "markWatched");
		expect(await shown()).toMatchObject({ watched: true, positionMs: 0 });
		await device.drain();
		expect(await waits()).toBe(0);
		expect(truth("metropolis")).toMatchObject({ watched: true, positionMs: 0 });
		expect(truth("metropolis@1").positionMs).toBe(0);
		expect(await shown()).toMatchObject({ watched: true, positionMs: 0 });
		expect(await continueWatching(device.db, 20)).toEqual([]);
	});
});
