import { describe, expect, it } from "vitest";
import { snapshotName, stateInWords } from "../../../src/app/change-words.ts";
import { age, bytes, count, duration, episodeCode, fractionSeen, timecode } from "../../../src/app/format.ts";
import { UNTOUCHED } from "../../../src/model/watch-state.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("words for people", () => {
	it("say how long a film is", () => {
		expect(duration(20_000)).toBe("under a minute");
		expect(duration(48 * MINUTE)).toBe("48 min");
		expect(duration(2 * HOUR)).toBe("2 h");
		expect(duration(102 * MINUTE)).toBe("1 h 42 min");
	});

	it("say how long ago something was, and never less than now", () => {
		const now = 1_800_000_000_000;
		expect(age(now + HOUR, now)).toBe("just now");
		expect(age(now - 5 * MINUTE, now)).toBe("5 min ago");
		expect(age(now - 3 * HOUR, now)).toBe("3 h ago");
		expect(age(now - 25 * HOUR, now)).toBe("yesterday");
		expect(age(now - 72 * HOUR, now)).toBe("3 days ago");
		expect(age(now - 90 * 24 * HOUR, now)).toMatch(/\d{4}/);
	});

	it("say where in a film", () => {
		expect(timecode(42_000)).toBe("0:42");
		expect(timecode(3_723_000)).toBe("1:02:03");
		expect(timecode(-5)).toBe("0:00");
	});

	it("number episodes, double ones and specials", () => {
		expect(episodeCode({ seasonIndex: 1, index: 4 })).toBe("S1 E4");
		expect(episodeCode({ seasonIndex: 1, index: 4, indexEnd: 5 })).toBe("S1 E4–5");
		expect(episodeCode({ seasonIndex: 0, index: 2 })).toBe("Special 2");
		expect(episodeCode({ index: 2 })).toBe("Episode 2");
		expect(episodeCode({ seasonIndex: 3 })).toBe("");
	});

	it("name a changed title by what was kept of it", () => {
		expect(snapshotName({ title: "Metropolis", kind: "movie", year: 1927, providerIds: {} })).toBe("Metropolis (1927)");
		expect(
			snapshotName({ title: "Fog", kind: "episode", showTitle: "Judex", seasonIndex: 1, index: 2, providerIds: {} }),
		).toBe("Judex · S1 E2 · Fog");
	});

	it("show a bar only where there is a place to go on from", () => {
		expect(fractionSeen(undefined, HOUR)).toBeNull();
		expect(fractionSeen(UNTOUCHED, HOUR)).toBeNull();
		expect(fractionSeen({ ...UNTOUCHED, positionMs: HOUR / 2 }, HOUR)).toBe(0.5);
		expect(fractionSeen({ ...UNTOUCHED, positionMs: 2 * HOUR }, HOUR)).toBe(1);
		expect(fractionSeen({ ...UNTOUCHED, positionMs: 5 }, undefined)).toBeNull();
	});

	it("say what was seen", () => {
		expect(stateInWords(UNTOUCHED)).toBe("Not watched");
		expect(stateInWords({ ...UNTOUCHED, watched: true })).toBe("Watched");
		expect(stateInWords({ ...UNTOUCHED, watched: true, positionMs: 61_000 })).toBe("Watched, again at 1:01");
	});

	it("count and weigh", () => {
		expect(count(1, "title")).toBe("1 title");
		expect(count(2, "title")).toBe("2 titles");
		expect(bytes(0)).toBe("0 B");
		expect(bytes(3_400_000_000)).toBe("3.4 GB");
		expect(bytes(120_000_000)).toBe("120 MB");
	});
});
