import { describe, expect, it } from "vitest";
import { change, decide, HOUR, MINUTE, NOON, NOW, state } from "./changes.ts";

const PLEX = { datesAreEvents: false };

describe("when nobody else was there", () => {
	it("row 1: writes nothing when the server already shows what is wanted, dated no earlier", () => {
		const decision = decide(state(), state({ min: 30, plays: 1, at: NOON + 1 }), [
			change("progress", NOON, { min: 30 }),
		]);
		expect(decision).toMatchObject({ codes: ["already-there"], target: null, conflict: [] });
	});

	it("row 1: still writes when the server's date is before the change", () => {
		const decision = decide(state(), state({ min: 30, at: NOON - 2 * HOUR }), [change("progress", NOON, { min: 30 })]);
		expect(decision.codes).toEqual(["local-newer"]);
		expect(decision.target).toEqual(state({ min: 30, at: NOON }));
	});

	it("row 1: still counts the play when the server's count is lower than wanted", () => {
		const seen = state({ watched: true, plays: 1, at: NOON + HOUR });
		const decision = decide(state({ watched: true, plays: 1, at: NOON - HOUR }), seen, [change("finished", NOON)]);
		expect(decision.codes).toEqual(["local-finished"]);
		expect(decision.target).toEqual(state({ watched: true, plays: 2, at: NOON + HOUR }));
	});

	it("row 1 on Plex: takes what the server was told since for the same viewing, what it was told before for another", () => {
		const since = state({ watched: true, plays: 1, at: NOON + HOUR });
		expect(decide(state(), since, [change("finished", NOON)], PLEX).codes).toEqual(["already-there"]);
		const seen = state({ watched: true, plays: 1, at: NOON - HOUR });
		expect(decide(state(), seen, [change("finished", NOON)], PLEX)).toMatchObject({ finishes: 1 });
		expect(decide(seen, seen, [change("finished", NOON)], PLEX)).toMatchObject({ finishes: 1 });
	});

	it("row 2: writes what is wanted when the server stands where it stood", () => {
		const base = state({ min: 10, plays: 1, at: NOON - HOUR });
		const decision = decide(base, base, [change("progress", NOON, { min: 30 })]);
		expect(decision.codes).toEqual(["fast-forward"]);
		expect(decision.target).toEqual(state({ min: 30, plays: 1, at: NOON }));
	});

	it("row 2: needs no clock, so a date a day behind is written without falling", () => {
		const base = state({ min: 10, plays: 1, at: NOON });
		const decision = decide(base, base, [change("progress", NOON - 24 * HOUR, { min: 30 })]);
		expect(decision.target).toEqual(state({ min: 30, plays: 1, at: NOON }));
	});

	it("row 2: takes a start that moved nothing for a mere look", () => {
		const base = state({ min: 10, plays: 1, at: NOON - 5 * HOUR });
		const looked = state({ min: 10, plays: 2, at: NOON + HOUR });
		const decision = decide(base, looked, [change("progress", NOON, { min: 30 })]);
		expect(decision.codes).toEqual(["fast-forward"]);
		expect(decision.target).toEqual(state({ min: 30, plays: 2, at: NOON + HOUR }));
	});

	it("row 11b: asks when a later look at an untouched title may as well be a viewing that was taken back", () => {
		const changes = [change("progress", NOON, { min: 30 })];
		const seen = state({ plays: 1, at: NOON + HOUR });
		expect(decide(state(), seen, changes)).toMatchObject({ codes: ["remote-newer"], target: null, conflict: changes });
		expect(decide(state(), { ...seen, lastPlayedAt: NOON - HOUR }, changes).codes).toEqual(["fast-forward"]);
	});

	it("row 11b: asks when a look elsewhere wiped the position that this device had gone on from", () => {
		const base = state({ min: 20, plays: 1, at: NOON - 5 * HOUR });
		const changes = [change("progress", NOON, { min: 60 })];
		const wiped = state({ plays: 2, at: NOON + HOUR });
		expect(decide(base, wiped, changes)).toMatchObject({ codes: ["remote-newer"], target: null, conflict: changes });
		expect(decide(base, wiped, changes, { policy: "furthest" }).target).toMatchObject({ positionMs: 60 * MINUTE });
	});

	it("row 11b: does not let an older mark go over what may be an unwatch of a viewing in between", () => {
		const changes = [change("markWatched", NOON)];
		const base = state({ min: 6, at: NOON - 8 * HOUR });
		expect(decide(base, state({ plays: 1, at: NOON + 4 * HOUR }), changes)).toMatchObject({
			target: null,
			conflict: changes,
		});
	});

	it("row 2: does not take a watched title at 0 that was played again for a mere look", () => {
		const base = state({ watched: true, plays: 1, at: NOON - 5 * HOUR });
		const again = state({ watched: true, plays: 2, at: NOON + HOUR });
		expect(decide(base, again, [change("progress", NOON, { min: 30 })]).codes).toEqual(["remote-newer"]);
	});

	it("row 2 on Plex: a later date is never a mere look", () => {
		const base = state({ min: 10, at: NOON - 5 * HOUR });
		const decision = decide(base, { ...base, lastPlayedAt: NOON + HOUR }, [change("progress", NOON, { min: 5 })], PLEX);
		expect(decision.codes).toEqual(["remote-newer"]);
	});
});

