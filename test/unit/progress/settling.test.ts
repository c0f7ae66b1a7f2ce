import { afterEach, describe, expect, it } from "vitest";
import { writeSetting } from "../../../src/db/settings.ts";
import type { ChangeType } from "../../../src/model/change.ts";
import type { Dialect } from "../../../src/model/source.ts";
import type { WatchState } from "../../../src/model/watch-state.ts";
import { recordChange } from "../../../src/progress/record-change.ts";
import { settleConflict } from "../../../src/progress/settle.ts";
import { undoEntry } from "../../../src/progress/undo.ts";
import { type Device, HOUR, MINUTE, NO_TROUBLE, Rig } from "../../property/progress/rig.ts";
import { journalOf } from "./changes.ts";

type Act = "progress" | "finish" | "watched" | "unwatched";
interface Kind {
	readonly name: string;
	readonly dialects: readonly Dialect[];
	/** On the server before, seen here. */
	readonly before: readonly [Act, number][];
	readonly here: readonly [ChangeType, number][];
	/** By another device, hours later. */
	readonly there: readonly [Act, number][];
	readonly policy?: "ask";
	readonly wanted: Partial<WatchState>;
}

const BOTH = ["jellyfin", "plex"] as const;
const KINDS: readonly Kind[] = [
	{
		name: "a place in a film that was unwatched elsewhere",
		dialects: BOTH,
		before: [["watched", 0]],
		here: [["progress", 40]],
		there: [["unwatched", 0]],
		wanted: { positionMs: 40 * MINUTE },
	},
	{
		name: "a mark of a film that was unwatched elsewhere",
		dialects: BOTH,
		before: [["watched", 0]],
		here: [["finished", 0]],
		there: [["unwatched", 0]],
		wanted: { positionMs: 0, watched: true },
	},
	{
		name: "a place in a film that was opened elsewhere and left at once",
		dialects: ["jellyfin"],
		before: [["progress", 20]],
		here: [["progress", 60]],
		there: [["progress", 0]],
		wanted: { positionMs: 60 * MINUTE, watched: false },
	},
	{
		name: "a further place that the server was told about less lately",
		dialects: ["plex"],
		before: [],
		here: [["progress", 60]],
		there: [["progress", 10]],
		wanted: { positionMs: 60 * MINUTE, watched: false },
	},
	{
		name: "a finish that the server was told about less lately, and a place after it",
		dialects: ["plex"],
		before: [],
		here: [
			["finished", 0],
			["progress", 30],
		],
		there: [["progress", 10]],
		wanted: { positionMs: 30 * MINUTE, watched: true, playCount: 1 },
	},
	{
		name: "an unwatch that the server was told about less lately",
		dialects: ["plex"],
		before: [["watched", 0]],
		here: [["markUnwatched", 0]],
		there: [["progress", 10]],
		wanted: { positionMs: 0, watched: false },
	},
	{
		name: "a place of a person who wants to be asked",
		dialects: BOTH,
		before: [],
		here: [["progress", 60]],
		there: [["progress", 10]],
		policy: "ask",
		wanted: { positionMs: 60 * MINUTE, watched: false },
	},
];
const CASES = KINDS.flatMap((kind) => kind.dialects.map((dialect) => ({ dialect, ...kind })));

describe.each(CASES)("on $dialect, $name", ({ dialect, before, here, there, policy, wanted }) => {
	let device: Device;
	afterEach(() => device.close());

	async function disagree() {
		const rig = new Rig(dialect);
		device = await rig.device();
		if (policy) await writeSetting(device.db, "policy", policy);
		const view = ([act, min]: [Act, number]) => rig.server.view({ slug: "metropolis", act, positionMs: min * MINUTE });
		before.forEach(view);
		await device.refresh();
		const itemId = rig.itemId("metropolis");
		for (const [type, min] of here) {
			rig.clock.advance(HOUR);
			await recordChange(device.world, { itemId, type, positionMs: min * MINUTE });
		}
		rig.clock.advance(5 * HOUR);
		there.forEach(view);
		rig.clock.advance(HOUR);
		const theirs = rig.truth("metropolis");
		await device.drain();
		expect(await device.db.outbox.get(itemId)).toMatchObject({ status: "conflict" });
		expect(rig.truth("metropolis")).toEqual(theirs);
		expect(await device.shown("metropolis")).toEqual(theirs);
		return { rig, itemId, theirs };
	}

	async function sent(rig: Rig) {
		rig.clock.advance(HOUR);
		await device.drain(NO_TROUBLE, true);
		expect(await device.db.outbox.count()).toBe(0);
		return rig.truth("metropolis");
	}

	it("is written when it is chosen", async () => {
		const { rig, itemId } = await disagree();
		await settleConflict(device.world, itemId, "mine");
		expect(await sent(rig)).toMatchObject(wanted);
	});

	it("is dropped when the other side is, and can be taken back", async () => {
		const { rig, itemId, theirs } = await disagree();
		await settleConflict(device.world, itemId, "theirs");
		expect(await sent(rig)).toEqual(theirs);
		const [entry] = await journalOf(device.db);
		expect(await undoEntry(device.world, entry?.id ?? 0)).toBe(1);
		expect(await sent(rig)).toMatchObject(wanted);
	});
});
