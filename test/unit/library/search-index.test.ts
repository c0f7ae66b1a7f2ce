import { describe, expect, it } from "vitest";
import { demoLibrary } from "../../../demo/library/demo-library.ts";
import type { SearchEntry } from "../../../src/library/search-entries.ts";
import { SearchIndex } from "../../../src/library/search-index.ts";
import { ALL, namesFound, personEntry, titleEntry } from "./search-entries-made.ts";

/** The demo's library as a search index. */
function demoIndex(): SearchIndex {
	const { movies, shows, collections } = demoLibrary();
	const index = new SearchIndex();
	const names = new Set([...movies, ...shows].flatMap(({ credits }) => credits.map(({ name }) => name)));
	index.put(
		"titles",
		[...movies, ...shows].map(({ title, originalTitle, year, rating }) =>
			titleEntry(title, { original: originalTitle, year, weight: Math.round((rating ?? 5) * 10) }),
		),
	);
	index.put(
		"collections",
		collections.map(({ title }) => titleEntry(title, { kind: "collection", id: `a1/${title} (set)` })),
	);
	index.put("people", [...names].map(personEntry));
	return index;
}

const demo = demoIndex();
const titles = (query: string) => namesFound(demo, query).title;
const people = (query: string) => namesFound(demo, query).person;

describe("searching the demo's library", () => {
	it.each<[string, string]>([
		// Unfinished, in any order, with or without the article.
		["metr", "Metropolis"],
		["the gold", "The Gold Rush"],
		["gold rush", "The Gold Rush"],
		["rush gold", "The Gold Rush"],
		["the metropolis", "Metropolis"],
		["cabinet caligari", "The Cabinet of Dr. Caligari"],
		// One or two letters wrong, also in a word that is not finished.
		["metropl", "Metropolis"],
		["metroplis", "Metropolis"],
		["mertopolis", "Metropolis"],
		["nosfertau", "Nosferatu"],
		["nosferatoo", "Nosferatu"],
		["caligary", "The Cabinet of Dr. Caligari"],
		["gold rsuh", "The Gold Rush"],
		// Accents, letters of other keyboards, case and signs.
		["METROPOLIS", "Metropolis"],
		["mude tod", "Destiny"],
		["praesteenken", "Præsteenken"],
		["dr mabuse", "Dr. Mabuse, the Gambler"],
		["kriemhilds revenge", "Die Nibelungen: Kriemhild's Revenge"],
		// Original titles, in their own scripts, unfinished too.
		["büchse der pandora", "Pandora's Box"],
		["потемкин", "Броненосец «Потёмкин»"],
		["броне", "Броненосец «Потёмкин»"],
		["一頁", "狂った一頁"],
		["राजा", "राजा हरिश्चन्द्र"],
		// The year as a word, unfinished too.
		["metropolis 1927", "Metropolis"],
		["metropolis 19", "Metropolis"],
		["faust 1926", "Faust"],
	])("finds by “%s” first %s", (query, title) => expect(titles(query)[0]).toBe(title));

	it("finds people by either name, unfinished, mistyped, without accents", () => {
		for (const query of ["lang", "fritz lang", "lang fri", "frits lang"]) expect(people(query)[0]).toBe("Fritz Lang");
		expect(people("frohlich")[0]).toBe("Gustav Fröhlich");
		expect(people("fw murnau")[0]).toBe("F. W. Murnau");
	});

	it("finds collections beside titles", () => {
		expect(namesFound(demo, "chaplin").collection).toEqual(["Chaplin at Mutual"]);
		expect(namesFound(demo, "nibelungen")).toMatchObject({
			collection: ["Die Nibelungen"],
			title: ["Die Nibelungen: Siegfried", "Die Nibelungen: Kriemhild's Revenge"],
		});
	});

	it("finds all of a year by the year alone", () => {
		const found = titles("1927");
		const made = demoLibrary().movies.filter(({ year }) => year === 1927);
		expect(found.slice().sort()).toEqual(made.map(({ title }) => title).sort());
	});

	it("puts titles with a word that begins so before those with the article alone", () => {
		const found = titles("the");
		const firstArticle = found.findIndex((title) => title.startsWith("The "));
		expect(found.length).toBeGreaterThan(20);
		expect(found.slice(0, firstArticle).every((title) => / (the|The)\w/.test(` ${title}`))).toBe(true);
	});

	it("says how it found", () => {
		const found = (query: string) => demo.search(query, ALL).found;
		expect(found("metropolis")).toBe("all");
		expect(found("metroplis")).toBe("near");
		expect(found("metropolis xyzzyxyzzy")).toBe("some");
		expect(found("xyzzyxyzzy")).toBe("nothing");
		expect(found("  – ")).toBe("nothing");
	});
});