describe("row 11, unwatched elsewhere", () => {
	const watched = state({ watched: true, plays: 2, at: NOON - 5 * HOUR });

	it("asks when `watched` fell and only progress waits", () => {
		const changes = [change("progress", NOON, { min: 30 })];
		const decision = decide(watched, state({ plays: 2, at: NOON + HOUR }), changes);
		expect(decision).toMatchObject({ codes: ["unwatched-elsewhere"], target: null, conflict: changes });
	});

	it("asks when the date vanished and the position fell", () => {
		const decision = decide(state({ min: 40, plays: 1, at: NOON - HOUR }), state(), [change("finished", NOON)]);
		expect(decision.codes).toEqual(["unwatched-elsewhere"]);
	});

	it("does not ask when the date vanished but the position stands", () => {
		const decision = decide(state({ min: 40, at: NOON - HOUR }), state({ min: 40 }), [change("finished", NOON)]);
		expect(decision.codes).toEqual(["local-finished"]);
	});

	it("asks when it stands cleared with a later date, no higher count, and an older finish waits", () => {
		const decision = decide(state(), state({ at: NOON + HOUR }), [change("finished", NOON)]);
		expect(decision.codes).toEqual(["unwatched-elsewhere"]);
	});

	it("does not ask when the cleared title was started again since", () => {
		const decision = decide(state(), state({ at: NOON + HOUR, plays: 1 }), [change("finished", NOON)]);
		expect(decision.codes).not.toContain("unwatched-elsewhere");
	});

	it("does not ask when the person marked it unwatched too", () => {
		const decision = decide(watched, state(), [change("markUnwatched", NOON)]);
		expect(decision.codes).toEqual(["local-unwatched"]);
	});

	it("does not ask when the mark here is later than a dated unwatch", () => {
		const decision = decide(watched, state({ plays: 2, at: NOON }), [change("markWatched", NOON + 2 * HOUR)]);
		expect(decision.codes).toEqual(["local-finished"]);
		expect(decision.target).toEqual(state({ watched: true, plays: 2, at: NOON + 2 * HOUR }));
	});

	it("asks when the unwatch has no date, however late the mark is", () => {
		expect(decide(watched, state(), [change("markWatched", NOW)]).codes).toEqual(["unwatched-elsewhere"]);
	});
});

