import { expect, it } from "vitest";
import { changeInWords, countsByName, countsInWords } from "../../../src/app/title-run-words.ts";
import type { Title, TitleRunCounts } from "../../../src/model/title.ts";

const counts: TitleRunCounts = {
	scanned: 1200,
	added: 3,
	updated: 4,
	unchanged: 5,
	removed: 0,
	withoutIds: 2,
	conflicts: 6,
	notFilled: 7,
	errors: 1,
};

it("every count of a run is told, what was skipped and what failed with the reason, and how long it took", () => {
	const told = new Map(countsByName(counts, 12_400));
	expect(told.get("Looked at")).toBe((1200).toLocaleString());
	expect(["Added", "Updated", "Unchanged", "Removed", "For you to settle"].map((name) => told.get(name))).toEqual([
		"3",
		"4",
		"5",
		"0",
		"6",
	]);
	expect(told.get("Skipped")).toMatch(
		/^2 without a catalogue number.*; 7 known already, because filling in is turned off$/,
	);
	expect(told.get("Errors")).toMatch(/^1 listed, but not on this device/);
	expect(told.get("Took")).toBe("12 seconds");
});

it("a run of an earlier build, which counted less, is told too", () => {
	const { notFilled: _, errors: __, ...early } = { ...counts, withoutIds: 0 };
	const told = new Map(countsByName(early, 20));
	expect([told.get("Skipped"), told.get("Errors"), told.get("Took")]).toEqual(["0", "0", "under a second"]);
	expect(countsInWords(early)).not.toMatch(/error|filled|number/);
	expect(countsInWords(counts)).toMatch(/2 without a catalogue number, 7 not filled in, 1 error, 6 for you to settle$/);
});

it("what a run does to a title is told, where it is in Radarr or Sonarr too", () => {
	const title: Title = {
		titleId: "t",
		kind: "movie",
		copies: ["a1/1"],
		former: [],
		ids: [],
		facts: { name: "Wings" },
		revision: 1,
	};
	const told = (before: Partial<Title>, after: Partial<Title>) =>
		changeInWords({ titleId: "t", before: { ...title, ...before }, after: { ...title, ...after } });
	expect(told({}, { arr: ["r1/5"] })).toBe("Wings: found in Radarr");
	expect(told({ kind: "show", arr: ["r1/5"] }, { kind: "show" })).toBe("Wings: no longer in Sonarr");
	expect(told({ arr: ["r1/5"] }, { arr: ["r1/6"] })).toBe("Wings: found in Radarr under its new id");
	expect(told({}, { copies: ["a1/2"], facts: { name: "Wings", year: 1927 } })).toBe(
		"Wings (1927): found under its new id; fills year",
	);
	expect(told({}, { copies: ["a1/1", "b2/1"], arr: ["r1/5"] })).toBe("Wings: 1 more copy; found in Radarr");
});
