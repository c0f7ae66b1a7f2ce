import type { Account } from "./accounts.ts";
import type { Catalogue } from "./catalogue.ts";
import { type Entry, mediaTypeOf, playable } from "./entry.ts";
import { guidOf } from "./guid.ts";
import { personType } from "./item-fields.ts";
import type { Query } from "./query.ts";
import { isVisible } from "./server-state.ts";
import { parseStamp, type Stamp } from "./stamp.ts";
import { countPlayed, shownData, type UserDataRows } from "./user-data.ts";

/** Types that a client may ask for and this server has. */
export const queryTypes: ReadonlySet<string> = new Set([
	"Movie",
	"Series",
	"Season",
	"Episode",
	"BoxSet",
	"Playlist",
	"Person",
]);

/** What is looked through: everything under `parent` (null: all), or only its direct children. */
export function candidates(
	catalogue: Catalogue,
	parent: Entry | null,
	recursive: boolean,
	types: readonly string[],
): readonly Entry[] {
	const wanted = types.filter((type) => queryTypes.has(type));
	const key = `${parent?.id ?? ""}|${recursive}|${[...wanted].sort().join()}`;
	const kept = catalogue.kept.get(key);
	if (kept) {
		return kept;
	}
	const found = under(catalogue, parent, recursive);
	const people = parent === null && wanted.includes("Person") ? catalogue.persons : [];
	const playlists = parent === null && wanted.includes("Playlist") ? catalogue.playlists.children : [];
	const list =
		wanted.length === 0 ? found : [...found.filter((entry) => wanted.includes(entry.type)), ...playlists, ...people];
	const sorted = [...list].sort(bySortName);
	catalogue.kept.set(key, sorted);
	return sorted;
}

function under(catalogue: Catalogue, parent: Entry | null, recursive: boolean): readonly Entry[] {
	if (parent === null) {
		return catalogue.titles;
	}
	if (!recursive) {
		return parent.children;
	}
	if (parent.type === "CollectionFolder") {
		return catalogue.titles.filter((entry) => entry.libraryId === parent.id);
	}
	return [...parent.children, ...parent.children.flatMap((child) => (child.type === "Season" ? playable(child) : []))];
}

export function bySortName(a: Entry, b: Entry): number {
	return a.sortName < b.sortName ? -1 : a.sortName > b.sortName ? 1 : 0;
}

/** Watched; for folders: every film or episode in it. */
function isPlayed(entry: Entry, rows: UserDataRows): boolean {
	if (entry.children.length === 0) {
		return rows.get(entry.id)?.isPlayed ?? false;
	}
	const { total, played } = countPlayed(entry, rows);
	return total > 0 && played === total;
}

/** In progress; for seasons and shows: begun and not done (12.0, 03-item-lists #38). */
export function isResumable(entry: Entry, rows: UserDataRows): boolean {
	if (entry.type === "Movie" || entry.type === "Episode") {
		return [entry, ...entry.versions].some((file) => (rows.get(file.id)?.position ?? 0) > 0);
	}
	if (entry.type !== "Series" && entry.type !== "Season") {
		return false;
	}
	const items = playable(entry);
	const begun = items.filter((item) => rows.get(item.id)?.isPlayed || (rows.get(item.id)?.position ?? 0) > 0);
	return begun.length > 0 && !items.every((item) => rows.get(item.id)?.isPlayed);
}

type Test = (entry: Entry) => boolean;

/** The filters of `/Items`, as one test. */
export function itemFilter(query: Query, catalogue: Catalogue, rows: UserDataRows, account: Account): Test {
	const tests: Test[] = [];
	if (account.policy.enabledFolders !== null) tests.push((entry) => isVisible(entry, account));
	const played = query.flag("isPlayed");
	const filters = new Set(query.list("filters").map((name) => name.toLowerCase()));
	if (played === true || filters.has("isplayed")) tests.push((entry) => isPlayed(entry, rows));
	if (played === false || filters.has("isunplayed")) tests.push((entry) => !isPlayed(entry, rows));
	if (filters.has("isresumable")) tests.push((entry) => isResumable(entry, rows));
	const favourite = query.flag("isFavorite");
	if (favourite !== null || filters.has("isfavorite")) {
		const wanted = favourite ?? true;
		tests.push((entry) => (rows.get(entry.id)?.isFavourite ?? false) === wanted);
	}
	if (filters.has("likes")) tests.push((entry) => (rows.get(entry.id)?.rating ?? 0) >= 6.5);
	addTextFilters(query, tests);
	addFactFilters(query, catalogue, tests);
	return (entry) => tests.every((test) => test(entry));
}

