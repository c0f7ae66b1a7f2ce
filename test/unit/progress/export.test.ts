import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readSetting } from "../../../src/db/settings.ts";
import type { ItemId } from "../../../src/model/ids.ts";
import { readExport } from "../../../src/progress/export.ts";
import { importProgress } from "../../../src/progress/import.ts";
import { journalActs } from "../../../src/progress/journal.ts";
import { recordChange } from "../../../src/progress/record-change.ts";
import { discardRows } from "../../../src/progress/settle.ts";
import { undoEntry } from "../../../src/progress/undo.ts";
import { type Device, HOUR, MINUTE, Rig, settle } from "../../property/progress/rig.ts";
import { journalOf } from "./changes.ts";

let rig: Rig;
let device: Device;
let other: Device;
let film: ItemId;

async function start(dialect: "jellyfin" | "plex"): Promise<void> {
	rig = new Rig(dialect);
	device = await rig.device();
	other = await rig.device();
	film = rig.itemId("metropolis");
}
afterEach(() => Promise.all([device.close(), other.close()]));

const NOW = Date.UTC(2026, 10, 21);

async function fileOf(from: Device): Promise<string> {
	return JSON.stringify(await readExport(from.db, NOW));
}

async function everything({ db }: Device): Promise<string> {
	const tables = [db.outbox, db.journal, db.settings, db.sources];
	return JSON.stringify(await Promise.all(tables.map((table) => table.toArray())));
}

describe("the file", () => {
	beforeEach(() => start("jellyfin"));

	it("holds what waits and what was decided under the server's own ids, and neither token nor local id", async () => {
		await recordChange(device.world, { itemId: film, type: "finished" });
		await device.drain();
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 40 * MINUTE });
		await device.db.settings.bulkPut([
			{ name: "policy", value: "furthest" },
			{ name: "plex.plainHttpConsent", value: true },
			{ name: "device", value: "device-of-this-install" },
		]);

		const copy = await readExport(device.db, NOW, "a1");

		const source = await device.db.sources.get("a1");
		expect(copy?.accounts).toMatchObject([
			{
				source: { dialect: "jellyfin", serverId: source?.serverId, userId: source?.userId },
				outbox: [{ itemKey: film.slice(3), changes: [{ type: "progress", positionMs: 40 * MINUTE }] }],
				journal: [{ itemKey: film.slice(3), changes: [{ type: "finished" }] }],
			},
		]);
		expect(copy?.settings).toEqual({ policy: "furthest" });
		expect(copy?.exportedAt).toBe("2026-11-21T00:00:00.000Z");
		const text = JSON.stringify(copy);
		expect(text).not.toContain("a1/");
		expect(text).not.toContain("device-of-this-install");
		expect(text).not.toContain(device.access.token);
	});

	it("is none for a source that is gone", async () => {
		expect(await readExport(device.db, 0, "a9")).toBeNull();
		await device.db.sources.clear();
		expect(await readExport(device.db, 0)).toMatchObject({ accounts: [] });
	});
});

describe.each(["jellyfin", "plex"] as const)("imported on another device of %s", (dialect) => {
	beforeEach(() => start(dialect));

	it("waits, is decided and undone as it was, and goes to the server from there", async () => {
		await recordChange(device.world, { itemId: rig.itemId("nosferatu"), type: "finished" });
		const thrown = await discardRows(device.world, [rig.itemId("nosferatu")]);
		rig.clock.advance(MINUTE);
		await undoEntry(device.world, thrown ?? 0);
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 40 * MINUTE });
		await device.db.settings.put({ name: "policy", value: "furthest" });
		const file = await fileOf(device);

		expect(await importProgress(other.world, file)).toEqual({
			kind: "imported",
			changes: 2,
			entries: 2,
			known: 0,
			skipped: 0,
			notHere: [],
		});
		expect(await other.db.outbox.toArray()).toEqual(await device.db.outbox.toArray());
		expect(await readSetting(other.db, "policy")).toBe("furthest");
		const acts = (await journalActs(other.db, { limit: 9 })).acts;
		expect(acts.map(({ entries, isUndone }) => [entries[0].code, isUndone])).toEqual([
			["undone", false],
			["discarded", true],
		]);
		rig.clock.advance(HOUR);
		await other.drain();
		expect(rig.truth("metropolis")).toMatchObject({ positionMs: 40 * MINUTE });
		expect(rig.truth("nosferatu")).toMatchObject({ watched: true, playCount: 1 });
	});

	it("twice changes nothing, before it was sent and after", async () => {
		await recordChange(device.world, { itemId: film, type: "finished" });
		await device.drain();
		rig.clock.advance(HOUR);
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 40 * MINUTE });
		const file = await fileOf(device);
		await importProgress(other.world, file);
		const once = await everything(other);
		expect(await importProgress(other.world, file)).toMatchObject({ changes: 0, entries: 0, known: 2 });
		expect(await everything(other)).toBe(once);
		await other.drain();
		const sent = await everything(other);
		expect(await importProgress(other.world, file)).toMatchObject({ changes: 0, entries: 0 });
		expect(await everything(other)).toBe(sent);
		expect(await importProgress(device.world, file)).toMatchObject({ changes: 0, entries: 0 });
	});

	it("counts a viewing once, though the first device sent it too", async () => {
		await recordChange(device.world, { itemId: film, type: "finished" });
		const file = await fileOf(device);
		rig.clock.advance(HOUR);
		await device.drain();
		await importProgress(other.world, file);
		rig.clock.advance(HOUR);
		await other.drain();
		await settle(rig, [device, other]);
		expect(await other.db.outbox.count()).toBe(0);
		expect(rig.truth("metropolis")).toMatchObject({ watched: true, playCount: 1 });
	});

	it("joins what waits there in the order of the acts, on the older base", async () => {
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 10 * MINUTE });
		const file = await fileOf(device);
		rig.clock.advance(5 * HOUR);
		rig.server.view({ slug: "metropolis", act: "progress", positionMs: 5 * MINUTE });
		await other.refresh();
		rig.clock.advance(HOUR);
		await recordChange(other.world, { itemId: film, type: "markWatched" });
		await importProgress(other.world, file);
		const row = await other.db.outbox.get(film);
		expect(row?.changes.map(({ type }) => type)).toEqual(["markWatched"]);
		expect(row?.base.positionMs).toBe(0);
		rig.clock.advance(HOUR);
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 20 * MINUTE });
		await importProgress(other.world, await fileOf(device));
		expect((await other.db.outbox.get(film))?.changes.map(({ type }) => type)).toEqual(["markWatched", "progress"]);
		await other.drain();
		expect(rig.truth("metropolis")).toMatchObject({ watched: true, positionMs: 20 * MINUTE });
	});
});

