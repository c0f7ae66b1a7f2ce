import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { mapCredits } from "../../../src/servers/jellyfin/map-credits.ts";
import { imageUrl } from "../../../src/servers/jellyfin/map-images.ts";
import { mapItem } from "../../../src/servers/jellyfin/map-item.ts";
import { mapVersions } from "../../../src/servers/jellyfin/map-media.ts";
import { mediaSourceSchema, mediaStreamSchema } from "../../../src/servers/jellyfin/media-schemas.ts";
import {
	configurationSchema,
	itemSchema,
	listSchema,
	meSchema,
	personRowSchema,
	publicInfoSchema,
	quickConnectSchema,
	signedInSchema,
	userDataSchema,
	utcTimeSchema,
	viewSchema,
} from "../../../src/servers/jellyfin/schemas.ts";
import { type Exchange, recordedJellyfin } from "./recorded-jellyfin.ts";

const exchanges = recordedJellyfin();

/** Which answers which schema reads. `rows`: the schema of each row of a list. */
const COVERED: readonly {
	readonly request: RegExp;
	readonly schema: z.core.$ZodType<unknown>;
	readonly rows?: z.core.$ZodType<unknown>;
}[] = [
	{ request: /^GET \/(Users\/[0-9a-f]{32}\/)?Items$/, schema: listSchema, rows: itemSchema },
	{ request: /^GET \/Shows\/[0-9a-f]{32}\/(Seasons|Episodes)$/, schema: listSchema, rows: itemSchema },
	{ request: /^GET \/(UserItems\/Resume|Shows\/NextUp)$/, schema: listSchema, rows: itemSchema },
	{ request: /^GET \/UserViews$/, schema: listSchema, rows: viewSchema },
	{ request: /^GET \/(Users\/[0-9a-f]{32}\/)?Items\/[0-9a-f]{32}$/, schema: itemSchema },
	{ request: /^(GET|POST) \/UserItems\/[0-9a-f]{32}\/UserData$/, schema: userDataSchema },
	{ request: /^GET \/System\/Info\/Public$/, schema: publicInfoSchema },
	{ request: /^GET \/System\/Configuration$/, schema: configurationSchema },
	{ request: /^GET \/GetUtcTime$/, schema: utcTimeSchema },
	{ request: /^GET \/Users\/Me$/, schema: meSchema },
	{ request: /^POST \/Users\/AuthenticateByName$/, schema: signedInSchema },
	{ request: /^POST \/Users\/AuthenticateWithQuickConnect$/, schema: signedInSchema },
	{ request: /^POST \/QuickConnect\/Initiate$/, schema: quickConnectSchema },
	{ request: /^GET \/QuickConnect\/Connect$/, schema: quickConnectSchema },
];

function problem(schema: z.core.$ZodType<unknown>, body: unknown, { file, step }: Exchange): string[] {
	const parsed = z.safeParse(schema, body);
	return parsed.success
		? []
		: [`${file} #${step}: ${parsed.error.issues[0]?.path.join(".")} ${parsed.error.issues[0]?.message}`];
}

/** The recorder kept some bodies only by size. */
const isJson = (body: unknown) => typeof body === "object" && body !== null && !("bytes" in body) && !("text" in body);

/** Every recorded full item. */
const fullItems = exchanges
	.filter(({ request, response }) => /^\/Items\/[0-9a-f]{32}$/.test(request.path) && response.status === 200)
	.map(({ response }) => z.parse(itemSchema, response.body));

