import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeSetting } from "../../../src/db/settings.ts";
import { isSameState, UNTOUCHED, type WatchState } from "../../../src/model/watch-state.ts";
import { holds, PATIENCE } from "./holds.ts";
import { HOUR, MINUTE, NO_TROUBLE, SLUGS, type Slug, SOURCE, settle } from "./rig.ts";
import { aChangeType, aMinute, aMishap, aSlug, change, DIALECTS, inScene, stateAfter, type Target } from "./story.ts";

const made = fc.record({ slug: aSlug, type: aChangeType, min: aMinute });
const madeBefore = fc.array(made, { minLength: 1, maxLength: 5 });

describe.each(DIALECTS)("draining to $name", ({ switches, ...target }) => {
	it(
		"13: changes follow a title to its new id when one item shares its provider id, and wait in sight otherwise",
		async () => {
			// Where old keys stand for other titles the server is another one: see below.
			const fresh: Target = { ...target, switches: { ...switches, rebuildReusesKeys: false } };
			const found = fc.constantFrom("one" as const, "two" as const, "none" as const);
			await holds(
				fc.asyncProperty(madeBefore, found, fc.array(aMishap, { maxLength: 3 }), (list, matches, mishaps) =>
					inScene(fresh, [0], async ({ rig, devices: [device] }) => {
						const wanted = new Map<Slug, WatchState>();
						for (const { slug, type, min } of list) {
							rig.clock.advance(HOUR);
							await change(device, [slug], type, min);
							wanted.set(slug, stateAfter(wanted.get(slug) ?? UNTOUCHED, type, min));
						}
						const before = await device.db.outbox.toArray();
						rig.server.rebuild();
						await device.db.items.clear();
						await device.connect(SOURCE, rig.signIn());
						const items = await device.db.items.toArray();
						if (matches === "none") await device.db.items.clear();
						if (matches === "two") {
							const copies = items.map((item) => ({ ...item, itemId: `${item.itemId}copy` as const }));
							await device.db.items.bulkPut(copies);
						}
						for (const trouble of mishaps) {
							rig.clock.advance(15 * MINUTE);
							await device.drain(trouble, true);
						}
						await settle(rig, [device]);
						if (matches !== "one") {
							const rows = await device.db.outbox.toArray();
							expect(rows.map(({ itemId }) => itemId)).toEqual(before.map(({ itemId }) => itemId));
							for (const row of rows) expect(row).toMatchObject({ status: "parked", reason: "gone" });
							for (const slug of SLUGS) expect(rig.truth(slug)).toEqual(UNTOUCHED);
							// A sync finds the title, or takes the copy away.
							await device.db.items.clear();
							await device.learnTitles();
							await settle(rig, [device]);
						}
						// A finish that arrived without the place behind it, which was too old by then to follow it unasked (`resume`).
						const asked = await device.db.outbox.toArray();
						for (const row of asked) expect(row).toMatchObject({ status: "conflict", reason: "remote-newer" });
						if (fresh.dialect === "jellyfin" || mishaps.length === 0) expect(asked).toEqual([]);
						for (const slug of SLUGS) {
							const state = wanted.get(slug) ?? UNTOUCHED;
							const isAsked = asked.some(({ snapshot }) => snapshot.title === slug);
							expect(isSameState(rig.truth(slug), isAsked ? { ...state, positionMs: 0 } : state)).toBe(true);
						}
					}),
				),
				[
					[
						[
							{ slug: "metropolis", type: "finished", min: 6 },
							{ slug: "nosferatu", type: "progress", min: 6 },
							{ slug: "metropolis", type: "progress", min: 6 },
						],
						"one",
						[{ kind: "down", nth: 10 }],
					],
				],
			);
		},
		PATIENCE,
	);

	it(
		"13: a server that was built anew at the same address is sent nothing, and all of it waits",
		async () => {
			await holds(
				fc.asyncProperty(madeBefore, fc.nat(1), aMishap, (list, seen, bad) =>
					inScene({ ...target, ...(switches ? { switches } : {}) }, [0], async ({ rig, devices: [device] }) => {
						await device.sealTokens();
						await writeSetting(device.db, "plex.plainHttpConsent", true);
						if (seen > 0) await device.drainBy({}, NO_TROUBLE);
						for (const { slug, type, min } of list) {
							rig.clock.advance(HOUR);
							await change(device, [slug], type, min);
						}
						const before = await device.db.outbox.toArray();
						rig.server.rebuild();
						// The keys that it knows may be good on the new server too: then only its id tells.
						for (const trouble of [bad, NO_TROUBLE, NO_TROUBLE]) {
							rig.clock.advance(HOUR);
							await device.drainBy({ force: true }, trouble);
						}
						expect(rig.server.state().writes).toBe(0);
						const after = await device.db.outbox.toArray();
						expect(after.map(({ itemId, changes }) => ({ itemId, changes }))).toEqual(
							before.map(({ itemId, changes }) => ({ itemId, changes })),
						);
						for (const { status } of after) expect(status).toBe("waiting");
						expect(await device.db.sources.get(SOURCE)).not.toMatchObject({ state: "ok" });
					}),
				),
			);
		},
		PATIENCE,
	);
});
