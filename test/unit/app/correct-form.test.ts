import { describe, expect, it } from "vitest";
import { type CorrectForm, formOf, readForm, type TitleItem, typed } from "../../../src/app/correct-form.ts";
import { corrected } from "../../../src/model/corrected.ts";
import { testMovie } from "../library/fake-server.ts";

const film = (own?: Parameters<typeof corrected>[1]): TitleItem => ({
	...corrected(
		{ ...testMovie(1), title: "Metropolis", sortTitle: "metropolis", year: 1927, providerIds: { imdb: "TT0017136" } },
		own,
	),
	kind: "movie",
});
const own = { values: { name: "Mine", year: 1928 }, at: { name: 1, year: 1 } };
const mine = film({ title: "Mine", sortTitle: "mine", year: 1928 });

/** The form as it is after a person changed something. */
const filledIn = (item: TitleItem, saved: typeof own | undefined, { name, ...change }: Partial<CorrectForm>) => {
	const form = { ...formOf(item, saved), ...change };
	return name === undefined ? form : { ...form, ...typed(form, "name", name, item) };
};

describe("the form that corrects a title", () => {
	it.each<[string, Partial<CorrectForm>, object]>([
		["nothing, as it was", {}, {}],
		["nothing, with spaces around it", { name: " Metropolis " }, {}],
		["a name", { name: "The Mine" }, { name: "The Mine" }],
		["a sort title in lower case", { sortTitle: "ZZ" }, { sortTitle: "zz" }],
		[
			"a sort title that the person gave with the name",
			{ name: "The Mine", sortTitle: "the mine" },
			{ name: "The Mine", sortTitle: "the mine" },
		],
		["nothing by what cannot be seen", { name: "\u200b \u202e" }, {}],
		["a year", { year: "1928" }, { year: 1928 }],
		[
			"ids, also as addresses",
			{ tmdb: "https://www.themoviedb.org/movie/19-metropolis" },
			{ ids: { imdb: "tt0017136", tmdb: "19" } },
		],
		["that there is no id", { imdb: "" }, { ids: {} }],
		[
			"a poster",
			{ poster: { sourceId: "b2", image: { ref: "x" } } },
			{ poster: { sourceId: "b2", image: { ref: "x" } } },
		],
	])("says %s", (_what, change, said) => {
		expect(readForm(filledIn(film(), undefined, change), film(), undefined)).toEqual({ said });
	});

	it.each<[string, Partial<CorrectForm>]>([
		["an empty name", { name: "" }],
		["the server's name", { name: "Metropolis" }],
	])("takes a name back by %s", (_what, change) => {
		expect(readForm(filledIn(mine, own, change), mine, own)).toEqual({ said: { name: null } });
	});

	it.each(["19", "x", "1927.5", "99999", "1869", "2201", "0x7c6", "1e3"])("has a word for the year %s", (year) => {
		expect(readForm({ ...formOf(film(), undefined), year }, film(), undefined)).toHaveProperty("problems.year");
	});

	it("has a word for each id that cannot be one", () => {
		const form = { ...formOf(film(), undefined), imdb: "17136", tmdb: "x", tvdb: "0" };
		expect(Object.keys(Object(readForm(form, film(), undefined)).problems)).toEqual(["imdb", "tmdb", "tvdb"]);
	});

	it("has a word for a name and a sort title that are too long to be one", () => {
		const form = { ...formOf(film(), undefined), name: "x".repeat(501), sortTitle: "y".repeat(5_000) };
		expect(Object.keys(Object(readForm(form, film(), undefined)).problems)).toEqual(["name", "sortTitle"]);
	});

	it("lets the sort title follow the name until it has one of its own, also where the server makes it in its own way", () => {
		const numbered: TitleItem = { ...film(), title: "Film 2", sortTitle: "film 0000000002" };
		const form = formOf(numbered, undefined);
		expect(typed(form, "name", "The Mine", numbered)).toEqual({ name: "The Mine", sortTitle: "mine" });
		expect(typed({ ...form, sortTitle: "zz" }, "name", "The Mine", numbered)).toEqual({ name: "The Mine" });
		const renamed = { ...form, name: "The Mine", sortTitle: "mine" };
		expect(readForm(renamed, numbered, undefined)).toEqual({ said: { name: "The Mine" } });
		expect(typed(renamed, "name", "Film 2", numbered)).toEqual({ name: "Film 2", sortTitle: "film 0000000002" });
	});

	it("says nothing of what the server wrote with spaces around it, or what is longer than a name", () => {
		const odd: TitleItem = { ...film(), title: " Metropolis", sortTitle: "y".repeat(600) };
		expect(readForm(formOf(odd, undefined), odd, undefined)).toEqual({ said: {} });
	});
});
