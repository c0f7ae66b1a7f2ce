import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeSetting } from "../../../src/db/settings.ts";
import type { ItemId } from "../../../src/model/ids.ts";
import { journalActs } from "../../../src/progress/journal.ts";
import { pruneJournal } from "../../../src/progress/prune-journal.ts";
import { recordChange } from "../../../src/progress/record-change.ts";
import { discardRows, settleConflict } from "../../../src/progress/settle.ts";
import { undoEntry } from "../../../src/progress/undo.ts";
import { type Device, HOUR, MINUTE, NO_TROUBLE, Rig, SLUGS, settle } from "../../property/progress/rig.ts";
import { journalOf } from "./changes.ts";

let rig: Rig;
let device: Device;
let films: readonly ItemId[];
let film: ItemId;

beforeEach(async () => {
	rig = new Rig("jellyfin");
	device = await rig.device();
	films = SLUGS.map((slug) => rig.itemId(slug));
	film = rig.itemId("metropolis");
});
afterEach(() => device.close());

const mark = (itemId: ItemId, group = "season") => recordChange(device.world, { itemId, type: "markWatched", group });
const types = async (itemId = film) => (await device.db.outbox.get(itemId))?.changes.map(({ type }) => type);
const lastId = async () => (await journalOf(device.db))[0]?.id ?? 0;
const watched = () => SLUGS.map((slug) => rig.truth(slug).watched);

async function acts(filter: { limit?: number; title?: string; sourceId?: string } = {}) {
	return (await journalActs(device.db, { limit: 50, ...filter })).acts;
}

it("taking back what was done to a title whose item is gone waits under what the title was known by", async () => {
	await mark(film);
	await device.drain();
	await device.db.items.clear();
	await undoEntry(device.world, await lastId());
	expect(await device.db.outbox.get(film)).toMatchObject({
		changes: [{ type: "markUnwatched" }],
		snapshot: { title: "metropolis", providerIds: { tmdb: "1" } },
	});
});

describe("an act on several titles", () => {
	it("leaves nothing behind when it is undone while half of it is on its way", async () => {
		for (const itemId of films) await mark(itemId);
		const poison = films[2]?.slice(3) ?? "";
		device.onRequest = async (_nth, request) =>
			request.method === "POST" && request.url.includes(poison) ? new Response(null, { status: 503 }) : undefined;
		await device.drain();
		device.onRequest = async () => undefined;
		expect(watched().filter(Boolean)).toHaveLength(2);
		expect(await device.db.outbox.count()).toBe(1);
		expect(await acts()).toMatchObject([{ undoId: expect.any(Number), isUndone: false }]);

		const id = await lastId();
		expect(await undoEntry(device.world, id)).toBe(3);
		expect(await undoEntry(device.world, id)).toBe(0);
		expect(await undoEntry(device.world, await lastId())).toBe(0);
		await settle(rig, [device]);
		expect(watched()).toEqual([false, false, false]);
		const [back, undone, marked] = (await acts()).toSorted((a, b) => (b.entries[0].id ?? 0) - (a.entries[0].id ?? 0));
		expect(back?.entries.every(({ wrote }) => wrote)).toBe(true);
		expect(undone?.entries.map(({ code }) => code)).toEqual(["undone", "undone", "undone"]);
		expect(marked?.isUndone).toBe(true);
		expect(marked).not.toHaveProperty("undoId");
	});

	it("is thrown away and brought back as one", async () => {
		for (const itemId of films) await mark(itemId);
		const id = await discardRows(device.world, films);
		expect(await device.db.outbox.count()).toBe(0);
		expect(await acts()).toHaveLength(1);
		expect(await undoEntry(device.world, id ?? 0)).toBe(3);
		expect(await device.db.outbox.count()).toBe(3);
	});
});

describe("a mark that took the place of something unsent", () => {
	beforeEach(async () => {
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 40 * MINUTE });
		rig.clock.advance(HOUR);
		await mark(film);
		await mark(rig.itemId("nosferatu"));
	});

	it("gives it back when it is undone before it was sent", async () => {
		device.onRequest = async (_nth, request) =>
			request.url.includes(film.slice(3)) ? new Response(null, { status: 503 }) : undefined;
		await device.drain();
		expect(await undoEntry(device.world, await lastId())).toBe(2);
		expect(await types()).toEqual(["progress"]);
	});

	it("gives it back when it is undone after it was sent", async () => {
		await device.drain();
		rig.clock.advance(HOUR);
		await undoEntry(device.world, await lastId());
		await device.drain();
		expect(rig.truth("metropolis")).toMatchObject({ watched: false, positionMs: 40 * MINUTE });
	});
});