describe("rows 9 and 10, a local unwatch", () => {
	const base = state({ watched: true, plays: 1, at: NOON - 5 * HOUR });

	it("row 10: keeps what was played later", () => {
		const seen = state({ watched: true, plays: 2, at: NOON + HOUR });
		const decision = decide(base, seen, [change("markUnwatched", NOON)]);
		expect(decision).toMatchObject({ codes: ["remote-newer"], target: null, conflict: [] });
	});

	it("row 10 on Plex: keeps it, and asks, because the date may only say when the server was told", () => {
		const changes = [change("markUnwatched", NOON)];
		const seen = state({ watched: true, plays: 2, at: NOON + HOUR });
		expect(decide(base, seen, changes, PLEX)).toMatchObject({
			codes: ["remote-newer"],
			target: null,
			conflict: changes,
		});
	});

	it("row 10: keeps what was marked later, or devices that come back in another order would not agree", () => {
		const decision = decide(base, { ...base, lastPlayedAt: NOON + HOUR }, [change("markUnwatched", NOON)]);
		expect(decision).toMatchObject({ codes: ["remote-newer"], target: null, conflict: [] });
	});

	it("row 9: unwatches what was marked nobody knows when, keeping the count", () => {
		const seen = state({ watched: true, plays: 1, at: null });
		const decision = decide(state(), seen, [change("markUnwatched", NOON)]);
		expect(decision).toMatchObject({ codes: ["local-unwatched"], isUnwatch: true });
		expect(decision.target).toEqual(state({ plays: 1, at: NOON }));
	});

	it("row 9: unwatches what was played at about the same time", () => {
		const seen = state({ watched: true, plays: 2, at: NOON - MINUTE });
		const decision = decide(base, seen, [change("markUnwatched", NOON)]);
		expect(decision.target).toEqual(state({ plays: 2, at: NOON }));
	});

	it("row 9: takes away a position that is not later", () => {
		const decision = decide(state(), state({ min: 20, plays: 1, at: NOON - 5 * HOUR }), [
			change("markUnwatched", NOON),
		]);
		expect(decision.target).toEqual(state({ plays: 1, at: NOON }));
	});

	it("row 9: lets progress that follows the unwatch stand", () => {
		const seen = state({ watched: true, plays: 2, at: NOON - MINUTE });
		const decision = decide(base, seen, [
			change("markUnwatched", NOON),
			change("progress", NOON + MINUTE, { min: 20 }),
		]);
		expect(decision.target).toEqual(state({ min: 20, plays: 2, at: NOON + MINUTE }));
	});
});

describe("row 8, a local finish or mark", () => {
	it("adds its plays to the server's count and sets the position to 0", () => {
		const seen = state({ min: 40, plays: 3, at: NOON - 4 * HOUR });
		const decision = decide(state(), seen, [change("finished", NOON)]);
		expect(decision).toMatchObject({ codes: ["local-finished"], finishes: 1, isUnwatch: false });
		expect(decision.target).toEqual(state({ watched: true, plays: 4, at: NOON }));
	});

	it("counts two viewings as two plays and a counted one as none", () => {
		const seen = state({ min: 40, plays: 3, at: NOON - 4 * HOUR });
		const twice = [change("finished", NOON - HOUR), change("finished", NOON)];
		expect(decide(state(), seen, twice).finishes).toBe(2);
		expect(decide(state(), seen, [change("finished", NOON, { playUncounted: false })]).finishes).toBe(0);
	});

	it("adds no play for a mark", () => {
		const seen = state({ min: 40, plays: 3, at: NOON - 4 * HOUR });
		expect(decide(state(), seen, [change("markWatched", NOON)]).target?.playCount).toBe(3);
	});

	it("keeps a position that is later than the finish as a rewatch", () => {
		const seen = state({ min: 40, plays: 1, at: NOON + HOUR });
		const decision = decide(state(), seen, [change("finished", NOON)]);
		expect(decision.target).toEqual(state({ min: 40, watched: true, plays: 2, at: NOON + HOUR }));
	});

	it("on Plex asks instead, because that position may be older than it was told", () => {
		const changes = [change("finished", NOON)];
		const seen = state({ min: 40, at: NOON + HOUR });
		expect(decide(state(), seen, changes, PLEX)).toMatchObject({ target: null, conflict: changes });
	});

	it("keeps the finish when the position after it loses", () => {
		const seen = state({ min: 40, plays: 1, at: NOON + 3 * HOUR });
		const changes = [change("finished", NOON), change("progress", NOON + HOUR, { min: 5 })];
		const decision = decide(state(), seen, changes);
		expect(decision.codes).toEqual(["local-finished", "remote-newer"]);
		expect(decision.target).toEqual(state({ min: 40, watched: true, plays: 2, at: NOON + 3 * HOUR }));
	});

	it("does not let an older position win the tie against progress that follows the finish", () => {
		const seen = state({ min: 90, plays: 1, at: NOON - MINUTE });
		const changes = [change("finished", NOON), change("progress", NOON + MINUTE, { min: 5 })];
		const decision = decide(state(), seen, changes);
		expect(decision.codes).toEqual(["local-finished", "rewatch"]);
		expect(decision.target?.positionMs).toBe(5 * MINUTE);
	});
});

