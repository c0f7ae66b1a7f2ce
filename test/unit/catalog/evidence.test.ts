import { describe, expect, it } from "vitest";
import { bareIds } from "../../../src/catalog/evidence.ts";

describe("ids at public catalogues, in the shapes that servers give them", () => {
	it.each([
		[
			{ imdb: "tt0017136", tmdb: "19", tvdb: "77526" },
			{ imdb: "tt0017136", tmdb: "19", tvdb: "77526" },
		],
		[
			{ imdb: " TT0017136 ", tmdb: "0019" },
			{ imdb: "tt0017136", tmdb: "19" },
		],
		[
			{ imdb: "https://www.imdb.com/title/tt0017136/?ref=x", tmdb: "https://www.themoviedb.org/movie/19-metropolis" },
			{ imdb: "tt0017136", tmdb: "19" },
		],
		[{ imdb: "", tmdb: "0", tvdb: "-1" }, {}],
		[{ imdb: "tt0000000", tmdb: "none", tvdb: "19a" }, {}],
		[{ imdb: "0017136", tmdb: "https://www.themoviedb.org/tv/19", tvdb: "1234567890123" }, {}],
	])("%j of a film are %j", (given, bare) => {
		expect(bareIds("movie", given)).toEqual(bare);
	});

	it("are a show's where their address is a show's", () => {
		const given = { tmdb: "https://www.themoviedb.org/tv/19", tvdb: "https://thetvdb.com/series/77526" };
		expect(bareIds("show", given)).toEqual({ tmdb: "19", tvdb: "77526" });
	});

	it("of a wrong type are none", () => {
		const given: object = { imdb: 17136, tmdb: null, tvdb: ["1"] };
		expect(bareIds("movie", given)).toEqual({ tvdb: "1" });
	});
});
