import { episodesOf, showEpisodes } from "../db/item-queries.ts";
import { childrenScope, listScope } from "../library/scopes.ts";
import type { ItemId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import { mark } from "../progress/record-change.ts";
import { count } from "./format.ts";
import { touchScope, untilRefreshed } from "./refreshing.ts";
import { announceChange } from "./sending.ts";
import { sourcesById } from "./sources.ts";
import { noteFull, noteRoom } from "./storage-room.ts";
import { say } from "./toasts.ts";
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
	try {
		changed = await mark(world, itemId, type);
		noteRoom(true);
	} catch (error) {
		if (!noteFull(error)) throw error;
		say(`This device has no room left: ${title} was not marked ${done}`);
		return;
	}
	if (item?.kind !== "show" && item?.kind !== "season") say(`${title}: marked ${done}`);
	else if (changed > 0) say(`${count(changed, "episode")} marked ${done}`);
	else say((await hasEpisodes(item)) ? `${title} was ${done} already` : `${title} has no episodes`);
	if (changed > 0) announceChange();
}

async function hasEpisodes({ kind, itemId }: Item): Promise<boolean> {
	const episodes = kind === "season" ? episodesOf(world.db, itemId) : showEpisodes(world.db, itemId);
	return (await episodes).length > 0;
}

/** True when all that a mark of the item reaches is here; asks the server where it is not. */
async function haveEpisodes({ kind, itemId, showId, libraryId, title, showTitle }: Item): Promise<boolean> {
	if (kind !== "show" && kind !== "season") return true;
	const scope = childrenScope(showId ?? itemId);
	const isHere = async () => {
		const rows = await world.db.freshness.bulkGet([scope, listScope("episodes", libraryId)]);
		return rows.some((row) => (row?.fetchedAt ?? 0) > 0);
	};
	if (await isHere()) return true;
	say(`Asking for the episodes of ${showTitle ?? title}…`);
	await touchScope(scope, true);
	await untilRefreshed(scope);
	return isHere();
}
