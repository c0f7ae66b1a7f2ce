import { container, errorPage } from "./answers.ts";
import type { Call } from "./call.ts";
import { leavesOf, type PlexNode, type SeasonNode, type ShowNode } from "./catalogue.ts";
import { filtersFrom, pagingFrom, typeOf } from "./lists.ts";
import { nodeByKey, nowSeconds, viewsOf } from "./media-server.ts";
import { imagePath } from "./row-parts.ts";
import { metadataRow, type RowOptions } from "./rows.ts";
import { MEDIA_TAGS, sectionContainer, sectionIdOf, sectionIds, sectionRow, sectionTitles } from "./sections.ts";
import type { Row } from "./tags.ts";

const VIEW_MODE = 65_592;

/** How rows of this request look. */
export function rowOptions(call: Call, isFull: boolean): RowOptions {
	return {
		views: viewsOf(call.state, call.account),
		isFull,
		includeGuids: call.read("includeGuids") === "1",
		includeMarkers: call.read("includeMarkers") === "1",
		includeChapters: call.read("includeChapters") === "1",
	};
}

/** A page of `nodes` as rows, with `totalSize` and `offset` where both paging numbers were given. */
export function page(call: Call, nodes: readonly PlexNode[], options: RowOptions): Row {
	const paging = pagingFrom(call.read, call.state.switches.pageCap);
	const shown = paging === null ? nodes : nodes.slice(paging.start, paging.start + paging.size);
	const rows = shown.map((node) => trimmed(call, metadataRow(node, options)));
	const total = paging === null ? {} : { totalSize: nodes.length, offset: paging.start };
	return { size: rows.length, ...total, ...(rows.length > 0 && { Metadata: rows }) };
}

/** Leaves out what `excludeElements` and `excludeFields` name. */
function trimmed(call: Call, row: Row): Row {
	const left = `${call.read("excludeElements") ?? ""},${call.read("excludeFields") ?? ""}`;
	if (left === ",") return row;
	const names = left.split(",");
	return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
}

/** GET `/library/sections`. */
export function sections(call: Call): Response {
	const { state } = call;
	const newest = newestAddedAt(call);
	const rows = sectionIds.map((id) =>
		sectionRow(id, state.machineIdentifier, {
			createdAt: 1_577_836_800,
			scannedAt: newest,
			contentChangedAt: state.contentChangedAt.get(id) ?? 0,
		}),
	);
	return container(call.reader, { size: rows.length, allowSync: false, title1: "Plex Library", Directory: rows });
}

function newestAddedAt(call: Call): number {
	let newest = 0;
	for (const { addedAt } of call.state.catalogue.nodes) newest = Math.max(newest, addedAt);
	return newest;
}

/** GET `/library/sections/{id}/all`. 404 for another section, 400 for a type it does not know. */
export function sectionList(call: Call, id: string, type: string | null): Response {
	const sectionId = sectionIdOf(id);
	if (sectionId === null) return errorPage(call.reader, 404);
	const kind = typeOf(type, sectionId);
	if (kind === null) return errorPage(call.reader, 400);
	const options = rowOptions(call, false);
	const tests = filtersFrom(call.url.searchParams, options.views, nowSeconds(call.state));
	const all = call.state.lists.sorted(sectionId, kind, call.read("sort"), options.views);
	const kept = tests.length === 0 ? all : all.filter((node) => tests.every((test) => test(node)));
	const isMovies = sectionId === 1;
	const name = isMovies ? "movie" : "show";
	return container(call.reader, {
		...page(call, kept, options),
		...sectionContainer(sectionId, call.state.machineIdentifier),
		art: `/:/resources/${name}-fanart.jpg`,
		content: "secondary",
		...(!isMovies && { nocache: true }),
		thumb: `/:/resources/${name}.png`,
		title1: sectionTitles[sectionId],
		title2: isMovies ? "All Movies" : "All Shows",
		viewGroup: name,
	});
}

/** GET `/library/all`: one type over all sections. 400 for a type it does not know. */
export function everything(call: Call): Response {
	const kind = typeOf(call.read("type"), 1);
	if (kind === null) return errorPage(call.reader, 400);
	const options = rowOptions(call, false);
	const tests = filtersFrom(call.url.searchParams, options.views, nowSeconds(call.state));
	const nodes = sectionIds
		.flatMap((id) => call.state.lists.sorted(id, kind, call.read("sort"), options.views))
		.filter((node) => tests.every((test) => test(node)));
	return container(call.reader, {
		...page(call, nodes, options),
		allowSync: true,
		identifier: "com.plexapp.plugins.library",
		...MEDIA_TAGS,
	});
}

/**
 * GET `/library/metadata/{id}[,{id}…]`, `/library/collections/{id}`, `/playlists/{id}`: full rows, ids that are gone left out; 404 for a
 * single one that is gone.
 */
