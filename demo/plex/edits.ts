import { type AddTitle, type ChangeTitle, ControlRefusal } from "../core/control.ts";
import { madeUpTitle, recast } from "../core/title-edits.ts";
import { insertMovie, insertShow, type PlexNode, rekey, sortKeyOf, subtreeOf } from "./catalogue.ts";
import { bumpContent, type MediaServerState, nowSeconds } from "./media-server.ts";

/** Adds a made-up movie, or a show of one season with two episodes. Answers its slug; a slug that is taken is restored. */
export function addTitle(state: MediaServerState, title: AddTitle): string {
	const made = madeUpTitle(title, `new-title-${state.catalogue.nodes.length + 1}`, state.clock.now());
	if (state.catalogue.bySlug.has(made.slug)) {
		restoreTitle(state, made.slug);
		return made.slug;
	}
	if (made.kind === "show") {
		insertShow(state.catalogue, made);
		bumpContent(state, 2);
	} else {
		insertMovie(state.catalogue, made);
		bumpContent(state, 1);
	}
	state.notifications.tellOfEntry(nodeOf(state, made.slug), 5, nowSeconds(state));
	return made.slug;
}

/** A new title, a new cast by name or another poster; `updatedAt` is now. */
export function changeTitle(state: MediaServerState, change: ChangeTitle): void {
	const node = nodeOf(state, change.slug);
	if (change.title !== undefined) {
		node.title = change.title;
		node.sortKey = sortKeyOf(change.title);
	}
	if (change.cast !== undefined) {
		node.credits = recast(node.credits, change.cast, node.type === "episode" ? "guest" : "actor");
	}
	if (change.poster !== undefined) node.revision += 1;
	node.updatedAt = Math.max(nowSeconds(state), (node.updatedAt ?? 0) + 1);
	state.catalogue.version += 1;
	bumpContent(state, node.sectionId);
	state.notifications.tellOfEntry(node, 5, node.updatedAt);
}

/** Takes a title out, and what is below it. */
export function removeTitle(state: MediaServerState, slug: string): void {
	const node = nodeOf(state, slug);
	for (const each of subtreeOf(node)) {
		each.isRemoved = true;
		state.notifications.tellOfEntry(each, 9, nowSeconds(state));
	}
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
		state.notifications.tellOfEntry(each, 5, nowSeconds(state));
	}
	state.catalogue.version += 1;
	bumpContent(state, node.sectionId);
}

function nodeOf(state: MediaServerState, slug: string): PlexNode {
	const node = state.catalogue.bySlug.get(slug);
	if (node === undefined) throw new ControlRefusal(`no title ${slug}`);
	return node;
}
