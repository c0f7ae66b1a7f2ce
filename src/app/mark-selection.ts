import type { ItemId } from "../model/ids.ts";
import { mark } from "../progress/mark.ts";
import { attempt } from "./attempt.ts";
import { count } from "./format.ts";
import { areEpisodesHere } from "./mark-item.ts";
import { announceChange } from "./sending.ts";
import { say } from "./toasts.ts";
import { undoTogether } from "./undo-act.ts";
import { world } from "./world.ts";

/**
 * Marks titles that were picked as one act, says so with a way back, and sends it when that is possible. Shows whose episodes are not all
 * on this device are left out and counted. False when nothing was written.
 */
export async function markSelection(
	itemIds: readonly ItemId[],
	type: "markWatched" | "markUnwatched",
): Promise<boolean> {
	const done = type === "markWatched" ? "watched" : "not watched";
	const items = (await world.db.items.bulkGet([...itemIds])).flatMap((item) => item ?? []);
	const areHere = await Promise.all(items.map(areEpisodesHere));
	const here = items.filter((_, at) => areHere[at]);
	const left = items.length - here.length;
	if (here.length === 0) {
		say("Nothing was marked: the episodes are not on this device yet. Try again once the server answers");
		return false;
	}
	let changed = 0;
	let group: string | undefined;
	const marking = async () => {
		const ids = here.map(({ itemId }) => itemId);
		({ changed, group } = await mark(world, ids, type));
	};
	if (!(await attempt(marking, "Nothing was marked. Try again."))) return false;
	const thing = items.some(({ kind }) => kind !== "movie") ? "episode" : "title";
	const leftOut = left > 0 ? `; ${count(left, "show")} left out, whose episodes are not on this device yet` : "";
	const told = changed > 0 ? `${count(changed, thing)} marked ${done}` : `All of it was ${done} already`;
	const act = group;
	const undo = changed > 0 && act ? { label: "Undo", run: () => undoTogether(act, announceChange) } : undefined;
	say(told + leftOut, undo);
	if (changed > 0) announceChange();
	return true;
}
