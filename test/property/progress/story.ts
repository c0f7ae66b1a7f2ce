import fc from "fast-check";
import type { PlexSwitches } from "../../../demo/plex/switches.ts";
import type { ChangeType } from "../../../src/model/change.ts";
import type { Dialect } from "../../../src/model/source.ts";
import type { WatchState } from "../../../src/model/watch-state.ts";
import { type NewChange, recordChanges } from "../../../src/progress/record-change.ts";
import { giveBack, takeStorage } from "./database-pool.ts";
import { Device, MINUTE, NO_TROUBLE, Rig, SLUGS, type Slug, SOURCE, type Trouble } from "./rig.ts";

/** A server to drain to: Plex also where it believes what a report says of its time. */
export interface Target {
	readonly name: string;
	readonly dialect: Dialect;
	readonly switches?: Partial<PlexSwitches>;
}
/** One of each dialect, Plex at its least helpful. */
export const DIALECTS: readonly Target[] = [
	{ name: "Jellyfin", dialect: "jellyfin" },
	{ name: "Plex", dialect: "plex" },
];
/** For what depends on dates. */
export const TARGETS: readonly Target[] = [
	...DIALECTS,
	{
		name: "a Plex that goes by reported times",
		dialect: "plex",
		switches: { discardsStaleUpdated: true, updatedSetsLastViewedAt: true },
	},
];

/** What somebody does at the server itself, by another app. `look`: opened and left at once. */
export type Act = "progress" | "finish" | "watched" | "unwatched" | "look";

/** `on`: which device. Minutes are of the title for changes and acts, of time for waits. */
export type Step =
	| { readonly do: "change"; readonly on: number; readonly slug: Slug; readonly type: ChangeType; readonly min: number }
	| { readonly do: "batch"; readonly on: number; readonly type: ChangeType; readonly min: number }
	| { readonly do: "act"; readonly slug: Slug; readonly act: Act; readonly min: number }
	| { readonly do: "wait"; readonly min: number }
	| { readonly do: "refresh"; readonly on: number }
	| { readonly do: "drain"; readonly on: number; readonly trouble: Trouble }
	/** Two devices at once, or two tabs of one. */
	| { readonly do: "drain both"; readonly on: readonly [number, number]; readonly trouble: Trouble };

export const aSlug = fc.constantFrom(...SLUGS);
/** Past every start threshold and before every credits marker of the demo servers. */
export const aMinute = fc.integer({ min: 6, max: 70 });
export const aChangeType = fc.constantFrom<ChangeType>(
	"progress",
	"progress",
	"finished",
	"markWatched",
	"markUnwatched",
);
const anAct = fc.constantFrom<Act>("progress", "finish", "watched", "unwatched", "look");
const MISHAPS = ["none", "down", "lost-answer", "error", "garbage", "die-before", "die-after"] as const;
/** A drain of a few rows passes a few hundred points. */
const death: fc.Arbitrary<Trouble> = fc.record({
	kind: fc.constant<Trouble["kind"]>("die-inside"),
	nth: fc.integer({ min: 1, max: 150 }),
});

function anyOf(kinds: readonly Trouble["kind"][]): fc.Arbitrary<Trouble> {
	const some = fc.record({ kind: fc.constantFrom(...kinds), nth: fc.integer({ min: 1, max: 12 }) });
	return fc.oneof({ weight: 3, arbitrary: some }, { weight: 2, arbitrary: death });
}
/** What can go wrong without the server doing anything twice. */
export const aMishap = anyOf(MISHAPS);
export const someTrouble = anyOf([...MISHAPS, "twice", "offline", "signed-out"]);