describe("the order of what is found", () => {
	const index = new SearchIndex();
	const put = (...entries: SearchEntry[]) => {
		index.put("all", entries);
		return (query: string) => namesFound(index, query).title;
	};

	it("is by fit: the same, begins so, has the word, has words that begin so", () => {
		const find = put(
			titleEntry("The Lord of the Rings"),
			titleEntry("Ringu"),
			titleEntry("Wedding Ring"),
			titleEntry("Ring of Fire"),
			titleEntry("The Ring"),
			titleEntry("Ring"),
		);
		expect(find("ring")).toEqual([
			"Ring",
			"The Ring",
			"Ring of Fire",
			"Wedding Ring",
			"Ringu",
			"The Lord of the Rings",
		]);
		expect(find("the ring").slice(0, 2)).toEqual(["The Ring", "The Lord of the Rings"]);
	});

	it("is by rating where titles fit alike, and never by the original title first", () => {
		const find = put(
			titleEntry("Godson", { weight: 40 }),
			titleEntry("Godfather", { weight: 92 }),
			titleEntry("Der Pate", { original: "Godfather", weight: 99 }),
			titleEntry("Godfather Part Two", { weight: 90 }),
		);
		expect(find("god")).toEqual(["Godfather", "Godson", "Godfather Part Two", "Der Pate"]);
	});

	it("keeps letters of scripts without spaces together", () => {
		const find = put(titleEntry("京東"), titleEntry("東京物語"), titleEntry("語り物"));
		expect(find("東京")).toEqual(["東京物語"]);
		expect(find("物語")).toEqual(["東京物語"]);
	});

	it("finds Korean by syllables that are not finished", () => {
		const find = put(titleEntry("서울의 봄"), titleEntry("부산행"));
		// What a keyboard shows on the way from 서 to 서울.
		for (const typed of ["ㅅ", "서", "성", "서우", "서울"]) expect(find(typed)[0]).toBe("서울의 봄");
	});

	it("does not mind where the spaces and signs are", () => {
		const find = put(
			titleEntry("Spider-Man"),
			titleEntry("Star Wars"),
			titleEntry("M*A*S*H"),
			titleEntry("8½"),
			titleEntry("Tom & Jerry"),
			titleEntry("L'Âge d'or"),
			titleEntry("Starman Story"),
		);
		expect(find("spiderman")[0]).toBe("Spider-Man");
		expect(find("spider man")[0]).toBe("Spider-Man");
		expect(find("starwars")[0]).toBe("Star Wars");
		expect(find("star man")[0]).toBe("Starman Story");
		expect(find("mash")[0]).toBe("M*A*S*H");
		expect(find("8 1/2")[0]).toBe("8½");
		expect(find("tom and jerry")[0]).toBe("Tom & Jerry");
		for (const query of ["age d'or", "l'age dor", "lage"]) expect(find(query)[0]).toBe("L'Âge d'or");
	});

	it("takes ß for ss, ø for o, and both kinds of kana for one", () => {
		const find = put(titleEntry("Die Straße"), titleEntry("Øen"), titleEntry("となりのトトロ"));
		expect(find("strasse")[0]).toBe("Die Straße");
		expect(find("oen")[0]).toBe("Øen");
		expect(find("ととろ")[0]).toBe("となりのトトロ");
	});

	it("forgives nothing where enough is found as it was typed", () => {
		const find = put(
			titleEntry("Fausta"),
			titleEntry("Faust"),
			titleEntry("Faust II"),
			titleEntry("Faustus"),
			titleEntry("Fausse"),
		);
		expect(find("faust")).not.toContain("Fausse");
		expect(find("fausta")).toEqual(["Fausta", "Faust", "Faustus", "Faust II"]);
	});

	it("takes numbers as they are typed", () => {
		const find = put(titleEntry("Blade 2049"), titleEntry("Blade 2048"));
		expect(find("2049")).toEqual(["Blade 2049"]);
	});

	it("settles for most of the words when nothing has all", () => {
		const find = put(titleEntry("Passing Fancy"), titleEntry("The Passion of Joan of Arc"), titleEntry("Joan"));
		expect(find("passing xyzzy")).toEqual(["Passing Fancy"]);
		expect(find("joan passion xyzzy")).toEqual(["The Passion of Joan of Arc"]);
		expect(find("joan xyzzy abcde fghij")).toEqual([]);
	});

	it("gives the limit of each kind and counts the rest", () => {
		index.put("all", [
			...Array.from({ length: 30 }, (_, at) => titleEntry(`Night ${at}`)),
			...Array.from({ length: 5 }, (_, at) => personEntry(`Night Person ${at}`)),
		]);
		const found = index.search("night", { title: 10, collection: 5, playlist: 5, person: 2 });
		expect(found.title).toMatchObject({ count: 30 });
		expect(found.title.hits).toHaveLength(10);
		expect(found.person).toMatchObject({ count: 5 });
		expect(found.person.hits).toHaveLength(2);
	});

	it("leaves out what is of a server that is hidden, and shows it again", () => {
		index.put("all", [
			titleEntry("Night"),
			titleEntry("Night Train", { id: "b2/train" }),
			titleEntry("Train", { id: "b2/t" }),
		]);
		const ids = (query: string) => index.search(query, ALL).title.hits.map(({ id }) => id);
		index.leaveOut(new Set(["b2"]));
		expect(ids("night")).toEqual(["a1/Night"]);
		expect(ids("train night xyz")).toEqual([]);
		index.leaveOut(new Set());
		expect(ids("night")).toEqual(["a1/Night", "b2/train"]);
		expect(ids("train night xyz")).toEqual(["b2/train"]);
	});

	it("gives a title that stands in two libraries of a server once", () => {
		index.put("all", [titleEntry("Twice")]);
		index.put("more", [titleEntry("Twice")]);
		expect(index.search("twice", ALL).title).toMatchObject({ count: 1, hits: [{ id: "a1/Twice" }] });
		index.drop("more");
	});
});
