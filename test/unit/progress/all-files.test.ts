import { describe, expect, it } from "vitest";
import type { ChangeType } from "../../../src/model/change.ts";
import type { WatchState } from "../../../src/model/watch-state.ts";
import { onOtherFile } from "../../../src/progress/all-files.ts";
import { freshRow } from "../../../src/progress/record-change.ts";
import { type Turn, whoseTurn } from "../../../src/progress/turns.ts";
import { unmasked } from "../../../src/progress/unmask.ts";

function state(positionMs: number, lastPlayedAt: number | null, watched = false, playCount = 0): WatchState {
	return { positionMs, watched, playCount, lastPlayedAt };
}

describe("an act on one file of a title", () => {
	const row = (...types: ChangeType[]) => ({
		...freshRow("a1/other", state(0, null), { title: "", kind: "movie", providerIds: {} }, 0, "a1/title"),
		revision: types.length,
		changes: types.map((type, at) => ({ type, at, uncertaintyMs: 0, revision: at + 1 })),
	});
	const left = (act: ChangeType, ...types: ChangeType[]) =>
		onOtherFile(act, { row: row(...types), positionMs: 5 }).row?.changes.map(({ type }) => type);

	it("leaves the others alone when it is progress", () => {
		expect(onOtherFile("progress", { row: row("progress"), positionMs: 5 }).clears).toBe(false);
		expect(left("progress", "progress")).toEqual(["progress"]);
	});
	it.each(["finished", "markWatched", "clearPosition"] as const)("clears the place of the others: %s", (act) => {
		expect(onOtherFile(act, { positionMs: 5 }).clears).toBe(true);
		expect(onOtherFile(act, { positionMs: 0 }).clears).toBe(false);
		expect(left(act, "progress")).toBeUndefined();
		expect(left(act, "finished", "progress")).toEqual(["finished"]);
	});
	it("takes all that waits for the others with it when it is an unwatch, and leaves their clearing to the server", () => {
		expect(left("markUnwatched", "finished", "progress")).toBeUndefined();
		expect(onOtherFile("markUnwatched", { positionMs: 5 }).clears).toBe(false);
	});
});

describe("the own state of a title with several files", () => {
	const base = state(40, 10, false, 1);
	it.each([
		["is as read, while it has the base's date", state(40, 10), [], state(40, 10)],
		["is as read, when no file known has its date", state(50, 30), [state(7, 20)], state(50, 30)],
		[
			"keeps its place, but not the date of another file",
			state(50, 20, false, 1),
			[state(7, 20)],
			state(50, 10, false, 1),
		],
		["is the base, when a watched file hides it", state(0, 20, true, 1), [state(0, 20, true, 3)], base],
	])("%s", (_, remote, files, own) => {
		expect(unmasked(remote, base, files)).toEqual(own);
	});
});

describe("the files of one title", () => {
	const turn = (itemId: `a1/${string}`, createdAt: number, more: Partial<Turn> = {}): Turn => ({
		itemId,
		createdAt,
		status: "waiting",
		...more,
	});
	const file = (createdAt: number, more: Partial<Turn> = {}) =>
		turn("a1/file", createdAt, { titleId: "a1/title", ...more });

	it("are sent one after the other, oldest first", () => {
		expect(whoseTurn(["a1/title", "a1/file"], [turn("a1/title", 2), file(1)])).toEqual(["a1/file"]);
		expect(whoseTurn(["a1/title", "a1/file"], [turn("a1/title", 1), file(2)])).toEqual(["a1/title"]);
	});
	it("begin with the title when they are of the same moment", () => {
		expect(whoseTurn(["a1/file", "a1/title"], [file(1), turn("a1/title", 1)])).toEqual(["a1/title"]);
	});
	it("do not wait for one that rests, nor for another title", () => {
		const resting = turn("a1/title", 1, { status: "parked" });
		expect(whoseTurn(["a1/file"], [resting, file(2)])).toEqual(["a1/file"]);
		expect(whoseTurn(["a1/file"], [turn("a1/else", 1), file(2)])).toEqual(["a1/file"]);
	});
	it("hold up no title that has one file", () => {
		expect(whoseTurn(["a1/plain", "a1/file"], [file(2), turn("a1/title", 1)])).toEqual(["a1/plain"]);
	});
});
