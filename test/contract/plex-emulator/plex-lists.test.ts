import { describe, expect, test } from "vitest";
import { createWorld, isJson, type Json, movie, rowsOf, START, smallLibrary } from "./plex-fixture.ts";

const MOVIES = "/library/sections/1/all?type=1";
const titles = (container: Json) => rowsOf(container).map(({ title }) => title);

describe("sections", () => {
	test("are a movie and a show library with counters that are not times", async () => {
		const { read } = createWorld();
		const sections = rowsOf(await read("/library/sections"), "Directory");
		expect(sections.map(({ key, type, title }) => ({ key, type, title }))).toEqual([
			{ key: "1", type: "movie", title: "Movies" },
			{ key: "2", type: "show", title: "TV Shows" },
		]);
		expect(sections.every(({ contentChangedAt }) => Number(contentChangedAt) < 100_000_000)).toBe(true);
	});

	test("count on when a title comes or changes, when one goes only where the server does that", async () => {
		for (const deletionBumpsContentChangedAt of [false, true]) {
			const { plex, read } = createWorld({ switches: { deletionBumpsContentChangedAt } });
			const counter = async () => Number(rowsOf(await read("/library/sections"), "Directory")[0]?.contentChangedAt);
			const first = await counter();
			plex.addTitle({ title: "Sunrise" });
			const second = await counter();
			plex.changeTitle({ slug: "metropolis", title: "Metropolis restored" });
			const third = await counter();
			plex.removeTitle("metropolis");
			expect(second).toBeGreaterThan(first);
			expect(third).toBeGreaterThan(second);
			expect((await counter()) > third).toBe(deletionBumpsContentChangedAt);
		}
	});

	test("that do not exist are 404", async () => {
		const { call } = createWorld();
		expect((await call("/library/sections/9/all")).status).toBe(404);
	});
});

describe("a list", () => {
	test("is paged only when start and size are both given, in query or header", async () => {
		const { read } = createWorld();
		const paged = await read(`${MOVIES}&X-Plex-Container-Start=1&X-Plex-Container-Size=1`);
		expect(paged).toMatchObject({ size: 1, totalSize: 3, offset: 1 });
		const headed = await read(MOVIES, {
			headers: { "X-Plex-Container-Start": "0", "X-Plex-Container-Size": "0" },
		});
		expect(headed).toMatchObject({ size: 0, totalSize: 3, offset: 0 });
		const whole = await read(`${MOVIES}&X-Plex-Container-Size=1`);
		expect(whole.size).toBe(3);
		expect(whole.totalSize).toBeUndefined();
	});

	test("may be capped below what was asked", async () => {
		const { read } = createWorld({ switches: { pageCap: 2 } });
		const page = await read(`${MOVIES}&X-Plex-Container-Start=0&X-Plex-Container-Size=100`);
		expect(page).toMatchObject({ size: 2, totalSize: 3 });
	});

	test("says its total in a header as well, also to HEAD", async () => {
		const { call } = createWorld();
		const answer = await call(`${MOVIES}&X-Plex-Container-Start=0&X-Plex-Container-Size=1`, { method: "HEAD" });
		expect(answer.headers.get("x-plex-container-total-size")).toBe("3");
		expect(await answer.text()).toBe("");
	});

	test("is sorted by title without the article, or as asked", async () => {
		const { read } = createWorld();
		expect(titles(await read(MOVIES))).toEqual(["The General", "Metropolis", "Nothing Known"]);
		expect(titles(await read(`${MOVIES}&sort=addedAt:desc`))).toEqual(["Nothing Known", "The General", "Metropolis"]);
		expect(titles(await read(`${MOVIES}&sort=titleSort:desc`))).toEqual(["Nothing Known", "Metropolis", "The General"]);
	});

	test("has keys as text and three bare roles at most", async () => {
		const { read } = createWorld();
		const metropolis = rowsOf(await read(MOVIES)).find(({ title }) => title === "Metropolis");
		expect(typeof metropolis?.ratingKey).toBe("string");
		expect(metropolis?.Role).toEqual([{ tag: "Actor 1" }, { tag: "Actor 2" }, { tag: "Actor 3" }]);
		expect(metropolis?.Genre).toEqual([{ tag: "Drama" }, { tag: "Science Fiction" }]);
		for (const field of ["Guid", "librarySectionID", "Producer", "Rating"]) {
			expect(metropolis).not.toHaveProperty(field);
		}
	});

	test("has the ids of other sites only when asked", async () => {
		const { read } = createWorld();
		const metropolis = rowsOf(await read(`${MOVIES}&includeGuids=1`)).find(({ title }) => title === "Metropolis");
		expect(metropolis?.Guid).toEqual([{ id: "imdb://tt0017136" }, { id: "tmdb://19" }, { id: "tvdb://1" }]);
	});

	test("leaves out what it does not know", async () => {
		const { read } = createWorld();
		const bare = rowsOf(await read(`${MOVIES}&includeGuids=1`)).find(({ title }) => title === "Nothing Known");
		for (const field of ["thumb", "art", "Role", "Genre", "Guid", "year", "viewCount", "lastViewedAt"]) {
			expect(bare).not.toHaveProperty(field);
		}
	});

	test("leaves out elements and fields that were excluded", async () => {
		const { read } = createWorld();
		const [row] = rowsOf(await read(`${MOVIES}&excludeElements=Media,Role&excludeFields=summary`));
		for (const field of ["Media", "Role", "summary"]) expect(row).not.toHaveProperty(field);
	});

	test("is of the type asked for", async () => {
		const { read } = createWorld();
		const sizes = await Promise.all(
			[2, 3, 4].map(async (type) => (await read(`/library/sections/2/all?type=${type}`)).size),
		);
		expect(sizes).toEqual([1, 2, 4]);
		expect(titles(await read("/library/sections/1/all?type=18"))).toEqual(["Silents"]);
		expect(titles(await read("/library/sections/1/collections"))).toEqual(["Silents"]);
	});
});

