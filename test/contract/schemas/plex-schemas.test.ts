import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { mapCredits } from "../../../src/servers/plex/map-credits.ts";
import { mapItem } from "../../../src/servers/plex/map-item.ts";
import { mapMarkers, mapVersions } from "../../../src/servers/plex/map-media.ts";
import { markerSchema, partSchema, streamSchema } from "../../../src/servers/plex/media-schemas.ts";
import {
	accountUserSchema,
	connectionSchema,
	guidSchema,
	identitySchema,
	imageSchema,
	mediaSchema,
	metadataListSchema,
	metadataSchema,
	type PlexMetadata,
	pinSchema,
	resourceListSchema,
	resourceSchema,
	sectionListSchema,
	sectionSchema,
	settingListSchema,
	settingSchema,
	tagSchema,
} from "../../../src/servers/plex/schemas.ts";

const samples = resolve(import.meta.dirname, "../../../../shared/contract/plex");
const isThere = existsSync(samples);
if (!isThere)
	console.info("Skipped: the published Plex answers (../shared/contract/plex beside the project) are not there.");

const HUB = "lukehagar-plex-api-spec";
const RS = "plex-api.rs";
const OFFICIAL = "official-openapi-1.2.0/examples";

function read(file: string): unknown {
	return JSON.parse(readFileSync(resolve(samples, file), "utf8"));
}

/** The files of a folder, by their names. */
function filesOf(folder: string, name: RegExp): string[] {
	return isThere
		? readdirSync(resolve(samples, folder))
				.filter((file) => name.test(file))
				.map((file) => `${folder}/${file}`)
		: [];
}

/** A vendor example has its name around it. */
function bodiesOf(file: string): unknown[] {
	const body = read(file);
	return file.startsWith(OFFICIAL) && typeof body === "object" && body !== null ? Object.values(body) : [body];
}

const videoLists = [
	...filesOf(HUB, /^get-(library-items|library-all|media-meta-data|recently-added)\./),
	...filesOf(`${RS}/server/media`, /^(movie_library|tv_|metadata_)/),
	...filesOf(`${RS}/timeline`, /^metadata_/),
	...filesOf(`${RS}/transcode`, /^metadata_/),
	...filesOf(OFFICIAL, /^get\.library_(metadata_ids|sections_sectionId_all)\.200/),
];

/** All rows of a kind that the app shows. */
function videosOf(file: string): PlexMetadata[] {
	return bodiesOf(file)
		.flatMap((body) => z.parse(metadataListSchema, body).MediaContainer.Metadata ?? [])
		.map((row) => z.parse(metadataSchema, row))
		.filter(({ type }) => ["movie", "show", "season", "episode"].includes(type));
}

/** What of the rows a schema cannot read. */
function unread(schema: z.core.$ZodType<unknown>, rows: readonly unknown[] | null | undefined): string[] {
	return (rows ?? []).flatMap((row) => {
		const parsed = z.safeParse(schema, row);
		return parsed.success ? [] : [`${parsed.error.issues[0]?.path.join(".")}: ${JSON.stringify(row).slice(0, 200)}`];
	});
}

