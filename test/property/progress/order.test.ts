import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChangeType, OutboxRow } from "../../../src/model/change.ts";
import { isSameState, UNTOUCHED, type WatchState } from "../../../src/model/watch-state.ts";
import { settleConflict } from "../../../src/progress/settle.ts";
import { holds, PATIENCE } from "./holds.ts";
import { HOUR, MINUTE, NO_TROUBLE, SLUGS, settle, type Trouble } from "./rig.ts";
import {
	aChangeType,
	act,
	aMinute,
	aMishap,
	aStory,
	change,
	inScene,
	type Scene,
	type Step,
	stateAfter,
	TARGETS,
	take,
} from "./story.ts";

const SLUG = SLUGS[0];

async function conflicts({ devices }: Scene): Promise<readonly OutboxRow[]> {
	const rows = await Promise.all(devices.map(({ db }) => db.outbox.toArray()));
	return rows.flat().filter(({ status }) => status === "conflict");
}

/** One act of a viewing, hours before the next. `seen`: the device drained and refreshed just before. */
interface Made {
	/** A device, or somebody at the server. */
	readonly by: number | "viewer";
	readonly type: ChangeType;
	readonly min: number;
	readonly seen: boolean;
}
const here = (type: ChangeType, min: number, seen = false): Made => ({ by: 0, type, min, seen });
const there = (type: ChangeType, min: number, seen = false): Made => ({ by: 1, type, min, seen });

/** Different minutes, so that each position can only be from its own act. */
function acts(by: fc.Arbitrary<Made["by"]>, maxLength: number): fc.Arbitrary<Made[]> {
	const made = fc.record({ by, type: aChangeType, min: aMinute, seen: fc.boolean() });
	return fc.uniqueArray(made, { minLength: 2, maxLength, selector: ({ min }) => min });
}

/** Lets the acts happen, four hours between them, and gives what they lead to, one after the other. */
async function live({ rig, devices }: Scene, list: readonly Made[]): Promise<WatchState> {
	let wanted: WatchState = UNTOUCHED;
	for (const { by, type, min, seen } of list) {
		rig.clock.advance(4 * HOUR);
		wanted = stateAfter(wanted, type, min);
		if (by === "viewer") {
			const what = { progress: "progress", finished: "finish", markWatched: "watched" } as const;
			act({ rig }, SLUG, type === "markUnwatched" || type === "clearPosition" ? "unwatched" : what[type], min);
			continue;
		}
		const device = devices[by] ?? devices[0];
		if (seen) {
			await device.drain(NO_TROUBLE, true);
			await device.refresh();
		}
		await change(device, [SLUG], type, min);
	}
	rig.clock.advance(4 * HOUR);
	return wanted;
}

const LOST: Trouble = { kind: "lost-answer", nth: 1 };
const local = (type: ChangeType, min: number): Step => ({ do: "change", on: min % 2, slug: SLUG, type, min });
const drained: Step = { do: "drain", on: 0, trouble: NO_TROUBLE };

