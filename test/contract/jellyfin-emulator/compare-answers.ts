/** Compares an answer of the demo server with the recorded one. Gives one line per difference, fit for a list of known ones. */

/** Keys whose names are data: tags, ids. */
const keyedByData: ReadonlySet<string> = new Set(["ImageBlurHashes", "Trickplay", "errors"]);

/** Keys whose values must be the same; of all others only the type. */
const exactKeys: ReadonlySet<string> = new Set([
	"Id",
	"Name",
	"Type",
	"TotalRecordCount",
	"StartIndex",
	"PlaybackPositionTicks",
	"PlayCount",
	"IsFavorite",
	"Played",
	"UnplayedItemCount",
	"Likes",
	"Rating",
	"ItemId",
	"IndexNumber",
	"IndexNumberEnd",
	"ParentIndexNumber",
	"SeriesId",
	"SeasonId",
	"SortName",
	"RunTimeTicks",
	"title",
	"status",
	"Authenticated",
	"IsFolder",
	"MediaType",
	"LocationType",
]);

/** Lists whose length depends on the file or the server, not on the dialect. */
const openLists: ReadonlySet<string> = new Set([
	"MediaStreams",
	"ExternalUrls",
	"PlayableMediaTypes",
	"CastReceiverApplications",
	"MetadataOptions",
	"PathSubstitutions",
	"PluginRepositories",
	"SortReplaceCharacters",
	"CorsHosts",
]);

type Row = Readonly<Record<string, unknown>>;

function isRow(value: unknown): value is Row {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
	return value === null ? "null" : Array.isArray(value) ? "list" : typeof value;
}

/** Where a value stands: the type of the nearest item and the keys below it. */
function placeOf(row: Row, place: string): string {
	return typeof row.Type === "string" && "ServerId" in row ? row.Type : place;
}

/** @returns differences such as `Movie.Trickplay: missing` or `Movie.UserData.Played: false, recorded true`. */
export function compareBodies(recorded: unknown, given: unknown, recordedDay: string, place = "answer"): string[] {
	if (isRow(recorded) && isRow(given)) {
		return compareRows(recorded, given, recordedDay, placeOf(recorded, place));
	}
	if (Array.isArray(recorded) && Array.isArray(given)) {
		const recordedList: readonly unknown[] = recorded;
		const givenList: readonly unknown[] = given;
		const name = place.replace(/^.*\./, "");
		const ids = (list: readonly unknown[]): string[] =>
			list.flatMap((row) =>
				isRow(row) && typeof row.Id === "string" && typeof row.Name === "string" && "ServerId" in row
					? `${row.Name} ${row.Id.slice(0, 4)}`
					: [],
			);
		const [wantedIds, givenIds] = [ids(recordedList), ids(givenList)];
		if (wantedIds.join() !== givenIds.join()) {
			return [`${place}: ${givenIds.join(", ")}, recorded ${wantedIds.join(", ")}`];
		}
		const lines =
			recordedList.length === givenList.length || openLists.has(name)
				? []
				: [`${place}: ${givenList.length} long, recorded ${recordedList.length}`];
		return lines.concat(
			recordedList
				.slice(0, givenList.length)
				.flatMap((value, index) =>
					compareBodies(value, counterpart(name, value, givenList, index), recordedDay, place),
				),
		);
	}
	return kindOf(recorded) === kindOf(given) ? [] : [`${place}: ${kindOf(given)}, recorded ${kindOf(recorded)}`];
}

/** Streams are compared with one of the same type, and language where there is one. */
function counterpart(name: string, value: unknown, list: readonly unknown[], index: number): unknown {
	if (name !== "MediaStreams" || !isRow(value)) {
		return list[index];
	}
	const same = list.filter((other): other is Row => isRow(other) && other.Type === value.Type);
	return same.find(({ Language }) => Language === value.Language) ?? same[0] ?? value;
}

function compareRows(recorded: Row, given: Row, recordedDay: string, place: string): string[] {
	const lines: string[] = [];
	const name = place.replace(/^.*\./, "");
	if (keyedByData.has(name)) {
		const [wanted, got] = [Object.keys(recorded).length > 0, Object.keys(given).length > 0];
		return wanted === got ? [] : [`${place}: ${got ? "filled" : "empty"}, recorded ${wanted ? "filled" : "empty"}`];
	}
	for (const key of Object.keys(recorded)) {
		if (!(key in given)) lines.push(`${place}.${key}: missing`);
	}
	for (const key of name === "MediaStreams" ? [] : Object.keys(given)) {
		if (!(key in recorded)) lines.push(`${place}.${key}: not recorded`);
	}
	for (const [key, value] of Object.entries(recorded)) {
		if (!(key in given)) continue;
		const other = given[key];
		if (key === "LastPlayedDate") {
			lines.push(...compareDates(value, other, recordedDay, place));
		} else if (key === "PlayedPercentage") {
			const isNear =
				typeof value === "number" &&
				typeof other === "number" &&
				Math.abs(value - other) < 1e-6 * Math.abs(value) + 1e-9;
			if (!isNear) lines.push(`${place}.${key}: ${String(other)}, recorded ${String(value)}`);
		} else if (exactKeys.has(key) && typeof value !== "object" && !isOwnId(key, recorded, place)) {
			if (value !== other) lines.push(`${place}.${key}: ${String(other)}, recorded ${String(value)}`);
		} else {
			lines.push(...compareBodies(value, other, recordedDay, `${place}.${key}`));
		}
	}
	return lines;
}

/** Ids that each server makes for itself: of sessions, genres, studios; names of streams and files. */
function isOwnId(key: string, row: Row, place: string): boolean {
	const isSelfMade = /(?:MediaStreams|Studios|GenreItems)$/.test(place) || (key === "Id" && !("Name" in row));
	return isSelfMade || (key === "Name" && place.endsWith("MediaSources"));
}

/** Dates that a request named must come back as they are; "now" of the recording must be "now" here. */
function compareDates(recorded: unknown, given: unknown, recordedDay: string, place: string): string[] {
	const wasNow = typeof recorded === "string" && recorded.startsWith(recordedDay);
	const isNow = typeof given === "string" && given.startsWith(recordedDay);
	return recorded === given || (wasNow && isNow)
		? []
		: [`${place}.LastPlayedDate: ${String(given)}, recorded ${String(recorded)}`];
}

/** Headers that decide what a page may read and keep. */
const comparedHeaders = [
	"access-control-allow-origin",
	"access-control-allow-methods",
	"access-control-allow-headers",
	"access-control-expose-headers",
	"cache-control",
	"etag",
	"accept-ranges",
	"allow",
	"vary",
	"www-authenticate",
];

/** @returns differences of the headers that clients can tell. An ETag only has to be there or not. */
export function compareHeaders(recorded: Readonly<Record<string, string>>, given: Headers): string[] {
	return comparedHeaders.flatMap((name) => {
		const [wanted, got] = [recorded[name] ?? null, given.get(name)];
		const isSame = name === "etag" ? (wanted === null) === (got === null) : wanted === got;
		return isSame ? [] : [`${name}: ${got}, recorded ${wanted}`];
	});
}
