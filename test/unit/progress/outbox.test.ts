import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ItemId } from "../../../src/model/ids.ts";
import { recordChange } from "../../../src/progress/record-change.ts";
import { discardRows, retryRows, settleConflict } from "../../../src/progress/settle.ts";
import { undoEntry } from "../../../src/progress/undo.ts";
import { type Device, HOUR, MINUTE, NO_TROUBLE, Rig, settle } from "../../property/progress/rig.ts";
import { episode, journalOf } from "./changes.ts";

let rig: Rig;
let device: Device;
let film: ItemId;

async function start(dialect: "jellyfin" | "plex"): Promise<void> {
	rig = new Rig(dialect);
	device = await rig.device();
	film = rig.itemId("metropolis");
}

beforeEach(() => start("jellyfin"));
afterEach(() => device.close());

function row(itemId = film) {
	return device.db.outbox.get(itemId);
}

describe("recording a change", () => {
	it("keeps the state last seen, the title's ids and the show's, and the corrected time", async () => {
		await device.db.items.bulkPut([
			episode("show", { kind: "show", providerIds: { tvdb: "9" } }),
			episode("e1", { showId: "a1/show", showTitle: "Show", seasonIndex: 1, index: 3, providerIds: { imdb: "tt1" } }),
		]);
		const seen = { positionMs: MINUTE, watched: false, playCount: 1, lastPlayedAt: 5 };
		await device.db.watch.put({ itemId: "a1/e1", sourceId: "a1", ...seen, readAt: 1 });
		await device.db.sources.update("a1", { clock: { offsetMs: 90_000, uncertaintyMs: 500, measuredAt: 1 } });
		await recordChange(device.world, { itemId: "a1/e1", type: "progress", positionMs: 2 * MINUTE });
		expect(await row("a1/e1")).toMatchObject({
			base: seen,
			revision: 1,
			changes: [{ type: "progress", positionMs: 2 * MINUTE, at: rig.clock.now() + 90_000, uncertaintyMs: 500 }],
			snapshot: { seasonIndex: 1, index: 3, providerIds: { imdb: "tt1" }, showProviderIds: { tvdb: "9" } },
		});
	});

	it("keeps the first base and the back-off when more comes", async () => {
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 10 * MINUTE });
		await device.drain({ kind: "offline", nth: 0 });
		const before = await row();
		rig.server.view({ slug: "metropolis", act: "progress", positionMs: 50 * MINUTE });
		await device.refresh();
		await recordChange(device.world, { itemId: film, type: "finished" });
		expect(await row()).toMatchObject({ base: before?.base, nextTryAt: before?.nextTryAt, revision: 2 });
		expect((await device.drain())?.sent).toBe(0);
		expect((await device.drain(NO_TROUBLE, true))?.sent).toBe(1);
	});

	it("keeps what was done to a title that is not in the database", async () => {
		await recordChange(device.world, { itemId: "a1/unknown", type: "finished" });
		expect((await row("a1/unknown"))?.changes).toHaveLength(1);
	});
});

