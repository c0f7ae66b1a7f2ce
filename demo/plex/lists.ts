import { type Catalogue, durationOf, guidOf, type PlexNode, TYPE_NUMBERS } from "./catalogue.ts";
import { hexOf } from "./hash.ts";
import { filtersOf, tagIdOf } from "./tags.ts";
import type { ViewStates } from "./view-states.ts";

/** The nodes of a section and type, sorted by title, kept until the catalogue changes. */
export interface SortedLists {
	of(sectionId: number, type: PlexNode["type"]): readonly PlexNode[];
	/** The same in the order of `sort=field:desc`; kept where the order does not hang on what was watched. Unknown fields: by title. */
	sorted(sectionId: number, type: PlexNode["type"], sort: string | null, views: ViewStates): readonly PlexNode[];
}

/** Sorts on first use. */
export function createSortedLists(catalogue: Catalogue): SortedLists {
	const kept = new Map<string, readonly PlexNode[]>();
	let version = catalogue.version;
	const keep = (name: string, make: () => readonly PlexNode[]) => {
		if (version !== catalogue.version) kept.clear();
		version = catalogue.version;
		const nodes = kept.get(name) ?? make();
		kept.set(name, nodes);
		return nodes;
	};
	const of = (sectionId: number, type: PlexNode["type"]) =>
		keep(`${sectionId}/${type}`, () =>
			catalogue.nodes
				.filter((node) => node.type === type && node.sectionId === sectionId && !node.isRemoved)
				.sort(byTitle),
		);
	return {
		of,
		sorted: (sectionId, type, sort, views) => {
			const make = () => inOrder(of(sectionId, type), sort, views);
			return /^(?:\w+\.)?(?:view|lastViewed)/.test(sort ?? "") ? make() : keep(`${sectionId}/${type}/${sort}`, make);
		},
	};
}

/** By sort title; episodes and seasons by show and number. */
function byTitle(left: PlexNode, right: PlexNode): number {
	const [a, b] = [titleKey(left), titleKey(right)];
	for (const [at, part] of a.entries()) {
		const other = b[at];
		if (other === undefined || part === other) continue;
		return part < other ? -1 : 1;
	}
	return 0;
}

function titleKey(node: PlexNode): (string | number)[] {
	if (node.type === "season") return [node.show.sortKey, node.source.number];
	if (node.type === "episode") {
		const { season } = node;
		return [season.show.sortKey, season.source.number, node.source.number ?? 9999, node.sortKey];
	}
	return [node.sortKey];
}

/** The type a `type=` parameter names; without one that of the section. */
export function typeOf(parameter: string | null, sectionId: number): PlexNode["type"] | null {
	if (parameter === null || parameter === "") return sectionId === 1 ? "movie" : "show";
	for (const type of ["movie", "show", "season", "episode", "collection"] as const) {
		if (String(TYPE_NUMBERS[type]) === parameter) return type;
	}
	return null;
}

const NUMBER_FIELDS = [
	"updatedAt",
	"addedAt",
	"lastViewedAt",
	"viewOffset",
	"viewCount",
	"year",
	"duration",
	"index",
] as const;
type NumberField = (typeof NUMBER_FIELDS)[number];

const isOfOthers = ({ type }: PlexNode) => type === "collection" || type === "playlist";

function numberOf(node: PlexNode, field: NumberField, views: ViewStates): number | undefined {
	const state = node.type === "movie" || node.type === "episode" ? views.get(node) : null;
	switch (field) {
		case "updatedAt":
			return node.updatedAt;
		case "addedAt":
			return node.addedAt;
		case "lastViewedAt":
			return isOfOthers(node) ? undefined : (state ?? views.summary(node)).lastViewedAt;
		case "viewCount":
			return isOfOthers(node) ? undefined : (state ?? views.summary(node)).viewCount;
		case "viewOffset":
			return state?.viewOffset;
		case "year":
			return "year" in node.source ? node.source.year : undefined;
		case "duration":
			return durationOf(node);
		case "index":
			return "number" in node.source ? node.source.number : undefined;
	}
}

/** Plex's operators behind a field's name. Of `updatedAt>=5` the URL makes the name `updatedAt>` and the value 5. */
const compare: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
	"": (value, bound) => value === bound,
	"!": (value, bound) => value !== bound,
	">": (value, bound) => value >= bound,
	"<": (value, bound) => value <= bound,
	">>": (value, bound) => value > bound,
	"<<": (value, bound) => value < bound,
};

type Test = (node: PlexNode) => boolean;

