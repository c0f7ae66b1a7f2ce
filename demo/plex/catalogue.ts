import { episodeSlug } from "../core/title-edits.ts";
import type {
	DemoCollection,
	DemoCredit,
	DemoEpisode,
	DemoLibrary,
	DemoMovie,
	DemoPlaylist,
	DemoSeason,
	DemoShow,
} from "../library/types.ts";
import { hash } from "./hash.ts";

interface NodeBase {
	ratingKey: string;
	/** Slug of the control paths: `metropolis`, `flash-gordon`, `flash-gordon/s1`, `flash-gordon/s1e2`. */
	readonly slug: string;
	readonly sectionId: 1 | 2;
	title: string;
	/** As sorted by: without a leading article, lower case. */
	sortKey: string;
	credits: readonly DemoCredit[];
	/** Epoch seconds, as all times here. */
	readonly addedAt: number;
	/** Some rows of real servers have none. */
	updatedAt: number | undefined;
	/** Counts replaced posters. */
	revision: number;
	isRemoved: boolean;
}

export interface MovieNode extends NodeBase {
	readonly type: "movie";
	readonly source: DemoMovie;
	/** Titles of the collections it is in. */
	readonly collections: string[];
}
export interface ShowNode extends NodeBase {
	readonly type: "show";
	readonly source: DemoShow;
	readonly collections: string[];
	readonly seasons: SeasonNode[];
}
export interface SeasonNode extends NodeBase {
	readonly type: "season";
	readonly source: DemoSeason;
	readonly show: ShowNode;
	readonly episodes: EpisodeNode[];
}
export interface EpisodeNode extends NodeBase {
	readonly type: "episode";
	readonly source: DemoEpisode;
	readonly season: SeasonNode;
}
export interface CollectionNode extends NodeBase {
	readonly type: "collection";
	readonly source: DemoCollection;
	readonly members: (MovieNode | ShowNode)[];
}

/** Belongs to no section; `sectionId` means nothing. */
export interface PlaylistNode extends NodeBase {
	readonly type: "playlist";
	readonly source: DemoPlaylist;
	readonly items: PlayableNode[];
}

export type PlayableNode = MovieNode | EpisodeNode;
export type PlexNode = MovieNode | ShowNode | SeasonNode | EpisodeNode | CollectionNode | PlaylistNode;

/** Plex's numbers of the types: `type=1` and so on. */
export const TYPE_NUMBERS = { movie: 1, show: 2, season: 3, episode: 4, playlist: 15, collection: 18 } as const;

/** All nodes of a library, by key and by slug. */
export interface Catalogue {
	readonly byKey: Map<string, PlexNode>;
	readonly bySlug: Map<string, PlexNode>;
	readonly nodes: PlexNode[];
	nextKey: number;
	/** Grows with every edit; sorted lists are kept until it does. */
	version: number;
}

const FIRST_KEY = 101;

/** The nodes of `library`, numbered in order. */
export function createCatalogue(library: DemoLibrary): Catalogue {
	const catalogue: Catalogue = { byKey: new Map(), bySlug: new Map(), nodes: [], nextKey: FIRST_KEY, version: 0 };
	for (const movie of library.movies) insertMovie(catalogue, movie);
	for (const show of library.shows) insertShow(catalogue, show);
	for (const collection of library.collections) insertCollection(catalogue, collection);
	for (const playlist of library.playlists ?? []) insertPlaylist(catalogue, playlist);
	return catalogue;
}

/**
 * Gives every title another ratingKey, out of the keys of before when `reusesKeys`, so that an old key stands for another
 * title. `generation` counts rebuilds, from 1.
 */
export function renumber(catalogue: Catalogue, generation: number, reusesKeys: boolean): void {
	const count = catalogue.nodes.length;
	const turn = 1 + ((generation * 37) % Math.max(1, count - 1));
	const first = reusesKeys ? FIRST_KEY : catalogue.nextKey + 1000;
	const keys = catalogue.nodes.map((_, at) => String(first + ((at + turn) % count)));
	catalogue.byKey.clear();
	for (const [at, node] of catalogue.nodes.entries()) rekey(catalogue, node, keys[at] ?? node.ratingKey);
	catalogue.nextKey = Math.max(catalogue.nextKey, first + count);
	catalogue.version += 1;
}

/** Moves a node to another key. */
export function rekey(catalogue: Catalogue, node: PlexNode, ratingKey: string): void {
	if (catalogue.byKey.get(node.ratingKey) === node) catalogue.byKey.delete(node.ratingKey);
	node.ratingKey = ratingKey;
	catalogue.byKey.set(ratingKey, node);
}

function insert<T extends PlexNode>(catalogue: Catalogue, node: T): T {
	catalogue.nodes.push(node);
	catalogue.byKey.set(node.ratingKey, node);
	catalogue.bySlug.set(node.slug, node);
	catalogue.version += 1;
	return node;
}

