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

describe("the form that corrects a title", () => {
	it.each<[string, Partial<CorrectForm>, object]>([
		["nothing, as it was", {}, {}],
		["nothing, with spaces around it", { name: " Metropolis " }, {}],
		["a name", { name: "The Mine" }, { name: "The Mine" }],
		["a sort title in lower case", { sortTitle: "ZZ" }, { sortTitle: "zz" }],
		[
			"nothing of a sort title that follows from the name",
			{ name: "The Mine", sortTitle: "mine" },
			{ name: "The Mine" },
		],
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
		expect(readForm({ ...formOf(film(), undefined), ...change }, film(), undefined)).toEqual({ said });
	});

	it.each<[string, Partial<CorrectForm>]>([
		["an empty name", { name: "" }],
		["the server's name", { name: "Metropolis" }],
	])("takes a name back by %s", (_what, change) => {
		expect(readForm({ ...formOf(mine, own), ...change }, mine, own)).toEqual({ said: { name: null } });
	});

	it.each(["19", "x", "1927.5", "99999"])("has a word for the year %s", (year) => {
		expect(readForm({ ...formOf(film(), undefined), year }, film(), undefined)).toHaveProperty("problems.year");
	});

	it("has a word for each id that cannot be one", () => {
		const form = { ...formOf(film(), undefined), imdb: "17136", tmdb: "x", tvdb: "0" };
		expect(Object.keys(Object(readForm(form, film(), undefined)).problems)).toEqual(["imdb", "tmdb", "tvdb"]);
	});

	it("lets the sort title follow the name until it has one of its own", () => {
		const form = formOf(film(), undefined);
		expect(typed(form, "name", "The Mine")).toEqual({ name: "The Mine", sortTitle: "mine" });
		expect(typed({ ...form, sortTitle: "zz" }, "name", "The Mine")).toEqual({ name: "The Mine" });
	});
});
