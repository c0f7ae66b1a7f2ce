import { expect, test } from "vitest";
import * as z from "zod/mini";
import { createClock } from "../../../demo/core/clock.ts";
import { createJellyfin, type JellyfinServer } from "../../../demo/jellyfin/create-jellyfin.ts";
import { demoLibrary } from "../../../demo/library/demo-library.ts";
import { generatedLibrary } from "../../../demo/library/generated-library.ts";
import type { DemoLibrary } from "../../../demo/library/types.ts";

const origin = "http://127.0.0.1:8096";
const client = 'MediaBrowser Client="Test", Device="Test", DeviceId="test", Version="1"';
const loginAnswer = z.object({ AccessToken: z.string() });
const row = z.object({
	Id: z.string(),
	Name: z.string(),
	Etag: z.optional(z.string()),
	ImageTags: z.optional(z.record(z.string(), z.string())),
	UserData: z.optional(z.object({ PlaybackPositionTicks: z.number(), Played: z.boolean(), PlayCount: z.number() })),
});
const list = z.object({ Items: z.array(row), TotalRecordCount: z.number() });

const start = Date.parse("2026-11-21T12:00:00Z");

function serve(library: DemoLibrary = demoLibrary()): JellyfinServer {
	return createJellyfin({ library, clock: createClock(() => start), origin });
}

async function signIn(server: JellyfinServer, name = "demo", password = "demo"): Promise<string> {
	const answer = await server.handle(
		new Request(`${origin}/Users/AuthenticateByName`, {
			method: "POST",
			headers: { Authorization: client, "Content-Type": "application/json" },
			body: JSON.stringify({ Username: name, Pw: password }),
		}),
	);
	return z.parse(loginAnswer, await answer.json()).AccessToken;
}

function get(server: JellyfinServer, token: string, path: string): Promise<Response> {
	return server.handle(
		new Request(`${origin}${path}`, { headers: { Authorization: `MediaBrowser Token="${token}"` } }),
	);
}

function post(server: JellyfinServer, token: string, path: string, body: unknown): Promise<Response> {
	return server.handle(
		new Request(`${origin}${path}`, {
			method: "POST",
			headers: { Authorization: `MediaBrowser Token="${token}"`, "Content-Type": "application/json" },
			body: JSON.stringify(body),
		}),
	);
}

async function items(server: JellyfinServer, token: string, query: string): Promise<z.infer<typeof list>> {
	return z.parse(list, await (await get(server, token, `/Items?${query}`)).json());
}

/** The row of a title as a sweep sees it. */
async function rowOf(server: JellyfinServer, token: string, slug: string): Promise<z.infer<typeof row>> {
	const { Items } = await items(server, token, `ids=${server.keyOf(slug)}&fields=Etag`);
	const [found] = Items;
	if (!found) throw new Error(`${slug} is not listed`);
	return found;
}

function aMovie(library: DemoLibrary): string {
	const movie = library.movies.find(({ hasArt }) => hasArt);
	if (!movie) throw new Error("the library has no movie");
	return movie.slug;
}

test("a sweep of the whole demo library finds every film, show, season, episode and collection once", async () => {
	const library = demoLibrary();
	const server = serve(library);
	const token = await signIn(server);
	const seen: string[] = [];
	for (let from = 0; ; from += 100) {
		const page = await items(
			server,
			token,
			`recursive=true&includeItemTypes=Movie,Series,Season,Episode,BoxSet&sortBy=DateCreated,SortName&startIndex=${from}&limit=100`,
		);
		seen.push(...page.Items.map(({ Id }) => Id));
		if (from + 100 >= page.TotalRecordCount) break;
	}
	const seasons = library.shows.flatMap((show) => show.seasons);
	const episodes = seasons.flatMap((season) => season.episodes);
	expect(new Set(seen).size).toBe(seen.length);
	expect(seen.length).toBe(
		library.movies.length + library.shows.length + seasons.length + episodes.length + library.collections.length,
	);
});

test("a new cast changes the Etag, a new poster the image tag, a viewing neither", async () => {
	const server = serve();
	const token = await signIn(server);
	const slug = aMovie(demoLibrary());
	const before = await rowOf(server, token, slug);
	server.view({ slug, act: "finish" });
	const viewed = await rowOf(server, token, slug);
	server.changeTitle({ slug, poster: true });
	const repainted = await rowOf(server, token, slug);
	server.clock.advance(1000);
	server.changeTitle({ slug, cast: ["Somebody Else"] });
	const recast = await rowOf(server, token, slug);

	expect(viewed).toMatchObject({ Etag: before.Etag, ImageTags: before.ImageTags });
	expect(viewed.UserData).toMatchObject({ Played: true, PlayCount: 1 });
	expect(repainted.Etag).toBe(before.Etag);
	expect(repainted.ImageTags?.Primary).not.toBe(before.ImageTags?.Primary);
	expect(recast.Etag).not.toBe(before.Etag);
	const people = await (await get(server, token, `/Items/${recast.Id}`)).text();
	expect(people).toContain("Somebody Else");
});

