import { describe, expect, it } from "vitest";
import {
	countInWords,
	joinedRow,
	joinedState,
	type LibraryFacts,
	libraryContents,
} from "../../../src/app/library-contents.ts";

const show = (facts: Partial<LibraryFacts>) =>
	libraryContents({ shown: 0, isFiltered: false, row: undefined, state: "ok", isBusy: false, ...facts });
const read = (total: number, skipped = 0) => ({ fetchedAt: 5, done: total, total, skipped });
const reading = (done: number, total: number) => ({ fetchedAt: 0, done, total });

describe("a library's page", () => {
	it("shows the titles it has, however they came", () => {
		expect(show({ shown: 500, row: reading(500, 20_000), isBusy: true })).toBe("titles");
		expect(show({ shown: 500, state: "away" })).toBe("titles");
	});

	it("calls nothing empty before its list was read to its end", () => {
		expect(show({ shown: undefined })).toBe("skeleton");
		expect(show({ isBusy: true })).toBe("skeleton");
		expect(show({ row: reading(0, 20_000), isBusy: true })).toBe("skeleton");
		expect(show({ row: read(409) }), "the order is a moment behind the list").toBe("skeleton");
		expect(show({ row: read(0) })).toBe("empty");
	});

	it("tells titles that could not be read from none", () => {
		expect(show({ row: read(12, 12) })).toBe("unreadable");
		expect(show({ row: read(12, 3) })).toBe("skeleton");
	});

	it("says of a filter that nothing matches, and while reading that nothing does so far", () => {
		expect(show({ isFiltered: true, row: read(409) })).toBe("no-match");
		expect(show({ isFiltered: true, row: reading(500, 20_000), isBusy: true })).toBe("no-match-yet");
		expect(show({ isFiltered: true, isBusy: true })).toBe("skeleton");
	});

	it("says why nothing is there when nobody reads it", () => {
		expect(show({ state: "away" })).toBe("out-of-reach");
		expect(show({ state: "left" })).toBe("out-of-reach");
		expect(show({ row: undefined })).toBe("not-read");
		expect(show({ row: reading(0, 10) }), "stopped by the person").toBe("not-read");
	});

	it("counts honestly while it is being read, and afterwards", () => {
		const say = (facts: Partial<LibraryFacts>) =>
			countInWords("movies", { shown: 500, isFiltered: false, row: undefined, state: "ok", isBusy: true, ...facts });
		expect(say({ row: reading(1200, 20_000) })).toBe("1,200 of 20,000 titles");
		expect(say({ shown: 1, isFiltered: true, row: reading(1200, 20_000) })).toBe("1 title so far");
		expect(say({ shown: 20_000, row: read(20_000) })).toBe("20,000 titles");
		expect(say({ shown: undefined })).toBe("…");
		expect(say({ shown: 0 }), "nobody knows yet").toBe("…");
		expect(say({ shown: 0, row: read(409) }), "the order is a moment behind").toBe("409 titles");
		expect(say({ shown: 0, row: read(0) })).toBe("0 titles");
	});
});

describe("a page of several libraries", () => {
	const facts = (rows: readonly LibraryFacts["row"][], shown: number | undefined, total = shown): LibraryFacts => ({
		shown,
		isFiltered: false,
		row: joinedRow(rows, total),
		state: "ok",
		isBusy: false,
		isJoined: true,
	});

	it("counts the titles it shows, not those of its lists, and says so while one is being read", () => {
		expect(countInWords("movies", facts([read(100), read(80)], 120))).toBe("120 titles");
		expect(countInWords("shows", facts([read(100), reading(20, 80)], 110))).toBe("110 shows so far");
		expect(countInWords("movies", facts([read(100)], undefined))).toBe("…");
	});

	it("calls nothing empty before all were read, and does when they have none of the kind", () => {
		expect(libraryContents(facts([read(0), undefined], 0))).toBe("not-read");
		expect(libraryContents({ ...facts([read(0), undefined], 0), isBusy: true })).toBe("skeleton");
		expect(libraryContents(facts([read(40), read(0)], 0)), "mixed libraries with shows alone").toBe("empty");
		expect(libraryContents({ ...facts([read(9), reading(4, 9)], 0, 9), isFiltered: true })).toBe("no-match-yet");
		expect(libraryContents({ ...facts([read(9), read(9)], 0, 9), isFiltered: true })).toBe("no-match");
	});

	it("is out of reach only when none of its servers answers", () => {
		expect(joinedState(["away", "ok"])).toBe("ok");
		expect(joinedState(["signed-out", "away"])).toBe("signed-out");
	});
});