export function details(call: Call, ids: string): Response {
	const wanted = [...new Set(ids.split(","))];
	const hasCollections = wanted.length === 1 || call.state.switches.batchHasCollections;
	const nodes = wanted
		.flatMap((id) => nodeByKey(call.state, id) ?? [])
		.filter(({ type }) => hasCollections || (type !== "collection" && type !== "playlist"));
	if (wanted.length === 1 && nodes.length === 0) return errorPage(call.reader, 404);
	const isFull = wanted.length === 1 || call.state.switches.batchHasFullCast;
	const options = rowOptions(call, true);
	const first = nodes[0];
	const isOneSection = first !== undefined && nodes.every(({ sectionId }) => sectionId === first.sectionId);
	const rows = page(call, nodes, options);
	return container(call.reader, {
		...(isFull ? rows : withSparseTags(call, nodes, rows, options)),
		...(isOneSection
			? sectionContainer(first.sectionId, call.state.machineIdentifier)
			: { allowSync: true, identifier: "com.plexapp.plugins.library", ...MEDIA_TAGS }),
	});
}

/** Full rows but for people and genres, which are as in lists. */
function withSparseTags(call: Call, nodes: readonly PlexNode[], full: Row, options: RowOptions): Row {
	const sparse = page(call, nodes, { ...options, isFull: false }).Metadata;
	if (!Array.isArray(full.Metadata) || !Array.isArray(sparse)) return full;
	const bare: Row[] = sparse;
	const rows = full.Metadata.map((row: Row, at) => {
		const { Genre, Director, Writer, Producer: _, Role, ...rest } = row;
		const tags = bare[at] ?? {};
		const kept = { Genre: tags.Genre, Director: tags.Director, Writer: tags.Writer, Role: tags.Role };
		return { ...rest, ...kept };
	});
	return { ...full, Metadata: rows };
}

/** GET `…/children`: the seasons of a show behind a made-up one for all episodes, or the episodes of a season. */
export function children(call: Call, id: string): Response {
	const node = nodeByKey(call.state, id);
	if (node === null) return errorPage(call.reader, 404);
	const options = rowOptions(call, false);
	if (node.type === "show") return container(call.reader, seasonsOf(call, node, options));
	if (node.type === "season") return container(call.reader, episodesOf(call, node, options));
	return container(call.reader, {
		...page(call, [], options),
		...sectionContainer(node.sectionId, call.state.machineIdentifier),
	});
}

function seasonsOf(call: Call, show: ShowNode, options: RowOptions): Row {
	const rows = page(
		call,
		show.seasons.filter((season) => !season.isRemoved),
		options,
	);
	const { leafCount, viewedLeafCount } = options.views.summary(show);
	const thumb = imagePath(show, "thumb");
	const everything = { leafCount, thumb, viewedLeafCount, key: `/library/metadata/${id(show)}/allLeaves` };
	const hasAll = call.read("excludeAllLeaves") !== "1";
	return {
		...rows,
		size: Number(rows.size) + (hasAll ? 1 : 0),
		...sectionContainer(2, call.state.machineIdentifier),
		art: imagePath(show, "art"),
		key: id(show),
		nocache: true,
		parentIndex: 1,
		parentTitle: show.title,
		parentYear: show.source.year,
		summary: show.source.overview ?? "",
		thumb,
		title1: sectionTitles[2],
		title2: show.title,
		viewGroup: "season",
		viewMode: String(VIEW_MODE + 1),
		...(hasAll && { Directory: [{ ...everything, title: "All episodes" }] }),
	};
}

const id = (node: PlexNode): string => node.ratingKey;

function episodesOf(call: Call, season: SeasonNode, options: RowOptions): Row {
	const { show } = season;
	return {
		...page(call, leavesOf(season), options),
		...sectionContainer(2, call.state.machineIdentifier),
		art: imagePath(show, "art"),
		grandparentContentRating: show.source.contentRating,
		// A number here, a text in the rows.
		grandparentRatingKey: Number(show.ratingKey),
		grandparentStudio: show.source.studio,
		grandparentThumb: imagePath(show, "thumb"),
		grandparentTitle: show.title,
		key: season.ratingKey,
		nocache: true,
		parentIndex: season.source.number,
		parentTitle: season.title,
		thumb: imagePath(season, "thumb"),
		title1: show.title,
		title2: season.title,
		viewGroup: "episode",
		viewMode: VIEW_MODE,
	};
}

/** GET `…/allLeaves` and `…/grandchildren`: all episodes of a show, in order. */
export function allLeaves(call: Call, key: string): Response {
	const node = nodeByKey(call.state, key);
	if (node === null) return errorPage(call.reader, 404);
	return container(call.reader, {
		...page(call, leavesOf(node), rowOptions(call, false)),
		...sectionContainer(node.sectionId, call.state.machineIdentifier),
		art: imagePath(node, "art"),
		key: node.ratingKey,
		nocache: true,
		thumb: imagePath(node, "thumb"),
		title1: sectionTitles[node.sectionId],
		title2: node.title,
		viewGroup: "episode",
		viewMode: VIEW_MODE,
	});
}

/** GET `/library/collections/{id}/children` and `/items`. */
export function collectionItems(call: Call, key: string): Response {
	const node = nodeByKey(call.state, key);
	if (node?.type !== "collection") return errorPage(call.reader, 404);
	return container(call.reader, {
		...page(
			call,
			node.members.filter((member) => !member.isRemoved),
			rowOptions(call, false),
		),
		...sectionContainer(node.sectionId, call.state.machineIdentifier),
		title1: node.title,
	});
}