describe("filters", () => {
	test("by the time of a change take what is as new, and leave out rows that have none", async () => {
		const { plex, read } = createWorld();
		plex.changeTitle({ slug: "metropolis", title: "Metropolis restored" });
		const now = START / 1000;
		expect(titles(await read(`${MOVIES}&updatedAt>=${now}`))).toEqual(["Metropolis restored"]);
		expect(titles(await read(`${MOVIES}&updatedAt%3E%3E=${now}`))).toEqual([]);
		expect(titles(await read(`${MOVIES}&updatedAt>>=-1d`))).toEqual(["Metropolis restored"]);
	});

	test("by the time of a viewing find what was seen, but not what was made unseen", async () => {
		const { plex, read } = createWorld();
		plex.view({ slug: "metropolis", act: "finish" });
		plex.view({ slug: "the-general", act: "finish" });
		plex.view({ slug: "the-general", act: "unwatched" });
		expect(titles(await read(`${MOVIES}&lastViewedAt>=${START / 1000}`))).toEqual(["Metropolis"]);
		expect(titles(await read(`${MOVIES}&unwatched=1`))).toEqual(["The General", "Nothing Known"]);
	});

	test("by person use the id the person has in that trade", async () => {
		const { read, detail, keyOf } = createWorld();
		const full = await detail(keyOf("metropolis"));
		const [director] = rowsOf(full, "Director");
		expect(titles(await read(`${MOVIES}&director=${String(director?.id)}`))).toEqual(["The General", "Metropolis"]);
		expect(titles(await read(`${MOVIES}&actor=${String(director?.id)}`))).toEqual([]);
	});
});