describe("rows 3 to 7, the position", () => {
	const base = state({ min: 10, plays: 1, at: NOON - 5 * HOUR });

	it("row 3: keeps the server's when it is later", () => {
		const decision = decide(base, state({ min: 20, plays: 2, at: NOON + HOUR }), [
			change("progress", NOON, { min: 30 }),
		]);
		expect(decision).toMatchObject({ codes: ["remote-newer"], target: null, conflict: [] });
	});

	it("row 3 on Plex: also asks when what is here is further, or a clear", () => {
		const seen = state({ min: 20, at: NOON + HOUR });
		const further = [change("progress", NOON, { min: 30 })];
		expect(decide(base, seen, further, PLEX)).toMatchObject({
			codes: ["remote-newer"],
			target: null,
			conflict: further,
		});
		const clear = [change("clearPosition", NOON)];
		expect(decide(base, seen, clear, PLEX).conflict).toEqual(clear);
		expect(decide(base, seen, [change("progress", NOON, { min: 5 })], PLEX).conflict).toEqual([]);
	});

	it("row 4: takes the local one when it is later, also back", () => {
		const seen = state({ min: 20, plays: 2, at: NOON - 4 * HOUR });
		const decision = decide(base, seen, [change("progress", NOON, { min: 5 })]);
		expect(decision.codes).toEqual(["local-newer"]);
		expect(decision.target).toEqual(state({ min: 5, plays: 2, at: NOON }));
	});

	it("row 5: takes the further of two that are tied, with the later date", () => {
		const seen = state({ min: 20, plays: 2, at: NOON - 10 * MINUTE });
		const further = decide(base, seen, [change("progress", NOON, { min: 30 })]);
		expect(further.codes).toEqual(["tie-further"]);
		expect(further.target).toEqual(state({ min: 30, plays: 2, at: NOON }));
		const behind = decide(base, seen, [change("progress", NOON, { min: 15 })]);
		expect(behind.target).toEqual(state({ min: 20, plays: 2, at: NOON }));
	});

	it("row 5: takes watched at 0 for the end", () => {
		const again = state({ watched: true, plays: 2, at: NOON - 10 * MINUTE });
		const before = state({ watched: true, plays: 1, at: NOON - 5 * HOUR });
		expect(decide(before, again, [change("progress", NOON, { min: 15 })]).target?.positionMs).toBe(0);
	});

	it("row 5: lets a clear win the tie, and an undated position that did not move on", () => {
		const seen = state({ min: 20, plays: 2, at: NOON - 10 * MINUTE });
		expect(decide(base, seen, [change("clearPosition", NOON)]).target?.positionMs).toBe(0);
		const back = decide(base, { ...base, positionMs: 5 * MINUTE }, [change("clearPosition", NOON)]);
		expect(back.target?.positionMs).toBe(0);
		const on = decide(base, { ...base, positionMs: 50 * MINUTE }, [change("clearPosition", NOON)]);
		expect(on.target?.positionMs).toBe(50 * MINUTE);
	});

	it("row 5: compares positions where the server's date is the one of before", () => {
		const decision = decide(base, { ...base, positionMs: 50 * MINUTE }, [change("progress", NOON, { min: 30 })]);
		expect(decision.codes).toEqual(["tie-further"]);
		expect(decision.target?.positionMs).toBe(50 * MINUTE);
	});

	it("row 6: keeps the end when it was watched elsewhere later, or nobody knows when", () => {
		const later = decide(base, state({ watched: true, plays: 2, at: NOON + HOUR }), [
			change("progress", NOON, { min: 30 }),
		]);
		expect(later).toMatchObject({ codes: ["watched-elsewhere"], target: null });
		const undated = decide(base, { ...base, watched: true, positionMs: 0 }, [change("progress", NOON, { min: 30 })]);
		expect(undated).toMatchObject({ codes: ["watched-elsewhere"], target: null });
	});

	it("row 6 on Plex: also asks when what is here is further, or a clear of what stands there", () => {
		const watched = state({ watched: true, min: 20, plays: 2, at: NOON + HOUR });
		const further = [change("progress", NOON, { min: 30 })];
		const asked = { codes: ["watched-elsewhere"], target: null, conflict: further };
		expect(decide(base, watched, further, PLEX)).toMatchObject(asked);
		const undated = { ...watched, lastPlayedAt: null };
		expect(decide(base, undated, further, PLEX)).toMatchObject(asked);
		const clear = [change("clearPosition", NOON)];
		expect(decide(base, watched, clear, PLEX).conflict).toEqual(clear);
		expect(decide(base, watched, [change("progress", NOON, { min: 15 })], PLEX).conflict).toEqual([]);
	});

	it("row 6 on Plex: does not ask about a place before the end that was reached there, nor about what is cleared", () => {
		const ended = state({ watched: true, plays: 2, at: NOON + HOUR });
		for (const one of [change("progress", NOON, { min: 30 }), change("clearPosition", NOON)]) {
			expect(decide(base, ended, [one], PLEX)).toMatchObject({
				codes: ["watched-elsewhere"],
				target: null,
				conflict: [],
			});
		}
	});

	it("row 6: takes the local position where only the mark was added and the position left as it stood", () => {
		const decision = decide(base, { ...base, watched: true }, [change("progress", NOON, { min: 30 })]);
		expect(decision.codes).toEqual(["rewatch"]);
		expect(decision.target).toEqual(state({ min: 30, watched: true, plays: 1, at: NOON }));
	});

	it("row 7: takes later progress for a rewatch that stays watched", () => {
		const seen = state({ watched: true, plays: 2, at: NOON - 4 * HOUR });
		const decision = decide(base, seen, [change("progress", NOON, { min: 30 })]);
		expect(decision.codes).toEqual(["rewatch"]);
		expect(decision.target).toEqual(state({ min: 30, watched: true, plays: 2, at: NOON }));
	});
});

