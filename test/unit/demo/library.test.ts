import { expect, test } from "vitest";
import { demoLibrary, libraryOfSize } from "../../../demo/library/demo-library.ts";
import { generatedLibrary } from "../../../demo/library/generated-library.ts";
import { parseTitles } from "../../../demo/library/parse-titles.ts";
import type { DemoLibrary } from "../../../demo/library/types.ts";

const library = demoLibrary();
const { movies, shows, collections } = library;
const episodes = shows.flatMap((show) => show.seasons.flatMap((season) => season.episodes));

function slugsOf({ movies, shows }: DemoLibrary): string[] {
	return [...movies, ...shows, ...shows.flatMap((show) => show.seasons.flatMap(({ episodes }) => episodes))].map(
		({ slug }) => slug,
	);
}

test("there are enough titles to be worth looking at, with slugs of their own", () => {
	expect(movies.length + shows.length).toBeGreaterThanOrEqual(140);
	expect(shows.length).toBeGreaterThanOrEqual(10);
	const slugs = slugsOf(library);
	expect(new Set(slugs).size).toBe(slugs.length);
	for (const slug of slugs) expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
});

test("casts are long, have roles, and people come back", () => {
	const casts = movies.map(({ credits }) => credits.filter(({ kind }) => kind === "actor"));
	expect(casts.filter(({ length }) => length >= 6).length).toBeGreaterThan(90);
	expect(Math.max(...casts.map(({ length }) => length))).toBeGreaterThanOrEqual(14);
	for (const { name, role } of casts.flat()) {
		expect(name).toMatch(/^\S.*\S$/);
		expect(role, name).toBeTruthy();
	}
	const films = (person: string) => movies.filter(({ credits }) => credits.some(({ name }) => name === person)).length;
	for (const person of ["Buster Keaton", "Charlie Chaplin", "Fritz Lang", "Lillian Gish", "Alfred Hitchcock"]) {
		expect(films(person), person).toBeGreaterThanOrEqual(5);
	}
});

test("ids are of the invented range and unique", () => {
	const ids = [...movies, ...shows].map(({ providerIds }) => providerIds.imdb).filter((id) => id !== undefined);
	expect(new Set(ids).size).toBe(ids.length);
	for (const id of ids) expect(id).toMatch(/^tt99\d{5}$/);
	for (const { providerIds } of [...movies, ...shows, ...episodes]) {
		for (const id of [providerIds.tmdb, providerIds.tvdb]) if (id !== undefined) expect(id).toMatch(/^99\d{5}$/);
	}
});

test("what real libraries lack is lacking here too", () => {
	const hasNone = (lacks: (movie: (typeof movies)[number]) => boolean) => movies.some(lacks);
	expect(hasNone(({ year }) => year === undefined)).toBe(true);
	expect(hasNone(({ overview }) => overview === undefined)).toBe(true);
	expect(hasNone(({ hasArt }) => !hasArt)).toBe(true);
	expect(hasNone(({ providerIds }) => Object.keys(providerIds).length === 0)).toBe(true);
	expect(hasNone(({ title }) => /^\p{Script=Han}/u.test(title))).toBe(true);
	expect(hasNone(({ title }) => /^\p{Script=Cyrillic}/u.test(title))).toBe(true);
});

test("there are specials, a double episode, a file without a number and several seasons", () => {
	expect(shows.filter(({ seasons }) => seasons[0]?.number === 0)).toHaveLength(2);
	expect(episodes.filter(({ numberEnd }) => numberEnd !== undefined)).toHaveLength(1);
	expect(episodes.filter(({ season, number }) => season > 0 && number === undefined)).toHaveLength(1);
	expect(shows.filter(({ seasons }) => seasons.length > 1).length).toBeGreaterThanOrEqual(5);
	for (const { seasons } of shows) {
		for (const { number, episodes } of seasons) {
			const numbers = episodes.map((episode) => episode.number).filter((value) => value !== undefined);
			expect(new Set(numbers).size).toBe(numbers.length);
			for (const { season } of episodes) expect(season).toBe(number);
		}
	}
});

test("collections hold titles that exist", () => {
	const slugs = new Set(slugsOf(library));
	for (const { members } of collections) {
		expect(members.length).toBeGreaterThan(1);
		for (const member of members) expect(slugs).toContain(member);
	}
});

test("both clips are used alike, and four films say codecs that no browser plays", () => {
	const count = (clip: string) => movies.filter(({ file }) => file.clip === clip).length;
	expect([count("hevc"), count("ac3")]).toEqual([2, 2]);
	expect(Math.abs(count("h264") - count("vp9"))).toBeLessThan(6);
	for (const { durationMs } of [...movies, ...episodes]) expect(durationMs).toBe(600_000);
});

test("everything was added in the months before November 2026", () => {
	for (const { slug, addedAt } of [...movies, ...shows, ...episodes]) {
		expect(addedAt > "2026-01" && addedAt < "2026-11-01T12", slug).toBe(true);
	}
});

test("a data file with a line of no known kind is refused", () => {
	expect(() => parseTitles("Title | 1920\nactors: Somebody")).toThrow("no known kind");
	expect(() => parseTitles("Title | 1920\nflags: no-artt")).toThrow("unknown flag");
	expect(parseTitles("Title | 1920\nabout: one\n two")[0]?.about).toBe("one two");
});

test("a generated library is as large as asked, the same for the same seed, and true titles come first", () => {
	const large = generatedLibrary(100_000, 7);
	expect(large.movies.length + large.shows.length).toBe(100_000);
	expect(large.shows.length).toBe(2000);
	expect(new Set(slugsOf(large)).size).toBe(slugsOf(large).length);
	expect(generatedLibrary(60, 7)).toEqual(generatedLibrary(60, 7));
	expect(generatedLibrary(60, 8)).not.toEqual(generatedLibrary(60, 7));
	const filled = libraryOfSize(1000);
	expect(filled.movies.length + filled.shows.length).toBe(1000);
	expect(filled.movies[0]).toBe(movies[0]);
	expect(libraryOfSize(3).movies).toHaveLength(movies.length);
});
