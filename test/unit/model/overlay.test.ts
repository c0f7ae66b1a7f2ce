import { describe, expect, it } from "vitest";
import { playedLast, titleState } from "../../../src/model/overlay.ts";
import { UNTOUCHED, type WatchState } from "../../../src/model/watch-state.ts";

function state(positionMs: number, lastPlayedAt: number | null, watched = false, playCount = 0): WatchState {
	return { positionMs, watched, playCount, lastPlayedAt };
}

describe("what is shown of a title with several files", () => {
	it.each([
		["the title's own, while no other file was played", state(5, 10), [], state(5, 10)],
		["the file played last", state(5, 10), [state(7, 20)], state(7, 20)],
		["the title's own, when it was played last", state(5, 30), [state(7, 20)], state(5, 30)],
		["the file whose date the server gives the title", state(0, 20), [state(7, 20)], state(7, 20)],
		["of several files the newest", state(0, null), [state(7, 20), state(9, 40), state(8, 30)], state(9, 40)],
		["a place in a file of a title that was watched", state(0, 20, true, 1), [state(7, 20)], state(7, 20, true, 1)],
		["watched, by the file played last", state(5, 10), [state(0, 20, true, 2)], state(0, 20, true, 2)],
		["nothing of a file that was never played", state(5, 10), [UNTOUCHED], state(5, 10)],
	])("is %s", (_, own, files, shown) => {
		const played = playedLast(
			own,
			files.map((each, at) => ({ itemId: `a1/${at}` as const, state: each })),
		);
		expect(played ? titleState(own, played.state) : own).toEqual(shown);
	});
});
