import { afterEach, beforeEach, expect, it } from "vitest";
import type { ItemId } from "../../../src/model/ids.ts";
import { recordChange } from "../../../src/progress/record-change.ts";
import { type Device, HOUR, MINUTE, NO_TROUBLE, Rig } from "../../property/progress/rig.ts";

const file = { clip: "h264", width: 320, height: 240 } as const;
let rig: Rig;
let device: Device;
let film: ItemId;

beforeEach(async () => {
	const versions = [{ name: "long", file, durationMs: 130 * MINUTE }];
	rig = new Rig("jellyfin", {}, { metropolis: { versions } });
	device = await rig.device();
	film = rig.itemId("metropolis");
});
afterEach(() => device.close());

async function tellOfVersions(): Promise<void> {
	const known = (key: string, minutes: number) => ({
		key,
		container: "mp4",
		durationMs: minutes * MINUTE,
		streams: [],
	});
	await device.db.items.update(film, { detail: { versions: [known("1", 100), known("2", 130)], markers: [] } });
}

it("keeps a place in a longer version, though it is past the end of the title", async () => {
	await tellOfVersions();
	await recordChange(device.world, { itemId: film, type: "progress", positionMs: 110 * MINUTE });
	await device.drain();
	expect(rig.truth("metropolis").positionMs).toBe(110 * MINUTE);
});

it("unwatches a film by another file's mark, and keeps the place of what was watched after that", async () => {
	rig.server.view({ slug: "metropolis", act: "finish" });
	await device.refresh();
	await tellOfVersions();
	rig.clock.advance(HOUR);
	await recordChange(device.world, { itemId: film, type: "markUnwatched" });
	rig.clock.advance(HOUR);
	await recordChange(device.world, { itemId: film, type: "progress", positionMs: 20 * MINUTE });
	await device.drain();
	expect(rig.truth("metropolis")).toMatchObject({ watched: false, positionMs: 20 * MINUTE });
	expect(await device.db.outbox.count()).toBe(0);
});

it.each([2, 3])("goes on after the unwatch of a film with several files was cut off (request %i)", async (nth) => {
	rig.server.view({ slug: "metropolis", act: "finish" });
	await device.refresh();
	await tellOfVersions();
	rig.clock.advance(HOUR);
	await recordChange(device.world, { itemId: film, type: "markUnwatched" });
	await recordChange(device.world, { itemId: film, type: "progress", positionMs: 20 * MINUTE });
	await device.drain({ kind: "lost-answer", nth });
	rig.clock.advance(HOUR);
	await device.drain(NO_TROUBLE, true);
	expect(rig.truth("metropolis")).toMatchObject({ watched: false, positionMs: 20 * MINUTE });
	expect(await device.db.outbox.count()).toBe(0);
});

it("unwatches a film also while nobody knows of its other file, which shows through", async () => {
	rig.server.view({ slug: "metropolis@1", act: "finish" });
	await device.refresh();
	expect((await device.shown("metropolis")).watched).toBe(true);
	rig.clock.advance(HOUR);
	await recordChange(device.world, { itemId: film, type: "markUnwatched" });
	for (let turn = 0; turn < 3; turn += 1) {
		rig.clock.advance(HOUR);
		await device.drain();
	}
	expect(await device.db.outbox.count()).toBe(0);
	await device.refresh();
	expect((await device.shown("metropolis")).watched).toBe(false);
});
