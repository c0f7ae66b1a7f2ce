import { describe, expect, it } from "vitest";
import { linkBetween, type PersonFacts, sameHuman } from "../../../src/library/same-human.ts";
import { type PersonId, sourceOf } from "../../../src/model/ids.ts";

const facts = (
	personId: PersonId,
	ids: Record<string, string>,
	titles: string[],
	name = "Kevin Bacon",
): PersonFacts => ({
	personId,
	sourceId: sourceOf(personId),
	name,
	ids: new Map(Object.entries(ids)),
	titles: new Set(titles),
});
const idsOf = (people: readonly PersonFacts[]) => people.map(({ personId }) => personId).sort();

describe("what links two people of different servers", () => {
	const FOOTLOOSE = "movie tmdb 1788";
	const actor = facts("a1/kb", { tmdb: "4724" }, [FOOTLOOSE]);
	it.each<[string, PersonFacts, ReturnType<typeof linkBetween>]>([
		[
			"the same id, called otherwise and without a title in common",
			facts("b1/x", { tmdb: "4724" }, [], "K. Bacon"),
			"id",
		],
		["one id of several", facts("b1/x", { imdb: "nm0000102", tmdb: "4724" }, []), "id"],
		["the same name and title, and other ids", facts("b1/x", { tmdb: "999" }, [FOOTLOOSE]), null],
		["the same name and title, without an id", facts("b1/x", {}, [FOOTLOOSE]), "title"],
		["the same name and title, ids at other catalogues", facts("b1/x", { plex: "5d77" }, [FOOTLOOSE]), "title"],
		["the same name alone", facts("b1/x", {}, ["movie tmdb 9"]), null],
		["the same title alone", facts("b1/x", {}, [FOOTLOOSE], "John Lithgow"), null],
		["a name that differs in an accent", facts("b1/x", {}, [FOOTLOOSE], "Kévin Bacon"), null],
		["a film and a show of the same number", facts("b1/x", {}, ["show tmdb 1788"]), null],
		["everything, on the same server", facts("a1/x", { tmdb: "4724" }, [FOOTLOOSE]), null],
	])("%s", (_, other, expected) => {
		expect(linkBetween(actor, other)).toBe(expected);
		expect(linkBetween(other, actor)).toBe(expected);
	});
});

describe("one human over servers", () => {
	it("keeps two Kevin Bacons apart on every server, whoever is asked for", () => {
		const people = ["a1", "b1", "c1"].flatMap((source) => [
			facts(`${source}/actor`, {}, ["movie tmdb 1", `movie tmdb ${source}`]),
			facts(`${source}/grip`, {}, ["movie tmdb 2"]),
		]);
		for (const asked of people) {
			const key = asked.personId.slice(3);
			expect(idsOf([asked, ...sameHuman(asked, people)])).toEqual([`a1/${key}`, `b1/${key}`, `c1/${key}`]);
		}
	});

	it("leaves somebody whom their server takes for both of them with neither", () => {
		const actor = facts("a1/actor", {}, ["movie tmdb 1"]);
		const grip = facts("a1/grip", {}, ["movie tmdb 2"]);
		const both = facts("b1/both", {}, ["movie tmdb 1", "movie tmdb 2"]);
		for (const asked of [actor, grip, both]) expect(sameHuman(asked, [actor, grip, both])).toEqual([]);
		const known = facts("b1/known", { tmdb: "4724" }, ["movie tmdb 1"]);
		const actorById = facts("a1/actor", { tmdb: "4724" }, ["movie tmdb 1"]);
		expect(idsOf(sameHuman(actorById, [grip, known]))).toEqual(["b1/known"]);
	});

	it("goes from server to server over titles that each two of them have", () => {
		const people = [
			facts("a1/x", {}, ["movie tmdb 1"]),
			facts("b1/x", {}, ["movie tmdb 1", "movie tmdb 2"]),
			facts("c1/x", {}, ["movie tmdb 2"]),
			facts("d1/x", {}, ["movie tmdb 3"]),
		];
		for (const asked of people.slice(0, 3)) expect(sameHuman(asked, people)).toHaveLength(2);
		expect(sameHuman(facts("d1/x", {}, ["movie tmdb 3"]), people)).toEqual([]);
	});
});