/** The filters of a media query (contract/plex-api.md §3.2). Names it does not know filter nothing. */
export function filtersFrom(query: URLSearchParams, views: ViewStates, nowSeconds: number): Test[] {
	const tests: Test[] = [];
	for (const [name, value] of query) {
		const match = /^(?:\w+\.)?(\w+?)([!<>]{0,2})$/.exec(name);
		const [, field = "", operator = ""] = match ?? [];
		const isWithin = compare[operator];
		const number = NUMBER_FIELDS.find((known) => known === field);
		if (number !== undefined && isWithin !== undefined) {
			const bound = boundOf(value, nowSeconds);
			tests.push((node) => {
				const own = numberOf(node, number, views);
				return own !== undefined && isWithin(own, bound);
			});
		} else if (field === "unwatched" && value === "1") tests.push((node) => !isWatched(node, views));
		else if (field === "inProgress" && value === "1") {
			tests.push((node) => (numberOf(node, "viewOffset", views) ?? 0) > 0);
		} else if (field === "guid") tests.push((node) => guidOf(node, hexOf) === value);
		else if (field === "id") tests.push((node) => value.split(",").includes(node.ratingKey));
		else if (field === "title") tests.push((node) => node.title.toLowerCase().includes(value.toLowerCase()));
		else if (field === "genre") {
			const wanted = value.split(",");
			tests.push(
				(node) =>
					"genres" in node.source &&
					node.source.genres.some((tag) => wanted.includes(String(tagIdOf("genre", tag))) || wanted.includes(tag)),
			);
		} else if (["actor", "director", "writer", "producer"].includes(field)) {
			const wanted = value.split(",");
			tests.push((node) =>
				node.credits.some(
					(credit) => filtersOf(credit) === field && wanted.includes(String(tagIdOf(field, credit.name))),
				),
			);
		}
	}
	return tests;
}

/** Epoch seconds, or a time ago: `-3d`, `-2w`, `-5h`, `-10m`. */
function boundOf(value: string, nowSeconds: number): number {
	const [, count, unit = ""] = /^-(\d+)([smhdw]|mon|y)$/.exec(value) ?? [];
	if (count === undefined) return Number(value);
	const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
	return nowSeconds - Number(count) * (seconds[unit] ?? 2_592_000);
}

function isWatched(node: PlexNode, views: ViewStates): boolean {
	if (node.type === "movie" || node.type === "episode") return (views.get(node).viewCount ?? 0) > 0;
	const { leafCount, viewedLeafCount } = views.summary(node);
	return viewedLeafCount === leafCount;
}

/** `nodes` in the order of `sort=field:desc,…`; without, or for an unknown field, as they are. */
function inOrder(nodes: readonly PlexNode[], sort: string | null, views: ViewStates): readonly PlexNode[] {
	const [, field = "", direction] = /^(?:\w+\.)?(\w+)(?::(asc|desc))?/.exec(sort ?? "") ?? [];
	const isDescending = direction === "desc";
	if (field === "titleSort" || field === "") return isDescending ? nodes.toReversed() : nodes;
	const sortKey = sortValue(field, views);
	if (sortKey === null) return nodes;
	const keyed = nodes.map((node) => ({ node, value: sortKey(node) }));
	keyed.sort((left, right) => (left.value < right.value ? -1 : left.value > right.value ? 1 : 0));
	if (isDescending) keyed.reverse();
	return keyed.map(({ node }) => node);
}

function sortValue(field: string, views: ViewStates): ((node: PlexNode) => number | string) | null {
	const number = NUMBER_FIELDS.find((known) => known === field);
	if (number !== undefined) return (node) => numberOf(node, number, views) ?? 0;
	switch (field) {
		case "id":
			return (node) => Number(node.ratingKey);
		case "guid":
			return (node) => guidOf(node, hexOf);
		case "originallyAvailableAt":
			return (node) => ("premiered" in node.source ? (node.source.premiered ?? "") : "");
		case "rating":
		case "audienceRating":
			return (node) => ("rating" in node.source ? (node.source.rating ?? 0) : 0);
		default:
			return null;
	}
}

/** Which rows were asked for. null: no paging, since both numbers are needed for it. */
interface Paging {
	readonly start: number;
	readonly size: number;
}

/** `X-Plex-Container-Start` and `-Size`, of the headers or the query, at most `cap` rows. */
export function pagingFrom(read: (name: string) => string | null, cap: number | null): Paging | null {
	const start = Number.parseInt(read("X-Plex-Container-Start") ?? "", 10);
	const size = Number.parseInt(read("X-Plex-Container-Size") ?? "", 10);
	if (Number.isNaN(start) || Number.isNaN(size)) return null;
	return { start: Math.max(0, start), size: Math.min(Math.max(0, size), cap ?? Number.POSITIVE_INFINITY) };
}