function base(
	catalogue: Catalogue,
	sectionId: 1 | 2,
	slug: string,
	title: string,
	source: { readonly addedAt?: string; readonly sortTitle?: string; readonly credits?: readonly DemoCredit[] },
): NodeBase {
	const addedAt = Math.floor(Date.parse(source.addedAt ?? "2024-01-01T00:00:00Z") / 1000);
	const ratingKey = String(catalogue.nextKey);
	catalogue.nextKey += 1;
	return {
		ratingKey,
		slug,
		sectionId,
		title,
		sortKey: sortKeyOf(source.sortTitle ?? title),
		credits: source.credits ?? [],
		addedAt,
		updatedAt: addedAt + (hash(slug) % 86_400),
		revision: 0,
		isRemoved: false,
	};
}

/** What Plex sorts a title by: no leading article, no case. */
export function sortKeyOf(title: string): string {
	return title.replace(/^(the|an|a)\s+/i, "").toLowerCase();
}

/** Adds a movie at the end. */
export function insertMovie(catalogue: Catalogue, movie: DemoMovie): MovieNode {
	return insert(catalogue, {
		...base(catalogue, 1, movie.slug, movie.title, movie),
		type: "movie",
		source: movie,
		collections: [],
	});
}

/** Adds a show with its seasons and episodes. Every sixteenth episode or so has no `updatedAt`, as on real servers. */
export function insertShow(catalogue: Catalogue, show: DemoShow): ShowNode {
	const node: ShowNode = insert(catalogue, {
		...base(catalogue, 2, show.slug, show.title, show),
		type: "show",
		source: show,
		collections: [],
		seasons: [],
	});
	for (const season of show.seasons) {
		const title = season.title ?? (season.number === 0 ? "Specials" : `Season ${season.number}`);
		const seasonNode: SeasonNode = insert(catalogue, {
			...base(catalogue, 2, `${show.slug}/s${season.number}`, title, { addedAt: show.addedAt }),
			type: "season",
			source: season,
			show: node,
			episodes: [],
		});
		node.seasons.push(seasonNode);
		for (const episode of season.episodes) {
			const own = base(catalogue, 2, episodeSlug(show, episode), episode.title, episode);
			seasonNode.episodes.push(
				insert(catalogue, {
					...own,
					updatedAt: hash(own.slug) % 16 === 0 ? undefined : own.updatedAt,
					type: "episode",
					source: episode,
					season: seasonNode,
				}),
			);
		}
	}
	return node;
}

function insertCollection(catalogue: Catalogue, collection: DemoCollection): void {
	const members = collection.members.flatMap((slug) => {
		const member = catalogue.bySlug.get(slug);
		return member?.type === "movie" || member?.type === "show" ? [member] : [];
	});
	const first = members[0];
	if (first === undefined) return;
	const kept = members.filter((member) => member.sectionId === first.sectionId);
	for (const member of kept) member.collections.push(collection.title);
	insert(catalogue, {
		...base(catalogue, first.sectionId, collection.slug, collection.title, {}),
		type: "collection",
		source: collection,
		members: kept,
	});
}

function insertPlaylist(catalogue: Catalogue, playlist: DemoPlaylist): void {
	const items = playlist.items.flatMap((slug) => {
		const item = catalogue.bySlug.get(slug);
		return item?.type === "movie" || item?.type === "episode" ? [item] : [];
	});
	insert(catalogue, {
		...base(catalogue, 1, playlist.slug, playlist.title, {}),
		type: "playlist",
		source: playlist,
		items,
	});
}

/** The movies and episodes at or below `node`, those that are gone left out. */
export function leavesOf(node: PlexNode): PlayableNode[] {
	if (node.isRemoved) return [];
	switch (node.type) {
		case "movie":
		case "episode":
			return [node];
		case "show":
			return node.seasons.flatMap(leavesOf);
		case "season":
			return node.episodes.filter((episode) => !episode.isRemoved);
		case "collection":
			return node.members.flatMap(leavesOf);
		case "playlist":
			return node.items.flatMap(leavesOf);
	}
}

/** The node and everything below it. */
export function subtreeOf(node: PlexNode): PlexNode[] {
	switch (node.type) {
		case "show":
			return [node, ...node.seasons.flatMap(subtreeOf)];
		case "season":
			return [node, ...node.episodes];
		default:
			return [node];
	}
}

/** Milliseconds of the file, or undefined for what has none. */
export function durationOf(node: PlexNode): number | undefined {
	return node.type === "movie" || node.type === "episode" ? node.source.durationMs : undefined;
}

/** The guid that stays the same over rebuilds and on every server: `plex://movie/5d77…`. */
export function guidOf(node: PlexNode, hexOf: (text: string, length: number) => string): string {
	if (node.type === "collection") return `collection://${hexOf(node.slug, 24)}`;
	if (node.type === "playlist") return `com.plexapp.agents.none://${hexOf(node.slug, 32)}`;
	return `plex://${node.type}/${hexOf(`${node.type}:${node.slug}`, 24)}`;
}
