import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ItemId } from "../../../src/model/ids.ts";
import type { Dialect } from "../../../src/model/source.ts";
import { canForgetPlace, UNTOUCHED } from "../../../src/model/watch-state.ts";
import { forgetPlace, recordChange, recordChanges } from "../../../src/progress/record-change.ts";
import { hasNoWayBack, isUndoable, undoEntry } from "../../../src/progress/undo.ts";
import { type Device, HOUR, MINUTE, Rig } from "../../property/progress/rig.ts";
import { journalOf } from "./changes.ts";

describe.each<Dialect>(["jellyfin", "plex"])("a place on %s", (dialect) => {
	let rig: Rig;
	let device: Device;
	let film: ItemId;
	beforeEach(async () => {
		rig = new Rig(dialect);
		device = await rig.device();
		film = rig.itemId("metropolis");
		rig.server.view({ slug: "metropolis", act: "progress", positionMs: 40 * MINUTE });
		await device.refresh();
		rig.clock.advance(HOUR);
	});
	afterEach(() => device.close());
	const lastEntry = async () => {
		const [entry] = await journalOf(device.db);
		if (entry?.id === undefined) throw new Error("no entry");
		return { ...entry, id: entry.id };
	};

	it("is forgotten here at once and on the server with the next sending", async () => {
		await forgetPlace(device.world, film);
		expect((await device.shown("metropolis")).positionMs).toBe(0);
		await device.drain();
		expect(rig.truth("metropolis")).toMatchObject({ positionMs: 0, watched: false });
		expect(await device.db.outbox.count()).toBe(0);
	});

	it.each([false, true])("comes back when that is taken back (sent meanwhile: %s)", async (isSent) => {
		const back = await forgetPlace(device.world, film);
		if (isSent) await device.drain();
		rig.clock.advance(MINUTE);
		await recordChanges(device.world, back);
		expect((await device.shown("metropolis")).positionMs).toBe(40 * MINUTE);
		await device.drain();
		expect(rig.truth("metropolis").positionMs).toBe(40 * MINUTE);
	});

	it("comes back from the journal, however late", async () => {
		await forgetPlace(device.world, film);
		await device.drain();
		rig.clock.advance(30 * HOUR);
		const entry = await lastEntry();
		expect(isUndoable(entry) && !hasNoWayBack(entry, dialect)).toBe(true);
		expect(await undoEntry(device.world, entry.id)).toBe(1);
		await device.drain();
		expect(rig.truth("metropolis").positionMs).toBe(40 * MINUTE);
	});

	it("in a watched title is taken back where the server can, and not offered where it cannot", async () => {
		rig.server.view({ slug: "metropolis", act: "finish" });
		await device.refresh();
		rig.clock.advance(HOUR);
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 20 * MINUTE });
		await device.drain();
		expect(rig.truth("metropolis")).toMatchObject({ watched: true, positionMs: 20 * MINUTE });
		const entry = await lastEntry();
		rig.clock.advance(HOUR);
		const isPlex = dialect === "plex";
		expect(canForgetPlace(await device.shown("metropolis"), dialect)).toBe(!isPlex);
		expect(hasNoWayBack(entry, dialect)).toBe(isPlex);
		expect(await undoEntry(device.world, entry.id)).toBe(isPlex ? 0 : 1);
		expect(await device.db.outbox.count()).toBe(isPlex ? 0 : 1);
		await device.drain();
		expect(rig.truth("metropolis").positionMs).toBe(isPlex ? 20 * MINUTE : 0);
	});
});

it("that is none cannot be forgotten", () => {
	expect(canForgetPlace(UNTOUCHED, "jellyfin")).toBe(false);
});