describe("what was recorded of Jellyfin", () => {
	test.each(COVERED)("is read by its schema: $request", ({ request, schema, rows }) => {
		const answers = exchanges.filter(
			(each) =>
				request.test(`${each.request.method} ${each.request.path}`) &&
				each.response.status === 200 &&
				isJson(each.response.body),
		);
		const problems = answers.flatMap((each) => [
			...problem(schema, each.response.body, each),
			...(rows === undefined
				? []
				: z.parse(listSchema, each.response.body).Items.flatMap((row) => problem(rows, row, each))),
		]);
		expect(answers.length).toBeGreaterThan(0);
		expect(problems).toEqual([]);
	});

	test("has people, files and streams that are all read", () => {
		const problems = fullItems.flatMap((item) => {
			const sources = item.MediaSources ?? [];
			return [
				...(item.People ?? []).filter((row) => !z.safeParse(personRowSchema, row).success),
				...sources.filter((row) => !z.safeParse(mediaSourceSchema, row).success),
				...sources
					.flatMap((row) => z.parse(mediaSourceSchema, row).MediaStreams ?? [])
					.filter((row) => !z.safeParse(mediaStreamSchema, row).success),
			];
		});
		expect(fullItems.length).toBeGreaterThan(3);
		expect(problems).toEqual([]);
	});

	test("makes a film as it is shown", () => {
		const harbour = fullItems.find(
			({ Name, UserData }) => Name === "The Quiet Harbour" && UserData?.PlaybackPositionTicks,
		);
		if (harbour === undefined) throw new Error("not recorded");
		const row = mapItem(harbour, "a1", "a1/movies");
		expect(row?.item).toMatchObject({
			itemId: `a1/${harbour.Id}`,
			kind: "movie",
			sortTitle: "quiet harbour",
			premiered: "2019-03-14",
			addedAt: Date.parse("2024-01-05T10:00:00Z"),
			durationMs: 420_000,
			tagline: "Some lights never move.",
			studios: ["Northlight Pictures", "Kelp & Sons"],
			providerIds: { imdb: "tt9900101", tmdb: "900101" },
		});
		expect(row?.watch).toEqual({
			positionMs: 150_000,
			watched: false,
			playCount: 1,
			lastPlayedAt: Date.parse("2026-11-18T20:15:00Z"),
		});
		expect(row?.item.poster?.blurhash).toBeTruthy();
		expect(row?.item.poster?.ref).not.toBe(row?.item.backdrop?.ref);
		expect(imageUrl("http://nas", row?.item.poster?.ref ?? "", 320)).toBe(
			`http://nas/Items/${harbour.Id}/Images/Primary/0?tag=${harbour.ImageTags?.Primary}&maxWidth=320&quality=90&format=Webp`,
		);
		expect(mapVersions(harbour.MediaSources ?? [], () => undefined)[0]).toMatchObject({
			container: "mp4",
			durationMs: 420_000,
		});
	});

	test("keeps the account's mark of a favourite, and its absence", () => {
		const rows = exchanges
			.filter(({ request, response }) => request.path === "/Items" && response.status === 200 && isJson(response.body))
			.flatMap(({ response }) => z.parse(listSchema, response.body).Items)
			.map((row) => z.parse(itemSchema, row))
			.filter(({ UserData }) => UserData);
		const mapped = rows.flatMap((row) => {
			const item = mapItem(row, "a1", "a1/lib")?.item;
			return item ? [{ mark: item.isFavourite, told: row.UserData?.IsFavorite }] : [];
		});
		expect(new Set(mapped.map(({ mark }) => mark))).toEqual(new Set([true, false]));
		for (const { mark, told } of mapped) expect(mark).toBe(told);
	});

	test("makes complete credits: all roles, and one person for all their lines", () => {
		const harbour = fullItems.find(({ Name }) => Name === "The Quiet Harbour");
		const { credits, people } = mapCredits("a1/harbour", harbour?.People ?? []);
		expect(credits.map(({ order, kind, name, role }) => [order, kind, name, role])).toEqual([
			[0, "actor", "Mara Ellison", "Captain Ada Reyes"],
			[1, "actor", "Jonas Bright", "Harbour Master"],
			[2, "actor", "Søren Ålund", "Old Tom"],
			[3, "actor", "Mara Ellison", "Ada (young)"],
			[4, "guest", "Priya Nair", undefined],
			[5, "director", "Ines Okafor", undefined],
			[6, "writer", "Ines Okafor", undefined],
			[7, "writer", "Tom Råvik", undefined],
		]);
		expect(credits[0]?.personId).toBe(credits[3]?.personId);
		expect(people).toHaveLength(6);
		expect(people[0]?.portrait?.blurhash).toBeTruthy();
	});

	test("makes double episodes, specials and files without a number", () => {
		const rows = exchanges
			.filter(({ request, response }) => /\/Episodes$/.test(request.path) && response.status === 200)
			.flatMap(({ response }) => z.parse(listSchema, response.body).Items)
			.flatMap((row) => mapItem(z.parse(itemSchema, row), "a1", "a1/shows") ?? []);
		expect(rows.some(({ item }) => item.index === 1 && item.indexEnd === 2)).toBe(true);
		expect(rows.some(({ item }) => item.seasonIndex === 0)).toBe(true);
		expect(rows.some(({ item }) => item.index === undefined)).toBe(true);
		expect(
			rows.every(({ item }) => item.kind === "episode" && item.showId !== undefined && item.parentId !== undefined),
		).toBe(true);
	});

	test("has no watch state for what is only a folder", () => {
		const rows = exchanges
			.filter(({ request, response }) => /\/Seasons$/.test(request.path) && response.status === 200)
			.flatMap(({ response }) => z.parse(listSchema, response.body).Items)
			.flatMap((row) => mapItem(z.parse(itemSchema, row), "a1", "a1/shows") ?? []);
		expect(rows.length).toBeGreaterThan(0);
		expect(rows.every(({ watch }) => watch === undefined)).toBe(true);
	});
});

test.each<[string, unknown, object]>([
	["a number, and what is none", { Tmdb: 19, Imdb: ["tt0017136"], Tvdb: null }, { tmdb: "19" }],
	[
		"said twice in different casing, once empty",
		{ Tmdb: "19", tmdb: "", IMDB: "", imdb: "tt0017136" },
		{ tmdb: "19", imdb: "tt0017136" },
	],
	["a text", "tt0017136", {}],
	["a list", ["tt0017136"], {}],
])("a title whose catalogue ids are %s is listed with those that are some", (_, ids, expected) => {
	const row = z.parse(itemSchema, { Id: "7", Type: "Movie", Name: "Metropolis", ProviderIds: ids });
	expect(mapItem(row, "a1", "a1/1")?.item.providerIds).toEqual(expected);
});
