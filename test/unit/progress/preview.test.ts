import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChangeType } from "../../../src/model/change.ts";
import { previews } from "../../../src/progress/preview.ts";
import { recordChange } from "../../../src/progress/record-change.ts";
import { type Device, HOUR, MINUTE, Rig } from "../../property/progress/rig.ts";

type Act = "progress" | "finish" | "watched" | "unwatched";

async function withDevice(dialect: "jellyfin" | "plex", work: (rig: Rig, device: Device) => Promise<void>) {
	const rig = new Rig(dialect);
	const device = await rig.device();
	try {
		await work(rig, device);
	} finally {
		await device.close();
	}
}

async function previewOf(device: Device, itemId: `${string}/${string}`) {
	const row = await device.db.outbox.get(itemId);
	return row && (await previews(device.world, [row])).get(itemId);
}

describe.each(["jellyfin", "plex"] as const)("on %s, what a waiting change will do", (dialect) => {
	const min = fc.integer({ min: 6, max: 70 });
	const there = fc.record({ act: fc.constantFrom<Act>("progress", "finish", "watched", "unwatched"), min });
	const type = fc.constantFrom<ChangeType>("progress", "finished", "markWatched", "markUnwatched", "clearPosition");
	const here = fc.record({ type, min });

	it("is told before as the drain then does it, and nothing is sent for it", async () => {
		const kinds = new Set<string>();
		await fc.assert(
			fc.asyncProperty(fc.array(there, { maxLength: 2 }), here, fc.option(there), async (before, made, after) =>
				withDevice(dialect, async (rig, device) => {
					const itemId = rig.itemId("metropolis");
					for (const one of before) {
						rig.clock.advance(2 * HOUR);
						rig.server.view({ slug: "metropolis", act: one.act, positionMs: one.min * MINUTE });
					}
					await device.refresh();
					rig.clock.advance(2 * HOUR);
					await recordChange(device.world, { itemId, type: made.type, positionMs: made.min * MINUTE });
					rig.clock.advance(2 * HOUR);
					if (after) rig.server.view({ slug: "metropolis", act: after.act, positionMs: after.min * MINUTE });
					await device.refresh();
					rig.clock.advance(HOUR);
					let requests = 0;
					device.onRequest = async (): Promise<undefined> => {
						requests += 1;
					};
					const told = await previewOf(device, itemId);
					expect(requests).toBe(0);
					const { writes } = rig.server.state();
					const held = rig.truth("metropolis");
					await device.drain();
					const truth = rig.truth("metropolis");
					const row = await device.db.outbox.get(itemId);
					if (told === undefined) throw new Error("nothing was told");
					kinds.add(told.kind);
					expect(told.kind === "writes").toBe(rig.server.state().writes > writes);
					expect(told.kind === "asks").toBe(row?.status === "conflict" && told.kind !== "writes");
					expect(told.from).toMatchObject({ positionMs: held.positionMs, watched: held.watched });
					const { positionMs, watched, playCount } = told.to;
					expect({ positionMs, watched, playCount }).toEqual({
						positionMs: truth.positionMs,
						watched: truth.watched,
						playCount: truth.playCount,
					});
				}),
			),
			{
				numRuns: 25,
				examples: [
					[[], { type: "finished", min: 6 }, null],
					[[], { type: "progress", min: 10 }, { act: "progress", min: 60 }],
					[[{ act: "watched", min: 6 }], { type: "progress", min: 40 }, { act: "unwatched", min: 6 }],
				],
			},
		);
		expect([...kinds].sort()).toEqual(["asks", "nothing", "writes"]);
	}, 60_000);
});

it("says nothing of a change whose server was removed", async () => {
	await withDevice("jellyfin", async (rig, device) => {
		const itemId = rig.itemId("metropolis");
		await recordChange(device.world, { itemId, type: "finished" });
		await device.db.sources.clear();
		expect(await previewOf(device, itemId)).toBeUndefined();
	});
});
