import { afterAll, describe, expect, it } from "vitest";
import type { WatchState } from "../../../src/model/watch-state.ts";
import { crashesAt } from "./crash-points.ts";
import { withoutTraces } from "./holds.ts";
import { type Device, HOUR, MINUTE, SLUGS, SOURCE, settle } from "./rig.ts";
import { act, change, DIALECTS, inScene, type Scene } from "./story.ts";

const [SLUG, OTHER] = SLUGS;

/** What waits when the device drains and dies. */
interface Scenario {
	readonly name: string;
	readonly before: (scene: Scene, device: Device) => Promise<void>;
	/** Where half of it is on a Plex, the person is asked for the rest: what waited an hour may be older than another device's finish. */
	readonly mayAsk?: true;
}
const SCENARIOS: readonly Scenario[] = [
	{
		name: "a finish and the rewatch after it",
		before: async ({ rig }, device) => {
			await change(device, [SLUG], "finished", 0);
			rig.clock.advance(MINUTE);
			await change(device, [SLUG], "progress", 12);
		},
		mayAsk: true,
	},
	{
		name: "an unwatch, and progress after it, of what was watched",
		before: async (scene, device) => {
			act(scene, SLUG, "finish", 0);
			await device.refresh();
			scene.rig.clock.advance(HOUR);
			await change(device, [SLUG], "markUnwatched", 0);
			await change(device, [SLUG], "progress", 12);
		},
	},
	{
		name: "all titles in one act, of which two were touched by somebody else",
		before: async (scene, device) => {
			await change(device, SLUGS, "progress", 30);
			scene.rig.clock.advance(5 * HOUR);
			act(scene, SLUG, "progress", 20);
			act(scene, OTHER, "finish", 0);
		},
	},
	{
		name: "what the server lost after it was acknowledged",
		before: async ({ rig }, device) => {
			await change(device, [SLUG], "progress", 30);
			await device.drain();
			rig.server.view({ slug: SLUG, act: "progress", positionMs: 8 * MINUTE, at: rig.clock.now() - 5 * HOUR });
			rig.clock.advance(HOUR);
			await device.refresh();
			await change(device, [OTHER], "finished", 0);
		},
	},
	{
		name: "a title that is under another id now",
		before: async ({ rig }, device) => {
			await change(device, [SLUG], "finished", 0);
			rig.server.rebuild();
			await device.db.items.clear();
			await device.connect(SOURCE, rig.signIn());
		},
	},
];

afterAll(() => console.log(`Died at ${crashesAt.size} different points.`));

describe.each(DIALECTS)("a device that dies while it drains to $name", ({ dialect, ...rest }) => {
	const target = { ...rest, dialect, switches: { rebuildReusesKeys: false } };

	/** What is left in the end where it dies at the n-th await, and how many there are. */
	const endAfter = (scenario: Scenario, nth: number) => withoutTraces(() => cutAt(scenario, nth));

	async function cutAt({ before }: Scenario, nth: number) {
		let end: { truths: readonly Partial<WatchState>[]; rows: readonly unknown[] } | undefined;
		let awaits = 0;
		await inScene(target, [0], async (scene) => {
			const { rig, devices } = scene;
			const [device] = devices;
			await before(scene, device);
			rig.clock.advance(HOUR);
			await device.drain({ kind: "die-inside", nth });
			awaits = device.awaits;
			await settle(rig, devices);
			const truths = SLUGS.map((slug) => {
				const { lastPlayedAt, ...truth } = rig.truth(slug);
				// Plex dates are receipts.
				return dialect === "plex" ? truth : { ...truth, lastPlayedAt };
			});
			const rows = await device.db.outbox.toArray();
			end = {
				truths,
				rows: rows.map(({ itemId, status, changes }) => [itemId, status, ...changes.map(({ type, at }) => [type, at])]),
			};
		});
		return { end, awaits };
	}

	it.each(SCENARIOS)("1, 9 and 14: ends as one that did not, at each await: $name", async (scenario) => {
		const whole = await endAfter(scenario, Number.POSITIVE_INFINITY);
		expect(whole.awaits).toBeGreaterThan(20);
		let asked = 0;
		for (let nth = 1; nth <= whole.awaits; nth += 1) {
			const cut = await endAfter(scenario, nth);
			if (scenario.mayAsk && dialect === "plex" && cut.end?.rows.length === 1) {
				asked += 1;
				const changes = [expect.arrayContaining(["finished"]), expect.arrayContaining(["progress"])];
				expect(cut.end.rows).toEqual([[expect.anything(), "conflict", ...changes]]);
				expect(cut.end.truths[0]).toMatchObject({ watched: true, positionMs: 0, playCount: 1 });
				continue;
			}
			expect({ nth, ...cut.end }).toEqual({ nth, ...whole.end });
		}
		// Between the two requests alone.
		expect(asked).toBeLessThan(whole.awaits / 4);
	});

	it("1: records an act whole or not at all, wherever it dies", async () => {
		for (let nth = 1; nth < 60; nth += 1) {
			await inScene(target, [0], async ({ devices: [device] }) => {
				await device.mortal(() => change(device, SLUGS, "markWatched", 0), nth);
				expect(await device.db.outbox.count()).toBeOneOf([0, SLUGS.length]);
			});
		}
	});
});
