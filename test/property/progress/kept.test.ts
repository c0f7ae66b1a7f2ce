import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OutboxRow } from "../../../src/model/change.ts";
import type { WatchState } from "../../../src/model/watch-state.ts";
import { retryRows } from "../../../src/progress/settle.ts";
import { holds, PATIENCE } from "./holds.ts";
import { type Device, HOUR, MINUTE, NO_TROUBLE, SLUGS, settle } from "./rig.ts";
import { aMinute, aMishap, aSlug, aStory, change, DIALECTS, inScene, type Scene, take } from "./story.ts";

const SLUG = SLUGS[0];

/** Tags of what waits on a device and of what its journal says was decided. */
async function knownTags({ db }: Device): Promise<ReadonlySet<string | undefined>> {
	const [rows, entries] = await Promise.all([db.outbox.toArray(), db.journal.toArray()]);
	return new Set([...rows, ...entries].flatMap(({ changes }) => changes.map(({ group }) => group)));
}

async function waitingTags({ devices }: Scene): Promise<ReadonlySet<string | undefined>> {
	const rows = await Promise.all(devices.map(({ db }) => db.outbox.toArray()));
	return new Set(rows.flat().flatMap(({ changes }) => changes.map(({ group }) => group)));
}

/** The fields of what is shown that an unsent row decides. */
function unsentFields({ changes, status }: OutboxRow, shown: WatchState): Partial<WatchState> {
	if (status === "conflict") return {};
	const isMarked = changes.some(({ type }) => type !== "progress" && type !== "clearPosition");
	return { positionMs: shown.positionMs, ...(isMarked ? { watched: shown.watched } : {}) };
}