describe("what a file may hold", () => {
	beforeEach(async () => {
		await start("jellyfin");
		await recordChange(device.world, { itemId: film, type: "finished" });
	});

	async function changed(change: (file: Record<string, unknown>) => unknown): Promise<string> {
		return JSON.stringify(change(JSON.parse(await fileOf(device))));
	}

	it.each([
		["no JSON", "<html>", /no file that Stowaway saved/],
		["somebody else's", '{"version":2}', /no file that Stowaway saved/],
		["a later version", '{"format":"stowaway-progress","version":3}', /newer Stowaway/],
		["a version without a body", '{"format":"stowaway-progress","version":2}', /no file/],
	])("is refused with a sentence when it is %s", async (_, content, why) => {
		expect(await importProgress(other.world, content)).toMatchObject({
			kind: "refused",
			why: expect.stringMatching(why),
		});
		expect(await other.db.outbox.count()).toBe(0);
	});

	it("of the first builds is understood", async () => {
		const old = await changed(({ accounts, ...file }) => ({ ...file, version: 1, ...(Object(accounts)[0] as object) }));
		expect(await importProgress(other.world, old)).toMatchObject({ changes: 1 });
		expect(await other.db.outbox.get(film)).toMatchObject({ changes: [{ type: "finished" }] });
	});

	it("is taken but for the rows that make no sense, which are counted", async () => {
		await recordChange(device.world, { itemId: rig.itemId("nosferatu"), type: "finished" });
		const broken = await changed((file) => {
			const [first, ...more] = Object(file.accounts)[0].outbox;
			const bad = [
				{ ...first, changes: [] },
				{ ...first, base: { ...first.base, positionMs: -1 } },
				null,
				{ ...first, reason: "x" },
			];
			const outbox = [...bad, first, ...more];
			return {
				...file,
				accounts: [{ ...Object(file.accounts)[0], outbox }, { source: {} }],
				settings: { policy: { no: 1 }, device: "x" },
			};
		});
		expect(await importProgress(other.world, broken)).toMatchObject({ changes: 2, skipped: 5 });
		expect(await other.db.settings.count()).toBe(0);
	});

	it("for an account that is not connected here is named, and waits in the file", async () => {
		await other.db.sources.update("a1", { userId: "somebody else" });
		expect(await importProgress(other.world, await fileOf(device))).toMatchObject({
			changes: 0,
			notHere: [{ serverName: "Test", userName: "demo", changes: 1 }],
		});
		expect(await other.db.outbox.count()).toBe(0);
		expect(await journalOf(other.db)).toEqual([]);
	});

	it("is taken in whole or not at all when the disk is full", async () => {
		await device.drain();
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 9 * MINUTE });
		const file = await fileOf(device);
		const full = () => {
			throw new DOMException("", "QuotaExceededError");
		};
		other.db.journal.hook("creating", full);
		await expect(importProgress(other.world, file)).rejects.toThrow();
		other.db.journal.hook("creating").unsubscribe(full);
		expect(await other.db.outbox.count()).toBe(0);
		expect(await importProgress(other.world, file)).toMatchObject({ changes: 1, entries: 1 });
	});
});