/** What broke invariant 5 once. */
const FOUND_FOR_5: [Step[], ChangeType, Trouble, Trouble][] = [
	// An older device's progress, told to Plex late, outranked the finish.
	[[local("progress", 51)], "finished", LOST, NO_TROUBLE],
	// A finish was taken for the viewing of another device five hours before.
	[[{ do: "act", slug: SLUG, act: "watched", min: 6 }, local("progress", 15)], "finished", NO_TROUBLE, NO_TROUBLE],
	// A try that was cut off was taken for the viewing of somebody else.
	[
		[local("finished", 9), local("progress", 51), { do: "act", slug: SLUG, act: "progress", min: 6 }],
		"markWatched",
		{ kind: "die-before", nth: 1 },
		{ kind: "lost-answer", nth: 3 },
	],
	// An older unwatch undid a mark that was "merely a mark".
	[[local("markUnwatched", 19), local("progress", 6), drained], "markWatched", NO_TROUBLE, NO_TROUBLE],
];

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
	/** Plex has no way to clear the position of a watched title without counting a play, so a mark there changes nothing. */
	const isPossible = (made: readonly Made[]) =>
		dialect === "jellyfin" ||
		made.every(({ type }, at) => type !== "markWatched" || made.slice(0, at).every((one) => one.type === "progress"));

	it(
		"3: newer is not overwritten by older, in either direction",
		async () => {
			const by = fc.constantFrom<Made["by"]>(0, 0, "viewer");
			const played = fc.constantFrom<ChangeType>("progress", "finished");
			const list = acts(by, 5).chain((made) =>
				fc.tuple(
					...made.map((one) => (one.by === "viewer" ? played.map((type) => ({ ...one, type })) : fc.constant(one))),
				),
			);
			// Without unwatches: what they hide is invariant 7's.
			const all = list.filter((made) => made.every(({ type }) => type !== "markUnwatched") && isPossible(made));
			await holds(
				fc.asyncProperty(all, aMishap, (made, bad) =>
					inScene(target, [7 * HOUR], async (scene) => {
						const { rig, devices } = scene;
						const wanted = await live(scene, made);
						await devices[0].drain(bad);
						await settle(rig, devices);
						const open = await conflicts(scene);
						const truth = rig.truth(SLUG);
						for (const { remote } of open) expect(remote).toEqual(truth);
						if (open.length === 0)
							expect(truth).toMatchObject({ watched: wanted.watched, positionMs: wanted.positionMs });
						// Dates of the demo's viewer are true on both dialects: only Plex, which cannot know that, asks.
						else expect(dialect).toBe("plex");
					}),
				),
			);
		},
		PATIENCE,
	);

	it(
		"5: a finish or mark writes position 0 over what is older, and no older progress follows it",
		async () => {
			const late = fc.constantFrom<ChangeType>("finished", "markWatched");
			await holds(
				fc.asyncProperty(aStory(2, 6), late, aMishap, aMishap, (story, mark, first, second) =>
					inScene(target, [0, 0], async (scene) => {
						const { rig, devices } = scene;
						const [device, older = device] = devices;
						for (const step of story) await take(scene, step);
						rig.clock.advance(5 * HOUR);
						// Plex has no way to clear the position of a watched title without counting a play.
						fc.pre(dialect === "jellyfin" || mark === "finished" || !rig.truth(SLUG).watched);
						await change(device, [SLUG], mark, 0);
						rig.clock.advance(5 * HOUR);
						await device.drain(first);
						await older.drain(second);
						await settle(rig, devices);
						if ((await conflicts(scene)).some(({ itemId }) => itemId === rig.itemId(SLUG))) return;
						expect(rig.truth(SLUG)).toMatchObject({ watched: true, positionMs: 0 });
					}),
				),
				FOUND_FOR_5,
			);
		},
		PATIENCE,
	);

	it(
		"6: order does not matter: what is hours later wins on every device, in whatever order they come back",
		async () => {
			const orders = fc.array(fc.nat(2), { maxLength: 4 });
			// An unwatch leaves nothing on Plex that says when, or that there was one.
			const leavesTraces = (made: readonly Made[]) =>
				dialect === "jellyfin" || (isPossible(made) && made.every(({ type }) => type !== "markUnwatched"));
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

	it(
		"12: a clock wrong by up to a day, known or not, silently loses no further progress",
		async () => {
			const hours = fc.integer({ min: -24, max: 24 });
			// One that was wrong and right again between two looks at it leaves no sign.
			const clocks = fc
				.tuple(hours, hours, hours)
				.filter(([measured, made, sent]) => Math.abs(sent - measured) >= Math.abs(made - measured));
			const viewed = fc.option(fc.record({ min: aMinute, after: fc.boolean() }));
			const progress = fc.uniqueArray(aMinute, { minLength: 1, maxLength: 3 });
			await holds(
				fc.asyncProperty(progress, clocks, viewed, aMishap, (list, [measured, made, sent], other, bad) =>
					inScene(target, [measured * HOUR], async ({ rig, devices: [device] }) => {
						const view = (min: number) => rig.server.view({ slug: SLUG, act: "progress", positionMs: min * MINUTE });
						rig.clock.advance(25 * HOUR);
						device.skewMs = made * HOUR;
						if (other && !other.after) view(other.min);
						for (const min of list) {
							rig.clock.advance(20 * MINUTE);
							await change(device, [SLUG], "progress", min);
						}
						rig.clock.advance(20 * MINUTE);
						if (other?.after) view(other.min);
						rig.clock.advance(20 * MINUTE);
						device.skewMs = sent * HOUR;
						await device.drain(bad);
						await settle(rig, [device]);
						const last = (list.at(-1) ?? 0) * MINUTE;
						const truth = rig.truth(SLUG);
						if ((await device.db.outbox.count()) > 0) return;
						if (other === null) expect(truth.positionMs).toBe(last);
						else if (truth.positionMs < last) expect(truth.positionMs).toBe(other.after ? other.min * MINUTE : last);
						// The account service stands in for the clock of a Plex server, and may be out of reach.
						if (dialect === "jellyfin") expect(truth.lastPlayedAt).toBeLessThanOrEqual(rig.clock.now());
					}),
				),
				[
					// A read-back that failed, with something new before the next try: the read-back of that is its base.
					[[31, 6], [0, 0, 0], null, { kind: "down", nth: 4 }],
					// The clock could not be asked for, and what was decided by the old one was dated tomorrow, or taken for older.
					[[6], [0, 2, 2], null, { kind: "down", nth: 1 }],
					[[7], [0, -1, -1], { min: 6, after: false }, { kind: "error", nth: 1 }],
				],
			);
		},
		PATIENCE,
	);

	it(
		"17: all devices and the server agree in the end, or show an open conflict, and stay so",
		async () => {
			await holds(
				fc.asyncProperty(aStory(3, 10), (story) =>
					inScene(target, [0, 5 * HOUR, -24 * HOUR], async (scene) => {
						const { rig, devices } = scene;
						for (const step of story) await take(scene, step);
						// Two that wrote at once are told apart by the second look, which the next drain takes.
						await settle(rig, devices);
						await settle(rig, devices);
						const first = SLUGS.map((slug) => rig.truth(slug));
						await settle(rig, devices);
						expect(SLUGS.map((slug) => rig.truth(slug))).toEqual(first);
						for (const slug of SLUGS) {
							for (const device of devices) {
								const row = await device.db.outbox.get(rig.itemId(slug));
								if (row !== undefined) expect(row.status).toBe("conflict");
								expect(await device.shown(slug)).toEqual(rig.truth(slug));
							}
						}
					}),
				),
			);
		},
		PATIENCE,
	);
});