test("a removed title is 404 and missing in ids; restored it has its id and its user data again", async () => {
	const server = serve();
	const token = await signIn(server);
	const slug = aMovie(demoLibrary());
	const id = server.keyOf(slug);
	server.view({ slug, act: "progress", positionMs: 200_000 });
	server.removeTitle(slug);
	expect((await get(server, token, `/Items/${id}`)).status).toBe(404);
	expect((await items(server, token, `ids=${id}`)).Items).toEqual([]);
	server.restoreTitle(slug);
	expect((await rowOf(server, token, slug)).UserData?.PlaybackPositionTicks).toBe(2_000_000_000);
});

test("a rebuilt server has other ids, another server id, no user data, and knows no old token", async () => {
	const server = serve();
	const token = await signIn(server);
	const slug = aMovie(demoLibrary());
	const [id, serverId] = [server.keyOf(slug), server.internals.serverId];
	server.view({ slug, act: "finish" });
	server.rebuild();
	expect((await get(server, token, "/Users/Me")).status).toBe(401);
	expect(server.keyOf(slug)).not.toBe(id);
	expect(server.internals.serverId).not.toBe(serverId);
	expect(server.state().items[slug]?.watched).toBe(false);
	server.reset();
	expect(server.keyOf(slug)).toBe(id);
});

test("a title made up while the server runs is listed, with the ids of all others unchanged", async () => {
	const server = serve();
	const token = await signIn(server);
	const slug = aMovie(demoLibrary());
	const id = server.keyOf(slug);
	const made = server.addTitle({ title: "Brand New", kind: "show" });
	expect((await rowOf(server, token, made)).Name).toBe("Brand New");
	expect(server.keyOf(`${made}/s1e2`)).toMatch(/^[0-9a-f]{32}$/);
	expect(server.keyOf(slug)).toBe(id);
});

test("a guest has no password, and state counts writes and session reports apart", async () => {
	const server = serve();
	const token = await signIn(server, "guest", "");
	const slug = aMovie(demoLibrary());
	const id = server.keyOf(slug);
	await post(server, token, `/UserItems/${id}/UserData`, { PlaybackPositionTicks: 600_000_000 });
	await post(server, token, "/Sessions/Playing/Progress", { ItemId: id, PositionTicks: 700_000_000 });
	const state = server.state("guest");
	expect(state).toMatchObject({ writes: 1, sessions: 1 });
	expect(state.items[slug]?.positionMs).toBe(70_000);
	expect(server.state("demo").items[slug]?.positionMs).toBe(0);
});

test("the control paths answer in front of the faults", async () => {
	const server = serve();
	server.setFaults([{ kind: "status", status: 503 }]);
	expect((await server.handle(new Request(`${origin}/System/Info/Public`))).status).toBe(503);
	const state = await server.handle(new Request(`${origin}/__demo/state?user=guest`));
	expect(state.status).toBe(200);
});

test("a Quick Connect code is approved from outside", async () => {
	const server = serve();
	const begun = await server.handle(
		new Request(`${origin}/QuickConnect/Initiate`, { method: "POST", headers: { Authorization: client } }),
	);
	const { Code, Secret } = z.parse(z.object({ Code: z.string(), Secret: z.string() }), await begun.json());
	server.approve(Code, "guest");
	const poll = await server.handle(new Request(`${origin}/QuickConnect/Connect?secret=${Secret}`));
	expect(await poll.json()).toMatchObject({ Authenticated: true });
});

test("a page in the middle of a library of 100,000 is whole", async () => {
	const server = serve(generatedLibrary(100_000, 7));
	const token = await signIn(server);
	const query = "recursive=true&includeItemTypes=Movie,Series,Season,Episode&sortBy=DateCreated,SortName&fields=Etag";
	const page = await items(server, token, `${query}&startIndex=50000&limit=500`);
	expect(page.Items.length).toBe(500);
	expect(page.TotalRecordCount).toBeGreaterThanOrEqual(100_000);
});
