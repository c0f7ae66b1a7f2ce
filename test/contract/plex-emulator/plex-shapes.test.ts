import { beforeAll, describe, expect, test } from "vitest";
import { containerOf, createWorld, isJson, type Json, rowsOf } from "./plex-fixture.ts";
import { compareShapes, missingSamples, sample, shapeOf } from "./shape.ts";

const SPEC = "lukehagar-plex-api-spec";
const RS = "plex-api.rs";

/** Rows of a recorded list, of one type where it says which. */
function recorded(names: readonly string[], type?: string, field?: string): Json[] {
	return names
		.flatMap((name) => rowsOf(containerOf(sample(`${name}.json`)), field))
		.filter((row) => type === undefined || row.type === type);
}

/** A container without its rows and without the description of its filters. */
function head(container: Json): Json {
	const { Metadata: _rows, Directory: _directories, Meta: _meta, ...rest } = container;
	return rest;
}

const recordedHeads = (names: readonly string[]) => names.map((name) => head(containerOf(sample(`${name}.json`))));

/** What the demo has no data for: countries, extras, second ratings, themes, what a file on a disk has. */
const NO_SUCH_FILE_FACTS = ["Media[].Part[].indexes"];
/** Of an MP4, which no recorded row of this kind was. */
const MP4_FACTS = [
	"Media[].Part[].has64bitOffsets",
	"Media[].Part[].optimizedForStreaming",
	"Media[].has64bitOffsets",
	"Media[].optimizedForStreaming",
];
const NO_SUCH_STREAM_FACTS = [
	"audioChannelLayout",
	"canAutoSync",
	"colorPrimaries",
	"colorRange",
	"colorSpace",
	"colorTrc",
	"dub",
	"hasScalingMatrix",
	"headerCompression",
	"hearingImpaired",
	"original",
	"title",
].map((name) => `Media[].Part[].Stream[].${name}`);
/** Only with `checkFiles=1`. */
const CHECKED_FILES = ["Media[].Part[].accessible", "Media[].Part[].exists"];

interface Expected {
	readonly missing?: readonly string[];
	readonly added?: readonly string[];
	readonly otherTypes?: readonly string[];
}

/** Holds ours to the recorded shape, but for exactly what is named. */
function expectShape(theirs: readonly unknown[], ours: readonly unknown[], named: Expected = {}): void {
	expect(ours.length).toBeGreaterThan(0);
	expect(compareShapes(shapeOf(theirs), shapeOf(ours))).toEqual({
		missing: (named.missing ?? []).toSorted(),
		added: (named.added ?? []).toSorted(),
		otherTypes: named.otherTypes ?? [],
	});
}