function addTextFilters(query: Query, tests: Test[]): void {
	const startsWith = query.text("nameStartsWith")?.toLowerCase();
	if (startsWith) tests.push((entry) => entry.sortName.toLowerCase().startsWith(startsWith));
	const lessThan = query.text("nameLessThan")?.toLowerCase();
	if (lessThan) tests.push((entry) => entry.sortName.toLowerCase() < lessThan);
	const orGreater = query.text("nameStartsWithOrGreater")?.toLowerCase();
	if (orGreater) tests.push((entry) => entry.sortName.toLowerCase() >= orGreater);
	const search = query.text("searchTerm")?.trim().toLowerCase();
	if (search) tests.push((entry) => entry.name.toLowerCase().includes(search));
}

function addFactFilters(query: Query, catalogue: Catalogue, tests: Test[]): void {
	const one = (wanted: readonly string[], of: (entry: Entry) => readonly string[]): void => {
		if (wanted.length > 0) {
			const set = new Set(wanted.map((value) => value.toLowerCase()));
			tests.push((entry) => of(entry).some((value) => set.has(value.toLowerCase())));
		}
	};
	one(query.piped("genres"), (entry) => entry.facts?.genres ?? []);
	one(query.list("genreIds"), (entry) => (entry.facts?.genres ?? []).map((name) => catalogue.idOf("genre", name)));
	one(query.piped("studios"), (entry) => entry.extras.studios ?? (entry.facts?.studio ? [entry.facts.studio] : []));
	one(query.piped("tags"), (entry) => entry.extras.tags ?? []);
	one(query.piped("officialRatings"), (entry) => (entry.facts?.contentRating ? [entry.facts.contentRating] : []));
	one(query.list("years"), (entry) => (entry.facts?.year ? [String(entry.facts.year)] : []));
	for (const [name, of] of providerFlags) {
		const wanted = query.flag(name);
		if (wanted !== null) tests.push((entry) => Boolean(of(entry)) === wanted);
	}
	const saved = query.text("minDateLastSaved") ?? query.text("minDateLastSavedForUser");
	const since: Stamp | null = saved === null ? null : parseStamp(saved);
	if (since !== null) tests.push((entry) => entry.dateSaved >= since);
	const names = query.text("person");
	const ids = query.list("personIds").map((id) => id.replaceAll("-", "").toLowerCase());
	const named = names ? catalogue.byKey.get(`person:${names}`)?.id : undefined;
	const persons = new Set([...ids, ...(named ? [named] : [])]);
	if (persons.size > 0 || names) {
		const types = new Set(query.list("personTypes"));
		const credited = new Set([...persons].flatMap((id) => catalogue.credited.get(id) ?? []));
		const personNames = new Set([...persons].map((id) => catalogue.byId.get(id)?.name));
		tests.push(
			(entry) =>
				credited.has(entry) &&
				(types.size === 0 ||
					(entry.facts?.credits ?? []).some(
						(credit) => personNames.has(credit.name) && types.has(personType(credit.kind)),
					)),
		);
	}
	if (query.flag("isMissing") === true || query.list("locationTypes").join() === "Virtual") tests.push(() => false);
	const media = query.list("mediaTypes");
	if (media.length > 0) {
		tests.push((entry) => media.includes(mediaTypeOf(entry)));
	}
	const excluded = query.list("excludeItemTypes");
	if (excluded.length > 0) tests.push((entry) => !excluded.includes(entry.type));
}

const providerFlags: readonly (readonly [string, (entry: Entry) => string | undefined])[] = [
	["hasImdbId", (entry) => entry.facts?.providerIds.imdb],
	["hasTmdbId", (entry) => entry.facts?.providerIds.tmdb],
	["hasTvdbId", (entry) => entry.facts?.providerIds.tvdb],
];

