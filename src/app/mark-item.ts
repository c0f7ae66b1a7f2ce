import { episodesOf, showEpisodes } from "../db/item-queries.ts";
import { childrenScope, listScope } from "../library/scopes.ts";
import type { ItemId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import { mark } from "../progress/mark.ts";
import { count } from "./format.ts";
import { touchScope, untilRefreshed } from "./refreshing.ts";
import { announceChange } from "./sending.ts";
import { sourcesById } from "./sources.ts";
import { noteFull, noteRoom } from "./storage-room.ts";
import { say } from "./toasts.ts";
import { undoTogether } from "./undo-act.ts";
import { world } from "./world.ts";

/**
 * Marks a title, a season or a show, says so, and sends it when that is possible. A show whose episodes are not all on this device is
 * asked of its server first: what is not here cannot be marked.
 */
export async function markItem(itemId: ItemId, type: "markWatched" | "markUnwatched", title: string): Promise<void> {
	const done = type === "markWatched" ? "watched" : "not watched";
	const item = await world.db.items.get(itemId);
	if (item && !(await haveEpisodes(item))) {
		const server = sourcesById.value.get(item.sourceId)?.serverName ?? "its server";
		say(
			`Nothing was marked: the episodes of ${item.showTitle ?? title} are not on this device yet. Try again once ${server} answers`,
		);
		return;
	}
	let changed: number;
	let group: string | undefined;
	try {
		({ changed, group } = await mark(world, [itemId], type));
		noteRoom(true);
	} catch (error) {
		if (!noteFull(error)) throw error;
		say(`This device has no room left: ${title} was not marked ${done}`);
		return;
	}
	if (item?.kind !== "show" && item?.kind !== "season") say(`${title}: marked ${done}`);
	else if (changed > 0)
		say(`${count(changed, "episode")} marked ${done}`, group === undefined ? undefined : wayBack(group));
	else say((await hasEpisodes(item)) ? `${title} was ${done} already` : `${title} has no episodes`);
	if (changed > 0) announceChange();
}

async function hasEpisodes({ kind, itemId }: Item): Promise<boolean> {
	const episodes = kind === "season" ? episodesOf(world.db, itemId) : showEpisodes(world.db, itemId);
	return (await episodes).length > 0;
}

function wayBack(group: string) {
	return { label: "Undo", run: () => undoTogether(group, announceChange) };
}

/** True when all that a mark of the item reaches is on this device. */
export async function areEpisodesHere({ kind, itemId, showId, libraryId }: Item): Promise<boolean> {
	if (kind !== "show" && kind !== "season") return true;
	const scopes = [childrenScope(showId ?? itemId), listScope("episodes", libraryId)];
	return (await world.db.freshness.bulkGet(scopes)).some((row) => (row?.fetchedAt ?? 0) > 0);
}

/** As `areEpisodesHere`; asks the server where they are not. */
async function haveEpisodes(item: Item): Promise<boolean> {
	if (await areEpisodesHere(item)) return true;
	const { itemId, showId, title, showTitle } = item;
	const scope = childrenScope(showId ?? itemId);
	say(`Asking for the episodes of ${showTitle ?? title}…`);
	await touchScope(scope, true);
	await untilRefreshed(scope);
	return areEpisodesHere(item);
}