describe("a drain", () => {
	it("leaves the rows to whoever drains already", async () => {
		await recordChange(device.world, { itemId: film, type: "finished" });
		let inner: Awaited<ReturnType<Device["drain"]>> = null;
		device.onRequest = async (): Promise<undefined> => {
			device.onRequest = async () => undefined;
			inner = await device.drain();
			return undefined;
		};
		await device.drain();
		expect(inner).toMatchObject({ sent: 0, heldElsewhere: true });
	});

	it("keeps everything and says so when it is signed out, and goes on when that heals", async () => {
		await recordChange(device.world, { itemId: film, type: "finished" });
		expect(await device.drain({ kind: "signed-out", nth: 0 })).toMatchObject({ sent: 0, kept: 1, retryable: 0 });
		expect(await device.db.sources.get("a1")).toMatchObject({ state: "signed-out" });
		rig.clock.advance(HOUR);
		expect(await device.drain()).toMatchObject({ sent: 1, kept: 0 });
		expect(await device.db.sources.get("a1")).toMatchObject({ state: "ok" });
	});

	it("keeps what was done anew to a title whose earlier change was thrown away while it was sent", async () => {
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 10 * MINUTE });
		device.onRequest = async (_nth, request): Promise<undefined> => {
			if (request.method !== "POST") return;
			device.onRequest = async () => undefined;
			await discardRows(device.world, [film]);
			rig.clock.advance(HOUR);
			await recordChange(device.world, { itemId: film, type: "progress", positionMs: 50 * MINUTE });
		};
		await device.drain();
		expect((await row())?.changes).toMatchObject([{ positionMs: 50 * MINUTE }]);
		await device.drain();
		expect(rig.truth("metropolis")).toMatchObject({ positionMs: 50 * MINUTE });
	});

	it("stops when the account is left in the middle of it", async () => {
		await recordChange(device.world, { itemId: film, type: "finished" });
		device.onRequest = async (): Promise<undefined> => {
			await device.db.sources.update("a1", { state: "left" });
			return undefined;
		};
		await device.drain();
		expect(rig.server.state().writes).toBe(0);
		expect(await row()).toMatchObject({ status: "waiting" });
	});

	it("writes a hundred titles in few reads, and none twice", async () => {
		await recordChange(device.world, { itemId: film, type: "finished" });
		await recordChange(device.world, { itemId: rig.itemId("nosferatu"), type: "progress", positionMs: 9 * MINUTE });
		const methods: string[] = [];
		device.onRequest = async (_nth, request): Promise<undefined> => {
			methods.push(request.method);
			return undefined;
		};
		await device.drain();
		expect(methods.sort()).toEqual(["GET", "GET", "POST", "POST"]);
	});

	it("parks a title that is gone, and follows it when exactly one other is the same", async () => {
		await recordChange(device.world, { itemId: film, type: "finished" });
		const waiting = await row();
		if (waiting === undefined) throw new Error("nothing waits");
		const lost: ItemId = "a1/ffffffffffffffffffffffffffffffff";
		const snapshot = { ...waiting.snapshot, providerIds: { tmdb: "none" } };
		await device.db.outbox.delete(film);
		await device.db.outbox.put({ ...waiting, itemId: lost, snapshot });
		expect(await device.drain()).toMatchObject({ kept: 1, parked: 1, retryable: 0 });
		expect(await row(lost)).toMatchObject({ status: "parked", reason: "gone" });

		await device.db.outbox.update(lost, { "snapshot.providerIds.tmdb": "1" });
		expect(await device.drain(NO_TROUBLE, true)).toMatchObject({ sent: 1, kept: 0 });
		expect(rig.truth("metropolis")).toMatchObject({ watched: true, playCount: 1 });
		expect((await journalOf(device.db)).map(({ code }) => code)).toContain("re-bound");
	});

	it("does not follow a title to one that the library lists but the server does not have", async () => {
		await recordChange(device.world, { itemId: film, type: "finished" });
		const [waiting, item] = await Promise.all([row(), device.db.items.get(film)]);
		if (waiting === undefined || item === undefined) throw new Error("nothing waits");
		const lost: ItemId = "a1/ffffffffffffffffffffffffffffffff";
		const ghost: ItemId = "a1/eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";
		await device.db.items.delete(film);
		await device.db.items.put({ ...item, itemId: ghost });
		await device.db.outbox.delete(film);
		await device.db.outbox.put({ ...waiting, itemId: lost });
		await device.drain();
		expect(await row(lost)).toMatchObject({ status: "parked", reason: "gone" });
		expect(await row(ghost)).toBeUndefined();
	});

	it("queues again what the server lost, three times at most, and then asks", async () => {
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 40 * MINUTE });
		await device.drain();
		const wrote = rig.truth("metropolis");
		for (let time = 1; time <= 4; time += 1) {
			rig.clock.advance(HOUR);
			const at = (wrote.lastPlayedAt ?? 0) - HOUR;
			rig.server.view({ slug: "metropolis", act: "progress", positionMs: 10 * MINUTE, at });
			await device.refresh();
			rig.clock.advance(HOUR);
			await device.drain();
			if (time < 4) expect(rig.truth("metropolis")).toMatchObject({ positionMs: wrote.positionMs });
		}
		expect(await row()).toMatchObject({ status: "conflict", reason: "lost-by-server" });
	});

	it("never takes back a viewing of a person who said that it was earlier", async () => {
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 40 * MINUTE });
		await device.drain();
		const at = rig.clock.now() - HOUR;
		rig.clock.advance(HOUR);
		rig.server.view({ slug: "metropolis", act: "finish", at });
		await device.refresh();
		rig.clock.advance(HOUR);
		await device.drain();
		expect(rig.truth("metropolis")).toMatchObject({ watched: true, positionMs: 0, lastPlayedAt: at });
	});

	it("queues again under what a title was known by, where its item is gone by then, so that it can follow it", async () => {
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 30 * MINUTE });
		await device.drain();
		const at = rig.clock.now() - 5 * HOUR;
		rig.server.view({ slug: "metropolis", act: "progress", positionMs: 8 * MINUTE, at });
		rig.clock.advance(HOUR);
		await device.refresh();
		await device.db.items.clear();
		await device.drain({ kind: "offline", nth: 0 });
		expect(await row()).toMatchObject({ snapshot: { title: "metropolis", providerIds: { tmdb: "1" } } });
	});

	it("never queues again over a newer date or an unwatch", async () => {
		await recordChange(device.world, { itemId: film, type: "finished" });
		await device.drain();
		rig.clock.advance(HOUR);
		rig.server.view({ slug: "metropolis", act: "unwatched" });
		await device.refresh();
		await device.drain();
		expect(await device.db.outbox.count()).toBe(0);
		expect(rig.truth("metropolis").watched).toBe(false);
	});
});

