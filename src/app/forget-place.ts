import type { Item } from "../model/item.ts";
import { forgetPlace, recordChanges } from "../progress/record-change.ts";
import { attempt } from "./attempt.ts";
import { headline } from "./format.ts";
import { announceChange } from "./sending.ts";
import { say } from "./toasts.ts";
import { world } from "./world.ts";

/** Forgets the place in a title and its copies on other servers, says so with a way back, and has it sent. */
export async function forgetPlaces(titles: readonly Item[]): Promise<void> {
	const [first] = titles;
	if (first === undefined) return;
	const name = headline(first);
	const places: Awaited<ReturnType<typeof forgetPlace>>[] = [];
	const forget = async () => {
		for (const { itemId } of titles) places.push(await forgetPlace(world, itemId));
	};
	if (!(await attempt(forget, "The place could not be forgotten. Try again."))) return;
	const back = async () => {
		const isBack = await attempt(
			() => recordChanges(world, places.flat()),
			"The place could not be brought back. Try again in Activity.",
		);
		if (isBack) announceChange();
	};
	say(`${name}: your place is forgotten`, { label: "Undo", run: () => back().catch(() => undefined) });
	announceChange();
}
