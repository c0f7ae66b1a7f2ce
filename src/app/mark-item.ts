import type { ItemId } from "../model/ids.ts";
import { announceChange } from "./sending.ts";
import { noteFull, noteRoom } from "./storage-room.ts";
import { say } from "./toasts.ts";
import { world } from "./world.ts";

/** Marks a title, a season or a show, says so with a way back, and sends it when that is possible. */
export async function markItem(itemId: ItemId, type: "markWatched" | "markUnwatched", title: string): Promise<void> {
	const { mark } = await import("../progress/record-change.ts");
	const done = type === "markWatched" ? "watched" : "not watched";
	let changed: number;
	try {
		changed = await mark(world, itemId, type);
		noteRoom(true);
	} catch (error) {
		if (!noteFull(error)) throw error;
		say(`This device has no room left: ${title} was not marked ${done}`);
		return;
	}
	say(changed > 1 ? `${changed} episodes marked ${done}` : `${title}: marked ${done}`);
	announceChange();
}
