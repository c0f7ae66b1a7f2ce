import { container } from "./answers.ts";
import type { Call } from "./call.ts";
import type { EpisodeNode, PlayableNode, PlexNode, ShowNode } from "./catalogue.ts";
import { page, rowOptions } from "./library-routes.ts";
import { nowSeconds, viewsOf } from "./media-server.ts";
import { MEDIA_TAGS } from "./sections.ts";
import type { ViewStates } from "./view-states.ts";

const ON_DECK_WINDOW_SECONDS = 16 * 7 * 86_400;

/** What to go on with, newest first: what has a position, and of shows without one the episode after the last one seen. */
function continued(views: ViewStates, nowAt: number, isWindowed: boolean): PlayableNode[] {
	const found = new Map<PlexNode, { node: PlayableNode; at: number }>();
	for (const node of views.touched()) {
		const { viewOffset = 0, viewCount = 0, lastViewedAt = 0 } = views.get(node);
		if (node.isRemoved || (isWindowed && lastViewedAt < nowAt - ON_DECK_WINDOW_SECONDS)) continue;
		const home = node.type === "episode" ? node.season.show : node;
		const known = found.get(home);
		if (known !== undefined && known.at >= lastViewedAt) continue;
		const next = viewOffset > 0 ? node : viewCount > 0 && node.type === "episode" ? episodeAfter(node, views) : null;
		if (next !== null) found.set(home, { node: next, at: lastViewedAt });
	}
	return [...found.values()].sort((left, right) => right.at - left.at).map(({ node }) => node);
}

function episodeAfter(episode: EpisodeNode, views: ViewStates): EpisodeNode | null {
	const all = regularEpisodes(episode.season.show);
	const rest = all.slice(all.indexOf(episode) + 1);
	return rest.find((later) => (views.get(later).viewCount ?? 0) === 0) ?? null;
}

/** Without the specials. */
function regularEpisodes(show: ShowNode): EpisodeNode[] {
	return show.seasons
		.filter((season) => season.source.number > 0)
		.flatMap((season) => season.episodes)
		.filter((episode) => !episode.isRemoved);
}

/** GET `/library/onDeck`: without the window of weeks. */
export function onDeck(call: Call): Response {
	const nodes = continued(viewsOf(call.state, call.account), nowSeconds(call.state), false);
	return container(call.reader, {
		...page(call, nodes, rowOptions(call, false)),
		allowSync: false,
		identifier: "com.plexapp.plugins.library",
		...MEDIA_TAGS,
		mixedParents: true,
	});
}

/** GET `/hubs/continueWatching`, `count` rows (20). */
export function continueWatching(call: Call): Response {
	const nodes = continued(viewsOf(call.state, call.account), nowSeconds(call.state), true);
	const count = Number.parseInt(call.read("count") ?? "20", 10);
	const shown = nodes.slice(0, count);
	const hub = {
		hubKey: `/library/metadata/${shown.map(({ ratingKey }) => ratingKey).join(",")}`,
		key: "/hubs/home/continueWatching",
		title: "Continue Watching",
		type: "mixed",
		hubIdentifier: "home.continue",
		context: "hub.home.continue",
		more: nodes.length > shown.length,
		style: "hero",
		promoted: true,
		...page(call, shown, rowOptions(call, false)),
	};
	return container(call.reader, {
		size: 1,
		allowSync: true,
		identifier: "com.plexapp.plugins.library",
		Hub: [hub],
	});
}

/** GET `/library/recentlyAdded`: movies and seasons, newest first, 50 without paging. */
export function recentlyAdded(call: Call): Response {
	const nodes = call.state.catalogue.nodes
		.filter((node) => (node.type === "movie" || node.type === "season") && !node.isRemoved)
		.sort((left, right) => right.addedAt - left.addedAt);
	const shown = call.read("X-Plex-Container-Size") === null ? nodes.slice(0, 50) : nodes;
	return container(call.reader, {
		...page(call, shown, rowOptions(call, false)),
		allowSync: true,
		identifier: "com.plexapp.plugins.library",
		...MEDIA_TAGS,
		mixedParents: true,
	});
}