describe.each(DIALECTS)("draining to $name", (target) => {
	it(
		"1: loses nothing: each change is journaled, superseded by a later one, or still there",
		async () => {
			await holds(
				fc.asyncProperty(aStory(2, 9), (story) =>
					inScene(target, [0, 0], async (scene) => {
						const tracked = new Set<string>();
						const isKnown = async () => {
							const known = await Promise.all(scene.devices.map(knownTags));
							return [...tracked].filter((tag) => known.every((tags) => !tags.has(tag)));
						};
						for (const step of story) {
							const before = await waitingTags(scene);
							const made = await take(scene, step);
							for (const tag of made) tracked.add(tag);
							if (made.length > 0) {
								// What a later change of the person took the place of is no longer to be found.
								const after = await waitingTags(scene);
								for (const tag of before) if (tag && !after.has(tag)) tracked.delete(tag);
							}
							expect(await isKnown()).toEqual([]);
						}
						await settle(scene.rig, scene.devices);
						expect(await isKnown()).toEqual([]);
					}),
				),
			);
		},
		PATIENCE,
	);

	it(
		"2: what is acknowledged is there, and the device shows it",
		async () => {
			await holds(
				fc.asyncProperty(aStory(1, 10), (story) =>
					inScene(target, [0], async (scene) => {
						const { rig, devices } = scene;
						const [device] = devices;
						for (const step of story) {
							const last = await device.db.journal.orderBy("id").last();
							await take(scene, step);
							if (step.do !== "drain" && step.do !== "drain both") continue;
							const entries = await device.db.journal
								.where("id")
								.above(last?.id ?? 0)
								.toArray();
							for (const slug of SLUGS) {
								const itemId = rig.itemId(slug);
								const entry = entries.findLast((one) => one.itemId === itemId && one.after !== undefined);
								if (entry === undefined || (await device.db.outbox.get(itemId)) !== undefined) continue;
								expect(rig.truth(slug)).toEqual(entry.after);
								expect(await device.shown(slug)).toEqual(entry.after);
							}
						}
					}),
				),
			);
		},
		PATIENCE,
	);

	it(
		"2: what the server loses after it was acknowledged is written again, three times at most, and then asked about",
		async () => {
			await holds(
				fc.asyncProperty(
					aMinute,
					fc.integer({ min: 1, max: 5 }),
					fc.array(aMishap, { maxLength: 2 }),
					(min, losses, bad) =>
						inScene(target, [0, 0], async ({ rig, devices }) => {
							const [device] = devices;
							const at = rig.clock.now();
							const view = () => rig.server.view({ slug: SLUG, act: "progress", positionMs: 5 * MINUTE, at });
							view();
							await device.refresh();
							rig.clock.advance(5 * HOUR);
							await change(device, [SLUG], "progress", min);
							await settle(rig, [device]);
							for (let loss = 1; loss <= losses; loss += 1) {
								expect(rig.truth(SLUG).positionMs).toBe(min * MINUTE);
								// A scan of the library writes what it had read before.
								view();
								await device.refresh();
								for (const trouble of bad) {
									rig.clock.advance(20 * MINUTE);
									await device.drain(trouble, true);
								}
								await settle(rig, devices);
								const [row] = await device.db.outbox.toArray();
								if (loss <= 3) expect(row).toBeUndefined();
								else {
									expect(row).toMatchObject({ status: "conflict", reason: "lost-by-server" });
									return;
								}
							}
							expect(rig.truth(SLUG).positionMs).toBe(min * MINUTE);
						}),
				),
			);
		},
		PATIENCE,
	);

	it(
		"4: a refresh changes no field that has an unsent change, and no row that waits",
		async () => {
			await holds(
				fc.asyncProperty(aStory(2, 9), (story) =>
					inScene(target, [0, 0], async (scene) => {
						const { rig, devices } = scene;
						for (const [at, step] of story.entries()) {
							await take(scene, step);
							const device = devices[at % devices.length] ?? devices[0];
							const rows = await device.db.outbox.toArray();
							const shown = await Promise.all(SLUGS.map((slug) => device.shown(slug)));
							await device.refresh();
							expect(await device.db.outbox.toArray()).toEqual(rows);
							for (const [which, slug] of SLUGS.entries()) {
								const row = rows.find(({ itemId }) => itemId === rig.itemId(slug));
								const before = shown[which];
								if (row === undefined || before === undefined) continue;
								expect(await device.shown(slug)).toMatchObject(unsentFields(row, before));
							}
						}
					}),
				),
			);
		},
		PATIENCE,
	);

	it(
		"8: absence clears nothing: short, empty and wrong answers are not read as unwatched or deleted",
		async () => {
			const fault = fc.constantFrom(
				{ kind: "short-list" as const },
				{ kind: "wrong-types" as const },
				{ kind: "html" as const },
				{ kind: "garbage" as const },
				// A proxy in front of a server that is being replaced.
				{ kind: "status" as const, status: 404 },
				{ kind: "status" as const, status: 503 },
			);
			const slugs = fc.uniqueArray(aSlug, { minLength: 1 });
			await holds(
				fc.asyncProperty(fault, slugs, fc.integer({ min: 1, max: 3 }), (bad, list, tries) =>
					inScene(target, [0], async ({ rig, devices: [device] }) => {
						for (const slug of SLUGS) rig.server.view({ slug, act: "watched" });
						await device.refresh();
						rig.clock.advance(HOUR);
						await change(device, list, "progress", 30);
						const items = await device.db.items.toArray();
						rig.server.setFaults([bad]);
						for (let turn = 0; turn < tries; turn += 1) {
							rig.clock.advance(HOUR);
							await device.drain(NO_TROUBLE, true);
							await device.refresh();
						}
						for (const slug of SLUGS) {
							expect(rig.truth(slug).watched).toBe(true);
							expect((await device.shown(slug)).watched).toBe(true);
						}
						expect(await device.db.items.toCollection().primaryKeys()).toEqual(items.map(({ itemId }) => itemId));
						rig.server.setFaults([]);
						await settle(rig, [device]);
						for (const slug of list) expect(rig.truth(slug)).toMatchObject({ watched: true, positionMs: 30 * MINUTE });
					}),
				),
			);
		},
		PATIENCE,
	);

	it(
		"15: a row that the server fails at, whatever it says and however often, holds up no other and stays",
		async () => {
			const answers = fc.constantFrom(500, 503, 400, 403, 404, 418, 0);
			await holds(
				fc.asyncProperty(answers, aSlug, fc.integer({ min: 1, max: 12 }), (status, bad, tries) =>
					inScene(target, [0], async ({ rig, devices: [device] }) => {
						const key = rig.itemId(bad).slice(3);
						device.onRequest = async (_nth, request): Promise<Response | undefined> => {
							if (!isWrite(request) || !(request.url + (await request.clone().text())).includes(key)) return undefined;
							if (status === 0) throw new TypeError("Failed to fetch");
							return new Response(null, { status });
						};
						for (const slug of SLUGS) {
							await change(device, [slug], "finished", 0);
							rig.clock.advance(MINUTE);
						}
						for (let turn = 0; turn < tries + 2; turn += 1) {
							rig.clock.advance(15 * MINUTE);
							await device.drain();
						}
						const others = SLUGS.filter((slug) => slug !== bad);
						expect(others.map((slug) => rig.truth(slug).watched)).toEqual([true, true]);
						const left = await device.db.outbox.toArray();
						expect(left.map(({ itemId }) => itemId)).toEqual([rig.itemId(bad)]);
						device.onRequest = async () => undefined;
						await retryRows(
							device.world,
							left.map(({ itemId }) => itemId),
						);
						await settle(rig, [device]);
						expect(rig.truth(bad)).toMatchObject({ watched: true, playCount: 1 });
					}),
				),
			);
		},
		PATIENCE,
	);
});

function isWrite(request: Request): boolean {
	return request.method !== "GET" || /\/:\/(un)?scrobble/.test(request.url);
}
