import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ItemId } from "../../../src/model/ids.ts";
import { recordChange } from "../../../src/progress/record-change.ts";
import { takeSecondLook } from "../../../src/progress/second-look.ts";
import { removeSource } from "../../../src/servers/sign-out.ts";
import { type Device, HOUR, MINUTE, Rig } from "../../property/progress/rig.ts";

let rig: Rig;
let device: Device;
let film: ItemId;

async function leftovers(): Promise<Record<string, number>> {
	const { outbox, watch, written, journal, sources } = device.db;
	const counts = await Promise.all([outbox, watch, written, journal, sources].map((table) => table.count()));
	const [outboxRows = 0, watchRows = 0, writtenRows = 0, journalRows = 0, sourceRows = 0] = counts;
	return { outboxRows, watchRows, writtenRows, journalRows, sourceRows };
}

const NOTHING = { outboxRows: 0, watchRows: 0, writtenRows: 0, journalRows: 0, sourceRows: 0 };

describe.each(["jellyfin", "plex"] as const)("a source of %s that is removed", (dialect) => {
	beforeEach(async () => {
		rig = new Rig(dialect);
		device = await rig.device();
		film = rig.itemId("metropolis");
	});
	afterEach(() => device.close());

	it.each([1, 2, 3])("while request %i of a drain is under way leaves nothing behind", async (when) => {
		await recordChange(device.world, { itemId: film, type: "finished" });
		device.onRequest = async (nth): Promise<undefined> => {
			if (nth === when) await removeSource(device.world, "a1");
		};
		await device.drain();
		expect(await leftovers()).toEqual(NOTHING);
	});

	it("gets no new rows from a film that still plays, nor from a look at what was written", async () => {
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 40 * MINUTE });
		await device.drain();
		const wrote = await device.db.written.toArray();
		rig.clock.advance(HOUR);
		const read = await device.db.watch.get(film);
		await removeSource(device.world, "a1");
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 50 * MINUTE });
		expect(await leftovers()).toEqual(NOTHING);
		// As a removal finds it half-way.
		if (read === undefined) throw new Error("nothing was read");
		await device.db.written.bulkPut(wrote);
		await device.db.watch.put({ ...read, lastPlayedAt: 5, readAt: read.readAt + HOUR });
		await takeSecondLook(device.world, "a1");
		expect(await device.db.outbox.count()).toBe(0);
	});
});

describe("a source that is signed out", () => {
	beforeEach(async () => {
		rig = new Rig("jellyfin");
		device = await rig.device();
		film = rig.itemId("metropolis");
	});
	afterEach(() => device.close());

	it("while the read-back is under way keeps the change, and finds it there after the next sign-in", async () => {
		await recordChange(device.world, { itemId: film, type: "finished" });
		device.onRequest = async (nth): Promise<undefined> => {
			if (nth === 3) await device.db.sources.update("a1", { state: "left" });
		};
		await device.drain();
		expect(await device.db.outbox.count()).toBe(1);
		await device.db.sources.update("a1", { state: "ok" });
		device.onRequest = async () => undefined;
		await device.drain();
		expect(await device.db.outbox.count()).toBe(0);
		expect(rig.truth("metropolis")).toMatchObject({ watched: true, playCount: 1 });
	});
});