describe("a title on its own", () => {
	test("has its cast up to 200, with role, worldwide key and portrait elsewhere", async () => {
		const { detail, keyOf } = createWorld();
		const full = await detail(keyOf("metropolis"));
		const roles = rowsOf(full, "Role");
		expect(roles).toHaveLength(200);
		expect(roles[0]).toMatchObject({ tag: "Actor 1", role: "Role 1", filter: `actor=${String(roles[0]?.id)}` });
		expect(roles[0]?.tagKey).toMatch(/^[0-9a-f]{24}$/);
		expect(full.Guid).toHaveLength(3);
		expect(full.librarySectionID).toBe(1);
	});

	test("gives the same person one key but another id for every trade", async () => {
		const { detail, keyOf } = createWorld();
		const full = await detail(keyOf("metropolis"));
		const [director] = rowsOf(full, "Director");
		const writer = rowsOf(full, "Writer").find(({ tag }) => tag === "Fritz Lang");
		expect(writer?.tagKey).toBe(director?.tagKey);
		expect(writer?.id).not.toBe(director?.id);
	});

	test("has markers and chapters only when asked", async () => {
		const { detail, keyOf } = createWorld();
		const keys = [1, 2, 3].map((number) => keyOf(`beverly-hillbillies/s1e${number}`));
		const bare = await Promise.all(keys.map((key) => detail(key)));
		expect(bare.flatMap((row) => [...rowsOf(row, "Marker"), ...rowsOf(row, "Chapter")])).toEqual([]);
		const query = "?includeMarkers=1&includeChapters=1";
		const full = await Promise.all(keys.map((key) => detail(key, query)));
		expect(new Set(full.flatMap((row) => rowsOf(row, "Marker").map(({ type }) => type)))).toEqual(
			new Set(["intro", "credits"]),
		);
		expect(full.map((row) => rowsOf(row, "Chapter").length)).toEqual([2, 2, 2]);
	});

	test("is a 404 page when it is gone, and merely absent among others", async () => {
		const { plex, call, read, keyOf } = createWorld();
		const [kept, gone] = [keyOf("metropolis"), keyOf("the-general")];
		plex.removeTitle("the-general");
		const answer = await call(`/library/metadata/${gone}?skipRefresh=1`);
		expect(answer.status).toBe(404);
		expect(answer.headers.get("content-type")).toContain("text/html");
		expect(titles(await read(`/library/metadata/${kept},${gone},999999`))).toEqual(["Metropolis"]);
	});

	test("among others has its full cast only where the server does that", async () => {
		for (const batchHasFullCast of [false, true]) {
			const { read, keyOf } = createWorld({ switches: { batchHasFullCast } });
			const batch = await read(`/library/metadata/${keyOf("metropolis")},${keyOf("the-general")}`);
			const roles = rowsOf(batch).map((row) => rowsOf(row, "Role"));
			expect(roles.map((list) => list.length)).toEqual(batchHasFullCast ? [200, 200] : [3, 3]);
			expect(rowsOf(batch)[0]).toHaveProperty("Guid");
		}
	});
});

describe("a show", () => {
	test("has its seasons behind a made-up one for all episodes", async () => {
		const { read } = createWorld();
		const [show] = rowsOf(await read("/library/sections/2/all?type=2"));
		const children = await read(`/library/metadata/${String(show?.ratingKey)}/children`);
		expect(children.size).toBe(3);
		expect(rowsOf(children, "Directory")).toMatchObject([{ title: "All episodes", leafCount: 4 }]);
		expect(rowsOf(children).map(({ title, index }) => [title, index])).toEqual([
			["Season 1", 1],
			["Specials", 0],
		]);
		const leaves = await read(`/library/metadata/${String(show?.ratingKey)}/allLeaves`);
		const below = await read(`/library/metadata/${String(show?.ratingKey)}/grandchildren`);
		expect(titles(leaves)).toEqual(["Episode 1", "Episode 2", "Episode 3", "Pilot"]);
		expect(titles(below)).toEqual(titles(leaves));
	});

	test("is a number in the container of a season and a text in its rows", async () => {
		const { read } = createWorld();
		const [show] = rowsOf(await read("/library/sections/2/all?type=2"));
		const [season] = rowsOf(await read(`/library/metadata/${String(show?.ratingKey)}/children`));
		const episodes = await read(`/library/metadata/${String(season?.ratingKey)}/children`);
		expect(typeof episodes.grandparentRatingKey).toBe("number");
		expect(rowsOf(episodes)[0]?.grandparentRatingKey).toBe(String(episodes.grandparentRatingKey));
	});
});