describe("what was thrown away", () => {
	it("comes back with its time and its base, so that what happened elsewhere since still wins", async () => {
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 40 * MINUTE });
		const before = await device.db.outbox.get(film);
		const id = await discardRows(device.world, [film]);
		rig.clock.advance(5 * HOUR);
		rig.server.view({ slug: "metropolis", act: "progress", positionMs: 10 * MINUTE });
		rig.clock.advance(5 * HOUR);
		await undoEntry(device.world, id ?? 0);
		const after = await device.db.outbox.get(film);
		expect(after).toMatchObject({ base: before?.base, snapshot: before?.snapshot });
		expect(after?.changes[0]?.at).toBe(before?.changes[0]?.at);
		await device.drain();
		expect(rig.truth("metropolis").positionMs).toBe(10 * MINUTE);
	});

	it("joins what was done since, in the order of the acts", async () => {
		await recordChange(device.world, { itemId: film, type: "finished" });
		const id = await discardRows(device.world, [film]);
		rig.clock.advance(HOUR);
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 40 * MINUTE });
		await undoEntry(device.world, id ?? 0);
		expect(await types()).toEqual(["finished", "progress"]);
		const revisions = (await device.db.outbox.get(film))?.changes.map(({ revision }) => revision) ?? [];
		expect(new Set(revisions).size).toBe(2);
	});

	it("of a server that was removed stays away", async () => {
		await recordChange(device.world, { itemId: film, type: "finished" });
		const id = await discardRows(device.world, [film]);
		await device.db.sources.clear();
		await undoEntry(device.world, id ?? 0);
		expect(await device.db.outbox.count()).toBe(0);
	});
});

describe("the journal", () => {
	it("shows the newest acts by title and server, and says whether there are more", async () => {
		for (const itemId of films) {
			rig.clock.advance(MINUTE);
			await recordChange(device.world, { itemId, type: "finished" });
			await device.drain();
		}
		const titles = async (filter: Parameters<typeof acts>[0]) =>
			(await acts(filter)).map(({ entries }) => entries[0].title);
		expect(await titles({})).toEqual([...SLUGS].reverse());
		expect(await titles({ title: " NOS" })).toEqual(["nosferatu"]);
		expect(await titles({ sourceId: "a2" })).toEqual([]);
		expect(await journalActs(device.db, { limit: 2 })).toMatchObject({ hasMore: true, acts: { length: 2 } });
		expect(await journalActs(device.db, { limit: 3 })).toMatchObject({ hasMore: false });
	});

	it("is kept as long as the person wants, and for ever if so", async () => {
		await recordChange(device.world, { itemId: film, type: "finished" });
		await device.drain();
		rig.clock.advance(31 * 24 * HOUR);
		await writeSetting(device.db, "journal.keptMs", 0);
		await pruneJournal(device.world);
		expect(await device.db.journal.count()).toBe(1);
		await writeSetting(device.db, "journal.keptMs", 30 * 24 * HOUR);
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 9 * MINUTE });
		await device.drain();
		expect((await journalOf(device.db)).map(({ changes }) => changes[0]?.type)).toEqual(["progress"]);
	});

	it("loses nothing when an undo cannot be written", async () => {
		await recordChange(device.world, { itemId: film, type: "finished" });
		await device.drain();
		const before = await device.db.journal.toArray();
		const full = () => {
			throw new DOMException("", "QuotaExceededError");
		};
		device.db.outbox.hook("creating", full);
		await expect(undoEntry(device.world, await lastId())).rejects.toThrow();
		device.db.outbox.hook("creating").unsubscribe(full);
		expect(await device.db.journal.toArray()).toEqual(before);
		expect(await undoEntry(device.world, await lastId())).toBe(1);
	});

	it("undoes a choice of the server's side", async () => {
		rig.server.view({ slug: "metropolis", act: "watched" });
		await device.refresh();
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 40 * MINUTE });
		rig.server.view({ slug: "metropolis", act: "unwatched" });
		await device.drain(NO_TROUBLE);
		await settleConflict(device.world, film, "theirs");
		expect(await undoEntry(device.world, await lastId())).toBe(1);
		expect(await types()).toEqual(["progress"]);
	});
});