describe.runIf(isThere)("what was published of Plex", () => {
	test.each(videoLists)("is read to the last row: %s", (file) => {
		const rows = videosOf(file);
		const media = rows.flatMap((row) => row.Media ?? []);
		const parts = media.flatMap((row) => z.parse(mediaSchema, row).Part ?? []);
		expect([
			...unread(mediaSchema, media),
			...unread(partSchema, parts),
			...parts.flatMap((row) => unread(streamSchema, z.parse(partSchema, row).Stream)),
			...rows.flatMap((row) => [
				...unread(markerSchema, row.Marker),
				...unread(guidSchema, row.Guid),
				...unread(imageSchema, row.Image),
				...[row.Genre, row.Role, row.Director, row.Writer, row.Producer].flatMap((tags) => unread(tagSchema, tags)),
			]),
		]).toEqual([]);
		expect(rows.flatMap((row) => mapItem(row, "a1", "a1/1") ?? [])).toHaveLength(rows.length);
	});

	test("has whole libraries among it", () => {
		expect(videoLists.reduce((count, file) => count + videosOf(file).length, 0)).toBeGreaterThan(500);
	});

	test.each([
		[
			[...filesOf(HUB, /^get-all-libraries/), ...filesOf(OFFICIAL, /^get\.library_sections_all\.200/)],
			sectionListSchema,
		],
		[filesOf(`${RS}/server`, /^prefs/), settingListSchema],
		[[...filesOf(OFFICIAL, /^get\.(identity)?\.200/), ...filesOf(OFFICIAL, /^get\.\.200/)], identitySchema],
		[filesOf(`${RS}/myplex/api/v2`, /^pins_/), pinSchema],
		[filesOf(`${RS}/myplex/api/v2/user`, /^user_info/), accountUserSchema],
		[[...filesOf(`${RS}/myplex/api/v2`, /^resources/), ...filesOf(HUB, /^get-server-resources/)], resourceListSchema],
	] as const)("is read: %s", (files, schema) => {
		const problems = files.flatMap((file) => unread(schema, bodiesOf(file)));
		expect(files.length).toBeGreaterThan(0);
		expect(problems).toEqual([]);
	});

	test("has sections, settings, servers and connections that are all read", () => {
		const sections = filesOf(HUB, /^get-all-libraries/).flatMap(
			(file) => z.parse(sectionListSchema, read(file)).MediaContainer.Directory ?? [],
		);
		const settings = z.parse(settingListSchema, read(`${RS}/server/prefs.json`)).MediaContainer.Setting ?? [];
		const resources = z.parse(resourceListSchema, read(`${HUB}/get-server-resources.1.json`));
		const connections = resources.flatMap((row) => z.parse(resourceSchema, row).connections ?? []);
		expect([sections, settings, resources, connections].every(({ length }) => length > 3)).toBe(true);
		expect([
			...unread(sectionSchema, sections),
			...unread(settingSchema, settings),
			...unread(resourceSchema, resources),
			...unread(connectionSchema, connections),
		]).toEqual([]);
	});

	test("makes complete credits of a full answer, of any length", () => {
		const [show] = filesOf(HUB, /^get-media-meta-data\./)
			.flatMap(videosOf)
			.sort((a, b) => (b.Role?.length ?? 0) - (a.Role?.length ?? 0));
		const { credits, people } = mapCredits("a1/1", show ?? {});
		const actors = credits.filter(({ kind }) => kind === "actor");
		expect(actors.length).toBeGreaterThan(100);
		expect(actors.length).toBe(show?.Role?.length);
		expect(actors.filter(({ role }) => role).length).toBeGreaterThan(50);
		expect(credits.map(({ order }) => order)).toEqual(credits.map((_, place) => place));
		expect(new Set(people.map(({ personId }) => personId)).size).toBe(people.length);
	});

	test("makes an episode with its files and markers", () => {
		const [episode] = videosOf(`${HUB}/get-media-meta-data.6.json`);
		const row = episode && mapItem(episode, "a1", "a1/2");
		expect(row?.item).toMatchObject({
			itemId: "a1/44547",
			parentId: "a1/44546",
			showId: "a1/44545",
			showTitle: "Band of Brothers",
			seasonIndex: 1,
			index: 1,
			addedAt: 1_627_399_550_000,
			resolution: 1080,
			providerIds: {},
		});
		expect(row?.item.still?.ref).toBe("/library/metadata/44547/thumb/1627400191");
		expect(row?.item.poster?.ref).toBe("/library/metadata/44545/thumb/1627399570");
		expect(mapMarkers(episode?.Marker ?? [])).toContainEqual({
			kind: "credits",
			startMs: 4_176_050,
			endMs: 4_393_389,
			isFinal: true,
		});
		const [version] = mapVersions(episode?.Media ?? []);
		expect(version).toMatchObject({ key: "0:/library/parts/76226/1518019646/file.mkv", container: "mkv" });
		expect(version?.streams.map(({ kind, codec }) => [kind, codec])).toEqual([
			["video", "h264"],
			["audio", "dts"],
			["subtitle", "pgs"],
			["subtitle", "srt"],
		]);
	});

	test("shows what a report, a scrobble and an unscrobble do to the watch state", () => {
		const states = [1, 2, 3, 4].map((number) => {
			const [row] = videosOf(`${RS}/timeline/metadata_182_${number}.json`);
			return row && mapItem(row, "a1", "a1/1")?.watch;
		});
		expect(states.map((state) => [state?.positionMs, state?.watched, state?.lastPlayedAt])).toEqual([
			[expect.any(Number), false, expect.anything()],
			[75_000, false, 1_683_746_136_000],
			[0, true, 1_683_761_882_000],
			[0, false, null],
		]);
	});
});

test("numbers that come as text, lists of one as an object, and nulls are read", () => {
	const row = z.parse(metadataSchema, {
		ratingKey: 7,
		type: "movie",
		title: "Metropolis",
		year: "1927",
		duration: "600000",
		viewCount: "2",
		summary: null,
		Guid: { id: "imdb://tt0017136" },
		Genre: null,
		Media: { videoResolution: 1080, Part: { key: "/library/parts/1/2/file.mp4", container: "mp4", size: "12" } },
	});
	expect(mapItem(row, "a1", "a1/1")).toMatchObject({
		item: { itemId: "a1/7", year: 1927, durationMs: 600_000, providerIds: { imdb: "tt0017136" }, resolution: 1080 },
		watch: { watched: true, playCount: 2 },
	});
	expect(mapVersions(row.Media ?? [])).toMatchObject([{ container: "mp4", sizeBytes: 12 }]);
});

test("an id of an old agent counts for films and shows, not for what it only leads to", () => {
	const guid = "com.plexapp.agents.thetvdb://74205/1/1?lang=en";
	const idsOf = (type: string) => {
		const row = z.parse(metadataSchema, { ratingKey: "1", type, title: "x", guid });
		return mapItem(row, "a1", "a1/1")?.item.providerIds;
	};
	expect(idsOf("show")).toEqual({ tvdb: "74205" });
	expect(idsOf("episode")).toEqual({});
});

test("people are known by the key that all their credits share, else by name", () => {
	const { credits } = mapCredits("a1/1", {
		Role: [
			{ id: 1, tag: "Fritz Lang", tagKey: "5d77", role: "Himself" },
			{ id: 2, tag: "Fritz Rasp", role: "Thin Man" },
		],
		Director: [{ id: 77, tag: "Fritz Lang" }],
		Writer: [{ id: 99, tag: "Fritz Rasp" }],
		Producer: null,
	});
	expect(credits.map(({ personId }) => personId)).toEqual([
		"a1/5d77",
		"a1/name:fritz rasp",
		"a1/5d77",
		"a1/name:fritz rasp",
	]);
});
