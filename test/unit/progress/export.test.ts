import { afterEach, beforeEach, expect, it } from "vitest";
import { readExport } from "../../../src/progress/export.ts";
import { recordChange } from "../../../src/progress/record-change.ts";
import { type Device, MINUTE, Rig } from "../../property/progress/rig.ts";

let rig: Rig;
let device: Device;

beforeEach(async () => {
	rig = new Rig("jellyfin");
	device = await rig.device();
});
afterEach(() => device.close());

it("holds what waits and what was decided under the server's own ids, and neither token nor local id", async () => {
	const sent = rig.itemId("metropolis");
	await recordChange(device.world, { itemId: sent, type: "finished" });
	await device.drain();
	await recordChange(device.world, { itemId: sent, type: "progress", positionMs: 40 * MINUTE });
	await device.db.settings.bulkPut([
		{ name: "policy", value: "furthest" },
		{ name: "device", value: "device-of-this-install" },
	]);

	const copy = await readExport(device.db, "a1", Date.UTC(2026, 10, 21));

	const source = await device.db.sources.get("a1");
	expect(copy?.source).toMatchObject({ dialect: "jellyfin", serverId: source?.serverId, userId: source?.userId });
	expect(copy?.outbox).toMatchObject([
		{ itemKey: sent.slice(3), changes: [{ type: "progress", positionMs: 40 * MINUTE }] },
	]);
	expect(copy?.journal).toMatchObject([{ itemKey: sent.slice(3), changes: [{ type: "finished" }] }]);
	expect(copy?.settings).toEqual({ policy: "furthest" });
	expect(copy?.exportedAt).toBe("2026-11-21T00:00:00.000Z");
	const text = JSON.stringify(copy);
	expect(text).not.toContain("a1/");
	expect(text).not.toContain("device-of-this-install");
});

it("is nothing for a source that is gone", async () => {
	expect(await readExport(device.db, "a9", 0)).toBeNull();
});
