import { type AddTitle, type ChangeTitle, ControlRefusal } from "../core/control.ts";
import type { DemoMovie } from "../library/types.ts";
import { insertMovie, insertShow, type PlexNode, rekey, sortKeyOf, subtreeOf } from "./catalogue.ts";
import { bumpContent, type MediaServerState, nowSeconds } from "./media-server.ts";

const MADE_UP_DURATION_MS = 600_000;

/** Adds a made-up movie, or a show of one season with two episodes. Answers its slug; a slug that is taken is restored. */
export function addTitle(state: MediaServerState, title: AddTitle): string {
	const slug = title.slug ?? `new-title-${state.catalogue.nodes.length + 1}`;
	const known = state.catalogue.bySlug.get(slug);
	if (known !== undefined) {
		restoreTitle(state, slug);
		return slug;
	}
	const added = {
		slug,
		title: title.title ?? "A New Title",
		year: 2024,
		premiered: "2024-01-01",
		overview: "Added a moment ago.",
		genres: ["Drama"],
		providerIds: {},
		credits: [],
		addedAt: new Date(state.clock.now()).toISOString(),
		hasArt: true,
	};
	const file = { clip: "h264", width: 1280, height: 720 } as const;
	if (title.kind === "show") {
		const episodes = [1, 2].map((number) => ({
			...added,
			slug: `${slug}-s1e${number}`,
			title: `Episode ${number}`,
			season: 1,
			number,
			durationMs: MADE_UP_DURATION_MS,
			file,
		}));
		insertShow(state.catalogue, { ...added, kind: "show", seasons: [{ number: 1, episodes }] });
		bumpContent(state, 2);
	} else {
		const movie: DemoMovie = { ...added, kind: "movie", durationMs: MADE_UP_DURATION_MS, file };
		insertMovie(state.catalogue, movie);
		bumpContent(state, 1);
	}
	return slug;
}

/** A new title, a new cast by name or another poster; `updatedAt` is now. */
export function changeTitle(state: MediaServerState, change: ChangeTitle): void {
	const node = nodeOf(state, change.slug);
	if (change.title !== undefined) {
		node.title = change.title;
		node.sortKey = sortKeyOf(change.title);
	}
	if (change.cast !== undefined) {
		const crew = node.credits.filter(({ kind }) => kind !== "actor" && kind !== "guest");
		const kind = node.type === "episode" ? "guest" : "actor";
		node.credits = [...change.cast.map((name) => ({ name, kind }) as const), ...crew];
	}
	if (change.poster !== undefined) node.revision += 1;
	node.updatedAt = Math.max(nowSeconds(state), (node.updatedAt ?? 0) + 1);
	state.catalogue.version += 1;
	bumpContent(state, node.sectionId);
}

/** Takes a title out, and what is below it. */
export function removeTitle(state: MediaServerState, slug: string): void {
	const node = nodeOf(state, slug);
	for (const each of subtreeOf(node)) each.isRemoved = true;
	state.catalogue.version += 1;
	if (state.switches.deletionBumpsContentChangedAt) bumpContent(state, node.sectionId);
}

/** Puts a title back in. */
export function restoreTitle(state: MediaServerState, slug: string): void {
	const node = nodeOf(state, slug);
	for (const each of subtreeOf(node)) {
		if (each.isRemoved && !state.switches.restoreKeepsKey) {
			rekey(state.catalogue, each, String(state.catalogue.nextKey));
			state.catalogue.nextKey += 1;
		}
		each.isRemoved = false;
	}
	state.catalogue.version += 1;
	bumpContent(state, node.sectionId);
}

function nodeOf(state: MediaServerState, slug: string): PlexNode {
	const node = state.catalogue.bySlug.get(slug);
	if (node === undefined) throw new ControlRefusal(`no title ${slug}`);
	return node;
}