type SortValue = string | number | null;

const sortKeys: Readonly<Record<string, (entry: Entry, rows: UserDataRows) => SortValue>> = {
	sortname: (entry) => entry.sortName,
	name: (entry) => entry.name.toLowerCase(),
	datecreated: (entry) => entry.dateCreated,
	premieredate: (entry) => entry.facts?.premiered ?? null,
	productionyear: (entry) => entry.facts?.year ?? null,
	communityrating: (entry) => entry.facts?.rating ?? null,
	criticrating: (entry) => entry.extras.criticRating ?? null,
	officialrating: (entry) => entry.facts?.contentRating ?? null,
	runtime: (entry) => entry.runtimeTicks,
	dateplayed: (entry, rows) => shownData(entry, rows).lastPlayed,
	playcount: (entry, rows) => rows.get(entry.id)?.playCount ?? null,
	isplayed: (entry, rows) => (rows.has(entry.id) ? (rows.get(entry.id)?.isPlayed ? 1 : 0) : null),
	isfavoriteorliked: (entry, rows) => (rows.get(entry.id)?.isFavourite ? 1 : 0),
	isfolder: (entry) => (entry.children.length > 0 ? 0 : 1),
	seriessortname: (entry) => entry.series?.sortName ?? (entry.type === "Series" ? entry.sortName : null),
	parentindexnumber: (entry) => entry.parentIndexNumber,
	indexnumber: (entry) => entry.indexNumber,
	airedepisodeorder: (entry) => (entry.parentIndexNumber ?? 0) * 100_000 + (entry.indexNumber ?? 0),
	datelastcontentadded: () => null,
	random: (entry) => guidOf("random", entry.id),
};

const userSorts: ReadonlySet<string> = new Set(["dateplayed", "playcount", "isplayed", "isfavoriteorliked"]);

/** The list in the asked order; unknown names are ignored, ties fall back to the sort name ascending (03-item-lists #12-22). */
export function sortItems(
	query: Query,
	catalogue: Catalogue,
	base: readonly Entry[],
	rows: UserDataRows,
): readonly Entry[] {
	const names = query.list("sortBy").map((name) => name.toLowerCase());
	const orders = query.list("sortOrder").map((order) => order.toLowerCase());
	const keys = names.flatMap((name, index) => {
		const read = sortKeys[name];
		return read ? [{ name, read, isDown: (orders[index] ?? orders[0]) === "descending" }] : [];
	});
	if (keys.length === 0 || (keys.length === 1 && keys[0]?.name === "sortname" && !keys[0].isDown)) {
		return base;
	}
	const isShared = keys.every(({ name }) => !userSorts.has(name));
	const signature = `${listNumber(base)}|${keys.map(({ name, isDown }) => `${name}${isDown ? "-" : "+"}`).join()}`;
	const kept = isShared ? catalogue.kept.get(signature) : undefined;
	if (kept) {
		return kept;
	}
	const valued = base.map((entry) => ({ entry, values: keys.map(({ read }) => read(entry, rows)) }));
	valued.sort((a, b) => {
		for (const [index, { isDown }] of keys.entries()) {
			const order = compare(a.values[index] ?? null, b.values[index] ?? null);
			if (order !== 0) return isDown ? -order : order;
		}
		return bySortName(a.entry, b.entry);
	});
	const sorted = valued.map(({ entry }) => entry);
	if (isShared) catalogue.kept.set(signature, sorted);
	return sorted;
}

function compare(a: SortValue, b: SortValue): number {
	if (a === b) return 0;
	if (a === null) return -1;
	if (b === null) return 1;
	return a < b ? -1 : 1;
}

const listNumbers = new WeakMap<readonly Entry[], number>();
let nextListNumber = 1;

/** Tells lists apart that are kept in a catalogue. */
function listNumber(list: readonly Entry[]): number {
	const known = listNumbers.get(list);
	if (known !== undefined) {
		return known;
	}
	listNumbers.set(list, nextListNumber);
	return nextListNumber++;
}