describe("a conflict", () => {
	beforeEach(async () => {
		rig.server.view({ slug: "metropolis", act: "watched" });
		await device.refresh();
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 40 * MINUTE });
		rig.server.view({ slug: "metropolis", act: "unwatched" });
		await device.drain();
	});

	it("shows the server's side until it is settled", async () => {
		expect(await row()).toMatchObject({
			status: "conflict",
			reason: "unwatched-elsewhere",
			remote: { watched: false },
		});
		expect(await device.shown("metropolis")).toMatchObject({ watched: false, positionMs: 0 });
		const { writes } = rig.server.state();
		await device.drain(NO_TROUBLE, true);
		expect(rig.server.state().writes).toBe(writes);
	});

	it("settled as mine is written", async () => {
		await settleConflict(device.world, film, "mine");
		await device.drain();
		expect(rig.truth("metropolis")).toMatchObject({ positionMs: 40 * MINUTE });
		expect(await row()).toBeUndefined();
	});

	it("settled as theirs is dropped, and can be taken back from the journal", async () => {
		await settleConflict(device.world, film, "theirs");
		expect(await row()).toBeUndefined();
		const [entry] = await journalOf(device.db, film);
		expect(entry?.code).toBe("kept-theirs");
		expect(await undoEntry(device.world, entry?.id ?? 0)).toBe(1);
		await device.drain();
		expect(rig.truth("metropolis").positionMs).toBe(40 * MINUTE);
	});

	it("stands once in the journal while the film plays on, and again when the other side or the act changes", async () => {
		const told = async () => (await journalOf(device.db, film)).map(({ code }) => code);
		const before = await told();
		for (let min = 41; min < 45; min += 1) {
			rig.clock.advance(MINUTE);
			await recordChange(device.world, { itemId: film, type: "progress", positionMs: min * MINUTE });
			await device.drain();
			expect(await row()).toMatchObject({ status: "conflict", changes: [{ positionMs: min * MINUTE }] });
		}
		expect(await told()).toEqual(before);
		rig.clock.advance(MINUTE);
		await recordChange(device.world, { itemId: film, type: "finished" });
		await device.drain();
		expect(await told()).toEqual(["unwatched-elsewhere", ...before]);
	});

	it("is decided anew after another act of the person", async () => {
		await recordChange(device.world, { itemId: film, type: "markUnwatched" });
		await device.drain();
		expect(await row()).toBeUndefined();
	});
});

