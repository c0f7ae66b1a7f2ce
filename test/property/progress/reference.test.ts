import { describe, expect, it } from "vitest";
import type { Change } from "../../../src/model/change.ts";
import type { Dialect } from "../../../src/model/source.ts";
import type { WatchState } from "../../../src/model/watch-state.ts";
import { coalesce } from "../../../src/progress/coalesce.ts";
import { type Decision, merge } from "../../../src/progress/merge.ts";
import { type Answer, referenceMerge } from "../../reference/merge-model.ts";
import { rowsFor } from "../../reference/merge-rows.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOON = Date.UTC(2026, 10, 20, 12);
const NOW = NOON + 24 * HOUR;
const DURATION = 100 * MINUTE;
const LONG_BEFORE = NOON - 5 * HOUR;
/** Within the half hour of pauses. */
const TIED = NOON - 10 * MINUTE;
const LONG_AFTER = NOON + 5 * HOUR;
const IN_THE_FUTURE = NOW + 5 * HOUR;

const POLICIES = ["newest", "furthest", "ask"] as const;
const DIALECTS: readonly Dialect[] = ["jellyfin", "plex"];

interface Extent {
	readonly minutes: readonly number[];
	readonly dates: readonly (number | null)[];
	readonly counts: readonly number[];
}
const BASES: Extent = { minutes: [0, 30], dates: [null, TIED], counts: [0, 1] };
const REMOTES: Extent = {
	minutes: [0, 10, 30, 120],
	dates: [null, LONG_BEFORE, TIED, LONG_AFTER, IN_THE_FUTURE],
	counts: [0, 1, 2],
};

type Act = Omit<Change, "revision">;
const AT_NOON = { at: NOON, uncertaintyMs: 1000 };
/** Before everything, at noon, and later than the server's now. */
const MOMENTS = [{ ...AT_NOON, at: NOON - 8 * HOUR }, AT_NOON, { ...AT_NOON, at: NOW + HOUR }];
const ACTS: readonly Act[] = [
	...MOMENTS.flatMap((moment): Act[] => [
		{ ...moment, type: "progress", positionMs: 10 * MINUTE },
		{ ...moment, type: "progress", positionMs: 20 * MINUTE },
		{ ...moment, type: "finished", playUncounted: true },
		{ ...moment, type: "markWatched" },
		{ ...moment, type: "markUnwatched" },
		{ ...moment, type: "clearPosition" },
	]),
	// By a clock that may be a day off.
	{ type: "progress", positionMs: 20 * MINUTE, at: NOON, uncertaintyMs: 24 * HOUR },
];
const COUNTED: Act = { ...AT_NOON, type: "finished", playUncounted: false };

/** Every act, every pair of them and a finish already counted before each, as the outbox holds them. */
function queues(): readonly (readonly Change[])[] {
	const lists = [
		[COUNTED],
		...[COUNTED, ...ACTS].flatMap((one) => ACTS.map((two) => [one, two])),
		...ACTS.map((one) => [one]),
	];
	const different = new Map<string, readonly Change[]>();
	for (const list of lists) {
		const queue = list.map((act, at) => ({ ...act, revision: at + 1 })).reduce<readonly Change[]>(coalesce, []);
		const name = JSON.stringify(queue.map(({ revision: _, ...act }) => act));
		if (!different.has(name)) different.set(name, queue);
	}
	return [...different.values()];
}

function states(dialect: Dialect, { minutes, dates, counts }: Extent): readonly WatchState[] {
	const flags = [false, true];
	return minutes.flatMap((min) =>
		dates.flatMap((lastPlayedAt) =>
			counts.flatMap((playCount) =>
				flags
					// Plex has no flag of its own: watched means a view count.
					.filter((watched) => dialect === "jellyfin" || watched === playCount > 0)
					.map((watched) => ({ positionMs: min * MINUTE, watched, playCount, lastPlayedAt })),
			),
		),
	);
}

function isSameTarget(a: WatchState | null, b: WatchState | null): boolean {
	if (a === null || b === null) return a === b;
	return (
		a.positionMs === b.positionMs &&
		a.watched === b.watched &&
		a.playCount === b.playCount &&
		a.lastPlayedAt === b.lastPlayedAt
	);
}

function isSameAnswer(wanted: Answer, found: Decision): boolean {
	return (
		wanted.codes.join() === found.codes.join() &&
		isSameTarget(wanted.target, found.target) &&
		wanted.conflict.length === found.conflict.length &&
		wanted.conflict.every((change) => found.conflict.includes(change)) &&
		wanted.finishes === found.finishes &&
		wanted.isUnwatch === found.isUnwatch
	);
}

describe("the merge and an independent reading of SYNC.md", () => {
	it.each(DIALECTS)(
		"answer the same over the whole small state space of %s",
		(dialect) => {
			const bases = states(dialect, BASES);
			const remotes = states(dialect, REMOTES);
			const lists = queues();
			const singles = lists.filter(({ length }) => length === 1);
			const decidedBy = new Map<string, number>(rowsFor(dialect).map((row) => [row, 0]));
			const differences = new Map<string, unknown>();
			let compared = 0;
			for (const base of bases) {
				for (const remote of remotes) {
					// A place past the end says little new: alone is enough.
					const isPastEnd = remote.positionMs > DURATION;
					for (const changes of isPastEnd ? singles : lists) {
						for (const policy of POLICIES) {
							const question = {
								dialect,
								datesAreEvents: dialect === "jellyfin",
								base,
								remote,
								changes,
								policy,
								now: NOW,
								nowUncertaintyMs: 1000,
								durationMs: DURATION,
							};
							const wanted = referenceMerge(question);
							const found = merge(question);
							compared += 1;
							for (const row of wanted.rows) decidedBy.set(row, (decidedBy.get(row) ?? 0) + 1);
							if (isSameAnswer(wanted, found)) continue;
							const kind = `${wanted.rows.join(" + ")} against ${found.codes.join(" + ")}`;
							if (!differences.has(kind)) differences.set(kind, { question, wanted, found });
						}
					}
				}
			}
			const rows = [...decidedBy].map(([row, times]) => `${row}: ${times}`).join(", ");
			console.log(`${dialect}: ${compared} combinations compared. Decided by row: ${rows}`);
			for (const [kind, difference] of differences) console.log(kind, JSON.stringify(difference, null, "\t"));
			expect([...differences.keys()]).toEqual([]);
			const never = [...decidedBy].filter(([, times]) => times === 0).map(([row]) => row);
			expect(never).toEqual([]);
		},
		180_000,
	);
});
