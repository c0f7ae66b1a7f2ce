import { describe, expect, it } from "vitest";
import { actsOf, togetherName } from "../../../src/app/waiting-acts.ts";
import type { OutboxRow, TitleSnapshot } from "../../../src/model/change.ts";
import { UNTOUCHED } from "../../../src/model/watch-state.ts";

const snapshot = (more: Partial<TitleSnapshot> = {}): TitleSnapshot => ({
	title: "It",
	kind: "episode",
	providerIds: {},
	...more,
});
const row = (key: string, group?: string, more: Partial<OutboxRow> = {}): OutboxRow => ({
	itemId: `a1/${key}`,
	sourceId: "a1",
	revision: 1,
	changes: [{ type: "markWatched", at: 0, uncertaintyMs: 0, revision: 1, ...(group ? { group } : {}) }],
	base: UNTOUCHED,
	createdAt: 0,
	attempts: 0,
	nextTryAt: 0,
	status: "waiting",
	snapshot: snapshot(),
	...more,
});
const shape = (rows: readonly OutboxRow[]) =>
	actsOf(rows).map((act) => act.rows.map(({ itemId }) => itemId.slice(3)).join());

describe("what waits", () => {
	it("stands together where it was done at once, by the place of its first", () => {
		expect(shape([row("1", "s"), row("2"), row("3", "s"), row("4", "t")])).toEqual(["1,3", "2", "4"]);
	});

	it("stands by itself where it was refused, rests, or has more done to it", () => {
		const more = [...row("4", "s").changes, { type: "progress", at: 1, uncertaintyMs: 0, revision: 2 } as const];
		const rows = [
			row("1", "s"),
			row("2", "s", { status: "parked" }),
			row("3", "s", { attempts: 1, reason: "refused" }),
			row("4", "s", { changes: more }),
			row("5", "s", { attempts: 1, reason: "unreachable" }),
		];
		expect(shape(rows)).toEqual(["1,5", "2", "3", "4"]);
	});

	it("of two servers never stands together", () => {
		expect(shape([row("1", "s"), { ...row("2", "s"), sourceId: "a2" }])).toEqual(["1", "2"]);
	});
});

it.each([
	[
		"a season",
		[snapshot({ showTitle: "Flash", seasonIndex: 2 }), snapshot({ showTitle: "Flash", seasonIndex: 2 })],
		"Flash · Season 2",
	],
	["the specials", [snapshot({ showTitle: "Flash", seasonIndex: 0 })], "Flash · Specials"],
	[
		"a show",
		[snapshot({ showTitle: "Flash", seasonIndex: 1 }), snapshot({ showTitle: "Flash", seasonIndex: 2 })],
		"Flash",
	],
	["two titles", [snapshot({ showTitle: "Flash" }), snapshot({ kind: "movie", title: "Faust" })], "Flash and Faust"],
	["a selection", ["A", "B", "C", "D"].map((title) => snapshot({ kind: "movie", title })), "A, B and 2 more"],
])("names %s as one", (_, snapshots, name) => {
	expect(togetherName(snapshots)).toBe(name);
});