describe.skipIf(missingSamples !== null)("answers have the shape of the recorded ones", () => {
	const world = createWorld();
	const { plex, read, detail, keyOf, tvCall, tv } = world;
	let show: string;

	beforeAll(async () => {
		for (const slug of ["metropolis", "beverly-hillbillies/s1e1"]) {
			plex.view({ slug, act: "finish" });
			plex.view({ slug, act: "progress", positionMs: 70_000 });
		}
		const [row] = rowsOf(await read("/library/sections/2/all?type=2"));
		show = String(row?.ratingKey);
	});

	test("sections", async () => {
		expectShape(
			recorded([`${SPEC}/get-all-libraries.1`], undefined, "Directory").filter(({ type }) => type !== "artist"),
			rowsOf(await read("/library/sections"), "Directory"),
			// Left out since PMS 1.41.9; `hidden` is a truth value in the official example (plex-api.md §3.1).
			{ missing: ["art", "composite", "thumb"], otherTypes: ["hidden: boolean"] },
		);
	});

	test("lists of movies", async () => {
		const list = await read("/library/sections/1/all?includeGuids=1&X-Plex-Container-Start=0&X-Plex-Container-Size=9");
		expectShape(recordedHeads([`${SPEC}/get-library-items.1`, `${SPEC}/get-library-all.1`]), [head(list)]);
		const names = ["get-library-items.1", "get-library-items.2", "get-library-all.1", "get-library-all.5"];
		expectShape(
			recorded(
				names.map((name) => `${SPEC}/${name}`),
				"movie",
			),
			rowsOf(list),
			{
				missing: [
					...NO_SUCH_FILE_FACTS,
					"Country",
					"createdAtAccuracy",
					"createdAtTZOffset",
					"primaryExtraKey",
					"rating",
					"ratingImage",
					"skipCount",
					"subtype",
				],
				// plex-api.md §8.
				otherTypes: ["Media[].optimizedForStreaming: boolean"],
			},
		);
	});

	test("lists of shows", async () => {
		const list = await read("/library/sections/2/all?includeGuids=1&X-Plex-Container-Start=0&X-Plex-Container-Size=9");
		expectShape(recordedHeads([`${SPEC}/get-library-items.5`]), [head(list)]);
		expectShape(
			recorded([`${SPEC}/get-library-items.5`, `${SPEC}/get-library-all.2`, `${RS}/server/media/tv_library`], "show"),
			rowsOf(list),
			{
				missing: [
					"Collection",
					"Country",
					"banner",
					"flattenSeasons",
					"primaryExtraKey",
					"rating",
					"seasonCount",
					"showOrdering",
					"skipChildren",
					"skipCount",
					"theme",
				],
				// Recorded lists of shows were asked without `includeGuids`, or of agents that have none.
				added: ["Guid"],
			},
		);
	});

	test("lists of episodes", async () => {
		const names = [`${SPEC}/get-library-items.3`, `${SPEC}/get-library-all.3`];
		expectShape(recorded(names, "episode"), rowsOf(await read("/library/sections/2/all?type=4&includeGuids=1")), {
			missing: [...NO_SUCH_FILE_FACTS, "Media[].displayOffset", "chapterSource", "grandparentTheme"],
			added: [...MP4_FACTS, "viewOffset"],
		});
	});

	test("seasons of a show, and the made-up one before them", async () => {
		const children = await read(`/library/metadata/${show}/children`);
		const names = [`${RS}/server/media/tv_seasons`];
		expectShape(recordedHeads(names), [head(children)], {
			missing: ["banner", "theme"],
			// "65592" as well as 65592 (plex-api.md §8).
			otherTypes: ["viewMode: string"],
		});
		expectShape(recorded(names), rowsOf(children), {
			missing: ["parentTheme"],
			// The recording is of an unwatched show on PMS 1.25, before pictures were listed.
			added: ["Image", "UltraBlurColors", "lastViewedAt", "parentSlug", "viewCount"],
		});
		expectShape(recorded(names, undefined, "Directory"), rowsOf(children, "Directory"));
	});

	test("episodes of a season", async () => {
		const children = await read(`/library/metadata/${show}/children`);
		const season = await read(`/library/metadata/${String(rowsOf(children)[0]?.ratingKey)}/children`);
		expectShape(recordedHeads([`${RS}/server/media/tv_episodes`]), [head(season)], {
			missing: ["banner", "grandparentTheme", "theme"],
		});
		// Rows as in lists of episodes: the recording of this path is of PMS 1.25, without what came later.
		const all = rowsOf(await read("/library/sections/2/all?type=4"));
		const [episode] = rowsOf(season);
		expect(episode).toEqual(all.find(({ ratingKey }) => ratingKey === episode?.ratingKey));
	});

	const QUERY = "?includeMarkers=1&includeChapters=1";

	test("a movie on its own", async () => {
		const names = [2, 4, 5].map((number) => `${SPEC}/get-media-meta-data.${number}`);
		const bare = await read(`/library/metadata/${keyOf("metropolis")}`);
		expectShape(recordedHeads(names), [head(bare)]);
		expectShape(
			recorded([...names, `${RS}/timeline/metadata_182_2`, `${RS}/timeline/metadata_182_3`]),
			[await detail(keyOf("metropolis"), QUERY)],
			{
				missing: [
					...NO_SUCH_FILE_FACTS,
					...NO_SUCH_STREAM_FACTS,
					...CHECKED_FILES,
					"Country",
					"Extras",
					...["BLCompatID", "BLPresent", "ELPresent", "Level", "Present", "Profile", "RPUPresent", "Version"].map(
						(name) => `Media[].Part[].Stream[].DOVI${name}`,
					),
					"Media[].Part[].Stream[].anamorphic",
					"Media[].Part[].Stream[].pixelAspectRatio",
					"Preferences",
					"Review",
					"Similar",
					"primaryExtraKey",
					"rating",
					"ratingImage",
				],
				added: [...MP4_FACTS, "Chapter", "Collection", "Marker", "Media[].Part[].hasThumbnail", "titleSort"],
			},
		);
	});

	test("a show on its own", async () => {
		expectShape(recorded([`${SPEC}/get-media-meta-data.1`]), [await detail(show, QUERY)], {
			missing: ["Country", "Similar", "skipCount", "theme"],
			added: ["originalTitle", "titleSort"],
		});
	});

	test("an episode on its own, with markers and chapters", async () => {
		const keys = [1, 2, 3].map((number) => keyOf(`beverly-hillbillies/s1e${number}`));
		expectShape(
			recorded([`${SPEC}/get-media-meta-data.3`, `${SPEC}/get-media-meta-data.6`]),
			await Promise.all(keys.map((key) => detail(key, QUERY))),
			{
				missing: [
					...NO_SUCH_FILE_FACTS,
					...NO_SUCH_STREAM_FACTS,
					...CHECKED_FILES,
					"Extras",
					// Of subtitles beside the file.
					...["forced", "format", "key"].map((name) => `Media[].Part[].Stream[].${name}`),
					"rating",
					"skipCount",
				],
				added: [
					...MP4_FACTS,
					"Director",
					"Media[].Part[].hasThumbnail",
					"Role",
					"Writer[].tagKey",
					"lastViewedAt",
					"titleSort",
					"viewCount",
					"viewOffset",
				],
			},
		);
	});

	test("a collection", async () => {
		const [row] = rowsOf(await read("/library/sections/1/all?type=18"));
		expectShape(recorded([`${RS}/server/media/metadata_161`]), [await detail(String(row?.ratingKey))], {
			missing: ["contentRating"],
		});
	});

	test("what the server says of itself", async () => {
		const example = (name: string, of: string) => {
			const body = sample(`official-openapi-1.2.0/examples/${name}.200.json`);
			return containerOf(isJson(body) ? body[of] : null);
		};
		expectShape([example("get.identity", "identity")], [await read("/identity")]);
		// The official example has a quotation mark too many.
		expectShape([example("get.", "info")], [await read("/")], {
			missing: ['ownerFeatures"'],
			added: ["ownerFeatures"],
		});
		expectShape(recorded([`${RS}/server/prefs`], undefined, "Setting"), rowsOf(await read("/:/prefs"), "Setting"));
	});

	test("the answer to a report of progress made offline", async () => {
		const path = `/:/timeline?ratingKey=${keyOf("metropolis")}&key=x&state=stopped&time=75000&duration=600000&offline=1`;
		expectShape(
			[containerOf(sample(`${RS}/timeline/timeline.json`))],
			[await read(`${path}&X-Plex-Client-Identifier=c`, { method: "POST" })],
		);
	});

	test("PINs before and after they are linked", async () => {
		const made = await bodyOf(await tvCall("/api/v2/pins?strong=true", { method: "POST" }));
		expectShape([sample(`${RS}/myplex/api/v2/pins_new.json`)], [made]);
		tv.approve(String(made.code));
		const linked = await bodyOf(await tvCall(`/api/v2/pins/${String(made.id)}`));
		expectShape([sample(`${RS}/myplex/api/v2/pins_linked.json`)], [linked]);
	});

	test("resources of the owner and of a managed user", async () => {
		const ours = await Promise.all(
			["demo", "kid"].map(async (user) =>
				(await tvCall("/api/v2/resources?includeRelay=1", { token: tv.issueToken(user) })).json(),
			),
		);
		expectShape([sample(`${RS}/myplex/api/v2/resources.json`), sample(`${SPEC}/get-server-resources.1.json`)], ours);
	});

	test("the user", async () => {
		expectShape(
			[
				sample(`${RS}/myplex/api/v2/user/user_info_free.json`),
				sample(`${RS}/myplex/api/v2/user/user_info_free_guest.json`),
				sample(`${SPEC}/post-sign-in.1.json`),
			],
			[await bodyOf(await tvCall("/api/v2/user", { token: tv.issueToken() }))],
			{
				missing: [
					"customRestrictions",
					"pastSubscriptions[]",
					"providers",
					"restrictionProfile",
					"services[]",
					"settings",
				],
				// A list that became text in 2026 (plex-api.md §1.5).
				added: ["profile.defaultAudioLanguages"],
			},
		);
	});
});

/** No recording of this answer is public: the fields are those that plex-api.md §1.5 names. */
test("the people of a Home have the documented fields, and a restriction profile besides", async () => {
	const { tv, tvCall } = createWorld();
	const home = await bodyOf(await tvCall("/api/v2/home/users", { token: tv.issueToken() }));
	const documented =
		"id uuid title username email friendlyName thumb hasPassword restricted updatedAt admin guest protected".split(" ");
	for (const user of rowsOf(home, "users")) {
		expect(new Set(Object.keys(user))).toEqual(new Set([...documented, "restrictionProfile"]));
	}
});

async function bodyOf(response: Response): Promise<Json> {
	const body: unknown = await response.json();
	if (isJson(body)) return body;
	throw new Error("no object");
}