describe("the journal", () => {
	it("says what was done and why, and undoes it once", async () => {
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 40 * MINUTE });
		await device.drain();
		rig.clock.advance(HOUR);
		await recordChange(device.world, { itemId: film, type: "finished" });
		await device.drain();
		const [entry] = await journalOf(device.db);
		expect(entry).toMatchObject({ code: "fast-forward", wrote: true, before: { positionMs: 40 * MINUTE } });
		rig.clock.advance(HOUR);
		expect(await undoEntry(device.world, entry?.id ?? 0)).toBe(1);
		expect(await undoEntry(device.world, entry?.id ?? 0)).toBe(0);
		await device.drain();
		expect(rig.truth("metropolis")).toMatchObject({ watched: false, positionMs: 40 * MINUTE });
	});

	it("undoes a group as one", async () => {
		const group = "g";
		await recordChange(device.world, { itemId: film, type: "markWatched", group });
		await recordChange(device.world, { itemId: rig.itemId("nosferatu"), type: "markWatched", group });
		await device.drain();
		const [entry] = await journalOf(device.db);
		expect(await undoEntry(device.world, entry?.id ?? 0)).toBe(2);
		await settle(rig, [device]);
		expect(rig.truth("metropolis").watched || rig.truth("nosferatu").watched).toBe(false);
	});

	it("keeps what was thrown away, and brings it back", async () => {
		await recordChange(device.world, { itemId: film, type: "finished" });
		await discardRows(device.world, [film]);
		expect(await row()).toBeUndefined();
		const [entry] = await journalOf(device.db);
		await undoEntry(device.world, entry?.id ?? 0);
		expect((await row())?.changes.map(({ type }) => type)).toEqual(["finished"]);
	});

	it("brings back a viewing of a watched film that was thrown away, once however often it is asked", async () => {
		rig.server.view({ slug: "metropolis", act: "finish" });
		await device.refresh();
		rig.clock.advance(HOUR);
		await recordChange(device.world, { itemId: film, type: "finished" });
		await discardRows(device.world, [film]);
		const [entry] = await journalOf(device.db);
		const id = entry?.id ?? 0;
		const undone = await Promise.all([undoEntry(device.world, id), undoEntry(device.world, id)]);
		expect(undone.sort()).toEqual([0, 1]);
		await device.drain();
		expect(rig.truth("metropolis")).toMatchObject({ watched: true, playCount: 2 });
	});
});

describe("a dead row", () => {
	it("died of refusals with pauses between, and is tried again by hand", async () => {
		device.onRequest = async (_nth, request) =>
			request.method === "POST" ? new Response(null, { status: 418 }) : undefined;
		await recordChange(device.world, { itemId: film, type: "finished" });
		for (let time = 0; time < 9; time += 1) await device.drain(NO_TROUBLE, true);
		expect(await row()).toMatchObject({ status: "waiting", attempts: 1 });
		for (let time = 0; time < 3; time += 1) {
			rig.clock.advance(HOUR);
			await device.drain();
		}
		expect(await row()).toMatchObject({ status: "dead", reason: "refused" });
		device.onRequest = async () => undefined;
		expect(await device.drain(NO_TROUBLE, true)).toMatchObject({ sent: 0, parked: 1 });
		await retryRows(device.world, [film]);
		expect(await device.drain()).toMatchObject({ sent: 1 });
	});
});

describe("on Plex", () => {
	beforeEach(async () => {
		await device.close();
		await start("plex");
	});

	it("writes the mark once where the answer to a scrobble was lost", async () => {
		await recordChange(device.world, { itemId: film, type: "finished" });
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 20 * MINUTE });
		// Read, scrobble (lost), …
		await device.drain({ kind: "lost-answer", nth: 2 });
		expect(rig.truth("metropolis")).toMatchObject({ playCount: 1, positionMs: 0 });
		await settle(rig, [device]);
		expect(rig.truth("metropolis")).toMatchObject({ watched: true, playCount: 1, positionMs: 20 * MINUTE });
	});

	it("does not say that it changed a watched title whose place Plex cannot take away", async () => {
		rig.server.view({ slug: "metropolis", act: "watched" });
		rig.server.view({ slug: "metropolis", act: "progress", positionMs: 20 * MINUTE });
		await device.refresh();
		rig.clock.advance(HOUR);
		await recordChange(device.world, { itemId: film, type: "markWatched" });
		await device.drain();
		expect(await row()).toBeUndefined();
		const [entry] = await journalOf(device.db);
		expect(entry).toMatchObject({ code: "already-there", wrote: false });
	});
});