/** Stories of so many devices. */
export function aStory(devices: number, maxLength: number, troubles = someTrouble): fc.Arbitrary<Step[]> {
	const on = fc.nat(devices - 1);
	const step = fc.oneof(
		{
			weight: 8,
			arbitrary: fc.record({ do: fc.constant("change" as const), on, slug: aSlug, type: aChangeType, min: aMinute }),
		},
		{ weight: 1, arbitrary: fc.record({ do: fc.constant("batch" as const), on, type: aChangeType, min: aMinute }) },
		{ weight: 4, arbitrary: fc.record({ do: fc.constant("act" as const), slug: aSlug, act: anAct, min: aMinute }) },
		{ weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const), min: fc.integer({ min: 5, max: 400 }) }) },
		{ weight: 2, arbitrary: fc.record({ do: fc.constant("refresh" as const), on }) },
		{ weight: 6, arbitrary: fc.record({ do: fc.constant("drain" as const), on, trouble: troubles }) },
		{
			weight: 1,
			arbitrary: fc.record({ do: fc.constant("drain both" as const), on: fc.tuple(on, on), trouble: troubles }),
		},
	);
	return fc.array(step, { minLength: 2, maxLength });
}

/** A server and devices on it. */
export interface Scene {
	readonly rig: Rig;
	readonly devices: readonly [Device, ...Device[]];
}

/** Runs something in a world of its own, with a device for each clock error given, ms. */
export async function inScene(
	target: Target,
	skews: readonly [number, ...number[]],
	run: (scene: Scene) => Promise<void>,
): Promise<void> {
	const rig = new Rig(target.dialect, target.switches);
	const [first, ...others] = skews.map((skewMs) => new Device(rig, takeStorage(), skewMs));
	if (first === undefined) return;
	const devices = [first, ...others] as const;
	try {
		for (const device of devices) await device.connect(SOURCE, rig.signIn());
		await run({ rig, devices });
	} finally {
		for (const device of devices) await giveBack(device);
	}
}

let tags = 0;

/** Records a change of each title named and gives the tags by which they can be known again. */
export async function change(
	device: Device,
	slugs: readonly Slug[],
	type: ChangeType,
	min: number,
): Promise<readonly string[]> {
	const changes = slugs.map((slug): NewChange & { group: string } => {
		tags += 1;
		const positionMs = type === "progress" ? min * MINUTE : undefined;
		return { itemId: device.rig.itemId(slug), type, positionMs, group: `tag-${tags}` };
	});
	await recordChanges(device.world, changes);
	return changes.map(({ group }) => group);
}

/** Somebody does something at the server itself. Plex does not hear of a mere look. */
export function act({ rig }: Pick<Scene, "rig">, slug: Slug, what: Act, min: number): void {
	if (what !== "look") rig.server.view({ slug, act: what, positionMs: min * MINUTE });
	else if (rig.dialect === "jellyfin") rig.server.view({ slug, act: "progress", positionMs: MINUTE });
}

/** Takes a step of a story, a minute after the one before. Gives the tags of the changes it made. */
export async function take(scene: Scene, step: Step): Promise<readonly string[]> {
	const { rig, devices } = scene;
	const device = (on: number) => devices[on % devices.length] ?? devices[0];
	rig.clock.advance(MINUTE);
	switch (step.do) {
		case "change":
			return change(device(step.on), [step.slug], step.type, step.min);
		case "batch":
			return change(device(step.on), SLUGS, step.type, step.min);
		case "act":
			act(scene, step.slug, step.act, step.min);
			return [];
		case "wait":
			rig.clock.advance(step.min * MINUTE);
			return [];
		case "refresh":
			await device(step.on).refresh();
			return [];
		case "drain":
			await device(step.on).drain(step.trouble);
			return [];
		case "drain both": {
			const [one, two] = [device(step.on[0]), device(step.on[1])];
			if (one === two) await one.drainInTwoTabs(step.trouble);
			else await Promise.all([one.drain(step.trouble), two.drain(NO_TROUBLE)]);
			return [];
		}
	}
}

/** What the acts lead to, one after the other. */
export function stateAfter(state: WatchState, type: ChangeType, min: number): WatchState {
	switch (type) {
		case "progress":
			return { ...state, positionMs: min * MINUTE };
		case "finished":
			return { ...state, watched: true, positionMs: 0, playCount: state.playCount + 1 };
		case "markWatched":
			return { ...state, watched: true, positionMs: 0 };
		case "markUnwatched":
			return { ...state, watched: false, positionMs: 0 };
		case "clearPosition":
			return { ...state, positionMs: 0 };
	}
}
