import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChangeType } from "../../../src/model/change.ts";
import { isSameState, type WatchState } from "../../../src/model/watch-state.ts";
import { settleConflict } from "../../../src/progress/settle.ts";
import { holds, PATIENCE } from "./holds.ts";
import { HOUR, settle } from "./rig.ts";
import { act, aMinute, aMishap, change, inScene, TARGETS } from "./story.ts";
import { acts, conflicts, here, isPossible, live, type Made, SLUG, there } from "./viewing.ts";

/** What broke invariants 3, 6 and 7 once. */
const FOUND_FOR_6: [Made[], number[], number[]][] = [
	// A viewing that was taken back looked like a mere look, so older progress went over it.
	[[here("progress", 7), there("finished", 8), there("markUnwatched", 6, true)], [1], [0]],
	// A mark that left the position alone made the next position look older than it.
	[[here("markWatched", 6), there("progress", 7), there("progress", 8, true)], [], [1]],
	[[here("markWatched", 6), there("markUnwatched", 7), here("progress", 8)], [], [1]],
	[[here("finished", 6), there("markUnwatched", 7), there("progress", 8)], [1], [0]],
	// A viewing that was taken back raised the count, so an older mark went over the unwatch.
	[
		[here("progress", 6), there("finished", 8), here("markWatched", 9, true), there("markUnwatched", 7, true)],
		[1],
		[0],
	],
];
/** The same on Plex. */
const FOUND_FOR_6_ON_PLEX: [Made[], number[], number[]][] = [
	// A rewatch elsewhere, told later, hid a place further on.
	[[there("finished", 6), there("progress", 7), here("progress", 8)], [], [1]],
];

describe.each(TARGETS)("draining to $name", (target) => {
	const { dialect } = target;

	it(
		"6: order does not matter: what is hours later wins on every device, in whatever order they come back",
		async () => {
			const orders = fc.array(fc.nat(2), { maxLength: 4 });
			// An unwatch leaves nothing on Plex that says when, or that there was one.
			const leavesTraces = (made: readonly Made[]) =>
				dialect === "jellyfin" || (isPossible(dialect, made) && made.every(({ type }) => type !== "markUnwatched"));
			await holds(
				fc.asyncProperty(acts(fc.nat(2), 5).filter(leavesTraces), orders, orders, async (made, one, two) => {
					const ends: { truth: WatchState; wanted: WatchState; isOpen: boolean }[] = [];
					for (const order of [one, two]) {
						await inScene(target, [0, 7 * HOUR, -13 * HOUR], async (scene) => {
							const wanted = await live(scene, made);
							for (const on of order) await scene.devices[on]?.drain();
							await settle(scene.rig, scene.devices);
							const isOpen = (await conflicts(scene)).length > 0;
							ends.push({ truth: scene.rig.truth(SLUG), wanted, isOpen });
						});
					}
					for (const { truth, wanted, isOpen } of ends) {
						if (isOpen) continue;
						const isMark = made.at(-1)?.type !== "progress";
						if (dialect === "jellyfin") {
							// A server keeps one date: progress hides when an earlier mark was made, so `watched` may be either then.
							expect(isSameState(truth, { ...wanted, watched: isMark ? wanted.watched : truth.watched })).toBe(true);
						} else if (!isSameState(truth, wanted)) {
							// Plex dates are receipts, so the order of delivery may stand, but nothing that is further goes unseen.
							expect(isMark).toBe(false);
							expect(truth.positionMs === 0 || truth.positionMs >= wanted.positionMs).toBe(true);
						}
					}
				}),
				dialect === "jellyfin" ? FOUND_FOR_6 : FOUND_FOR_6_ON_PLEX,
			);
		},
		PATIENCE,
	);

	it(
		"7: an unwatch survives what was watched before it, wherever the server keeps a trace of it",
		async () => {
			const unwatcher = fc.constantFrom<Made["by"]>(0, "viewer");
			const before = fc.array(
				fc.record({ type: fc.constantFrom<ChangeType>("progress", "finished", "markWatched"), min: aMinute }),
				{
					minLength: 1,
					maxLength: 3,
				},
			);
			const order = fc.array(fc.nat(1), { maxLength: 4 });
			await holds(
				fc.asyncProperty(unwatcher, before, order, aMishap, (by, list, drains, bad) =>
					inScene(target, [0, -9 * HOUR], async (scene) => {
						const { rig, devices } = scene;
						const [device, older = device] = devices;
						// Everybody has seen it as watched: that it is not any more is the trace.
						act(scene, SLUG, "finish", 0);
						for (const one of devices) await one.refresh();
						for (const { type, min } of list) {
							rig.clock.advance(4 * HOUR);
							await change(older, [SLUG], type, min);
						}
						rig.clock.advance(4 * HOUR);
						if (by === "viewer") act(scene, SLUG, "unwatched", 0);
						else await change(device, [SLUG], "markUnwatched", 0);
						rig.clock.advance(4 * HOUR);
						for (const on of drains) await devices[on]?.drain(bad);
						await settle(rig, devices);
						// What Plex was told later it may have been told late: the unwatch is shown there, and holds when it is chosen.
						const [open] = await device.db.outbox.toArray();
						const isShown = open?.status === "conflict" && open.changes.some(({ type }) => type === "markUnwatched");
						if (dialect === "plex" && isShown) {
							await settleConflict(device.world, open.itemId, "mine");
							await settle(rig, devices);
						}
						expect(rig.truth(SLUG).watched).toBe(false);
						for (const one of devices) expect((await one.shown(SLUG)).watched).toBe(false);
					}),
				),
			);
		},
		PATIENCE,
	);
});