describe("the policy", () => {
	const base = state({ min: 10, plays: 1, at: NOON - 5 * HOUR });
	const later = state({ min: 20, plays: 2, at: NOON + HOUR });

	it("furthest: takes the further one whoever was later", () => {
		const ours = decide(base, later, [change("progress", NOON, { min: 30 })], { policy: "furthest" });
		expect(ours.target).toEqual(state({ min: 30, plays: 2, at: NOON + HOUR }));
		const theirs = decide(base, later, [change("progress", NOON, { min: 15 })], { policy: "furthest" });
		expect(theirs.target?.positionMs ?? later.positionMs).toBe(20 * MINUTE);
	});

	it("ask: parks the position where both moved, and writes the finish all the same", () => {
		const progress = change("progress", NOON + MINUTE, { min: 30 });
		const asked = decide(base, later, [progress], { policy: "ask" });
		expect(asked).toMatchObject({ target: null, conflict: [progress] });
		const finished = decide(base, later, [change("finished", NOON), progress], { policy: "ask" });
		expect(finished.conflict).toEqual([progress]);
		expect(finished.target).toMatchObject({ watched: true, playCount: 3 });
	});

	it("ask: does not ask where nobody else was there", () => {
		expect(decide(base, base, [change("progress", NOON, { min: 30 })], { policy: "ask" }).conflict).toEqual([]);
	});
});

describe("what never happens", () => {
	it("writes no date later than the server's now, whatever the device says", () => {
		const decision = decide(state(), state(), [change("progress", NOW + 24 * HOUR, { min: 30 })]);
		expect(decision.target?.lastPlayedAt).toBe(NOW);
	});

	it("takes a date in the server's future for none", () => {
		const seen = state({ min: 20, plays: 1, at: NOW + 24 * HOUR });
		const decision = decide(state(), seen, [change("progress", NOON, { min: 30 })]);
		expect(decision.codes).toEqual(["tie-further"]);
		expect(decision.target).toEqual(state({ min: 30, plays: 1, at: NOON }));
	});

	it("leaves what it keeps as it stands, also a place past the end that is known here", () => {
		const longer = state({ min: 120, plays: 1, at: NOON + HOUR });
		const kept = decide(state({ min: 10, at: NOON - HOUR }), longer, [change("progress", NOON, { min: 30 })]);
		expect(kept).toMatchObject({ codes: ["remote-newer"], target: null });
	});

	it("writes no position past the end and none below 0", () => {
		expect(decide(state(), state(), [change("progress", NOON, { min: 500 })]).target?.positionMs).toBe(100 * MINUTE);
		expect(decide(state(), state(), [change("progress", NOON, { min: -5 })]).target?.positionMs ?? 0).toBe(0);
		const odd = { ...state(), positionMs: -5000, playCount: -1 };
		expect(decide(state(), odd, [change("markWatched", NOON)]).target).toMatchObject({ positionMs: 0, playCount: 0 });
	});
});
