import { describe, expect, it } from "vitest";
import { isSameState } from "../../../src/model/watch-state.ts";
import { settleConflict } from "../../../src/progress/settle.ts";
import { HOUR, MINUTE, NO_TROUBLE, SLUGS, settle } from "./rig.ts";
import { act, change, inScene, TARGETS } from "./story.ts";

const SLUG = SLUGS[0];

describe.each(TARGETS)("on $name", (target) => {
	const { dialect } = target;

	it("2 and 7: what was acknowledged and then unwatched by somebody else stays unwatched", () =>
		inScene(target, [0, 0], async (scene) => {
			const { rig, devices } = scene;
			const [device] = devices;
			await change(device, [SLUG], "finished", 0);
			await device.drain();
			expect(rig.truth(SLUG).watched).toBe(true);
			rig.clock.advance(HOUR);
			act(scene, SLUG, "unwatched", 0);
			for (let turn = 0; turn < 5; turn += 1) {
				rig.clock.advance(24 * HOUR);
				for (const one of devices) {
					await one.refresh();
					await one.drain(NO_TROUBLE, true);
				}
			}
			expect(rig.truth(SLUG).watched).toBe(false);
			for (const one of devices) expect((await one.shown(SLUG)).watched).toBe(false);
			expect(await device.db.outbox.count()).toBe(0);
		}));

	it("3: a session on another device that began earlier and got further is not taken back", () =>
		inScene(target, [0], async ({ rig, devices: [device] }) => {
			const began = rig.clock.now();
			rig.clock.advance(20 * MINUTE);
			await change(device, [SLUG], "progress", 10);
			rig.clock.advance(50 * MINUTE);
			// Jellyfin stamps the start of a session, Plex when it was told.
			const at = dialect === "jellyfin" ? { at: began } : {};
			rig.server.view({ slug: SLUG, act: "progress", positionMs: 60 * MINUTE, ...at });
			await device.drain();
			await settle(rig, [device]);
			expect(rig.truth(SLUG).positionMs).toBe(60 * MINUTE);
			expect(await device.db.outbox.count()).toBe(0);
		}));

	it("9: a finish whose answer was lost, followed by progress, is one play and a rewatch", () =>
		inScene(target, [0], async ({ rig, devices: [device] }) => {
			for (let nth = 1; nth <= 4; nth += 1) {
				const slug = SLUGS[nth % SLUGS.length] ?? SLUG;
				const before = rig.truth(slug).playCount;
				await change(device, [slug], "finished", 0);
				rig.clock.advance(MINUTE);
				await device.drain({ kind: "lost-answer", nth });
				rig.clock.advance(MINUTE);
				await change(device, [slug], "progress", 12);
				rig.clock.advance(20 * MINUTE);
				await settle(rig, [device]);
				expect(rig.truth(slug)).toMatchObject({ watched: true, positionMs: 12 * MINUTE, playCount: before + 1 });
				expect(await device.db.outbox.count()).toBe(0);
			}
		}));

	it("14: an update during a push is sent next, on what was read back", () =>
		inScene(target, [0], async ({ rig, devices: [device] }) => {
			await change(device, [SLUG], "progress", 20);
			let isMade = false;
			device.afterRequest = ({ method }) => {
				if (method === "GET" || isMade) return;
				isMade = true;
				rig.clock.advance(MINUTE);
				void change(device, [SLUG], "progress", 25);
			};
			await device.drain();
			const [row] = await device.db.outbox.toArray();
			expect(row?.base).toEqual(rig.truth(SLUG));
			expect(row?.changes.map(({ positionMs }) => positionMs)).toEqual([25 * MINUTE]);
			await device.drain();
			expect(rig.truth(SLUG).positionMs).toBe(25 * MINUTE);
			expect(await device.db.outbox.count()).toBe(0);
		}));

	it("1 and 3: an item opened elsewhere and left at once costs nobody a place", () =>
		inScene(target, [0], async (scene) => {
			const { rig, devices } = scene;
			const [device] = devices;
			act(scene, SLUG, "progress", 20);
			rig.clock.advance(HOUR);
			await device.refresh();
			await change(device, [SLUG], "progress", 40);
			rig.clock.advance(5 * HOUR);
			act(scene, SLUG, "look", 0);
			rig.clock.advance(HOUR);
			await device.drain();
			const [row] = await device.db.outbox.toArray();
			// On Jellyfin a look wipes the place, as taking a viewing back does: only the person can tell.
			if (dialect === "jellyfin") {
				expect(row).toMatchObject({ status: "conflict", changes: [{ positionMs: 40 * MINUTE }] });
				await settleConflict(device.world, rig.itemId(SLUG), "mine");
			}
			await settle(rig, devices);
			expect(isSameState(rig.truth(SLUG), { ...rig.truth(SLUG), positionMs: 40 * MINUTE })).toBe(true);
			expect(await device.db.outbox.count()).toBe(0);
		}));
});