describe("what to go on with", () => {
	test("is what has a position and the episode after the last one seen", async () => {
		const { clock, plex, read } = createWorld();
		plex.view({ slug: "beverly-hillbillies/s1e1", act: "finish" });
		clock.advance(60_000);
		plex.view({ slug: "metropolis", act: "progress", positionMs: 70_000 });
		expect(titles(await read("/library/onDeck"))).toEqual(["Metropolis", "Episode 2"]);
		const hub = rowsOf(await read("/hubs/continueWatching"), "Hub")[0] ?? {};
		expect(hub.hubIdentifier).toBe("home.continue");
		expect(titles(hub)).toEqual(["Metropolis", "Episode 2"]);
	});

	test("forgets in the hub, not on deck, what was seen more than sixteen weeks ago", async () => {
		const { clock, plex, read } = createWorld();
		plex.view({ slug: "metropolis", act: "progress", positionMs: 70_000 });
		clock.advance(113 * 86_400_000);
		expect(titles(await read("/library/onDeck"))).toEqual(["Metropolis"]);
		expect(titles(rowsOf(await read("/hubs/continueWatching"), "Hub")[0] ?? {})).toEqual([]);
	});

	test("and what was viewed last are lists over all libraries, by type", async () => {
		const { clock, plex, read, call } = createWorld();
		plex.view({ slug: "beverly-hillbillies/s1e1", act: "finish" });
		clock.advance(60_000);
		plex.view({ slug: "metropolis", act: "progress", positionMs: 70_000 });
		const viewed = (type: number) =>
			read(`/library/all?type=${type}&sort=lastViewedAt:desc&X-Plex-Container-Start=0&X-Plex-Container-Size=1`);
		expect(await viewed(1)).toMatchObject({ size: 1, totalSize: 3 });
		expect([titles(await viewed(1)), titles(await viewed(4))]).toEqual([["Metropolis"], ["Episode 1"]]);
		expect((await call("/library/all?type=77")).status).toBe(400);
	});

	test("has what was added last in a list of its own", async () => {
		const { read } = createWorld();
		expect(titles(await read("/library/recentlyAdded"))[0]).toBe("Nothing Known");
	});
});

describe("people and collections", () => {
	test("a person is found by worldwide key and by id, with all titles", async () => {
		const { read, detail, keyOf, call } = createWorld();
		const [director] = rowsOf(await detail(keyOf("metropolis")), "Director");
		const byKey = rowsOf(await read(`/library/people/${String(director?.tagKey)}`), "Directory");
		expect(byKey).toMatchObject([{ tag: "Fritz Lang", tagType: 6, tagKey: director?.tagKey }]);
		const media = await read(`/library/people/${String(director?.id)}/media`);
		expect(titles(media)).toEqual(["Metropolis", "The General", "The Beverly Hillbillies"]);
		expect((await call("/library/people/nobody")).status).toBe(404);
	});

	test("a collection has numbers as text, and its members", async () => {
		const { read } = createWorld();
		const [silents] = rowsOf(await read("/library/sections/1/all?type=18"));
		expect(silents).toMatchObject({ childCount: "2", minYear: "1927", maxYear: "1927" });
		expect(titles(await read(String(silents?.key)))).toEqual(["Metropolis", "The General"]);
	});
});

test("a hundred thousand titles are listed in pages to the last", async () => {
	const movies = Array.from({ length: 100_000 }, (_, at) =>
		movie(`title-${at}`, { title: `Title ${(at * 7919) % 100_000}`, sortTitle: undefined, credits: [] }),
	);
	const { read } = createWorld({ library: { ...smallLibrary, movies, collections: [] } });
	const page = await read(`${MOVIES}&X-Plex-Container-Start=99800&X-Plex-Container-Size=200`);
	expect(page).toMatchObject({ size: 200, totalSize: 100_000 });
	expect(rowsOf(page).every(isJson)).toBe(true);
});
