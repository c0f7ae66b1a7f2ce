import { type Corrected, correctTitle } from "../catalog/correct-title.ts";
import { ruleOn, takeBackRuling } from "../catalog/rule.ts";
import { titleWith } from "../catalog/title-with.ts";
import { correctItems, shelveAfterSync } from "../library/correct-items.ts";
import type { ItemId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import type { Corrections } from "../model/title.ts";
import { attempt } from "./attempt.ts";
import { inWorker } from "./sync-client.ts";
import { say } from "./toasts.ts";
import { world } from "./world.ts";

/** No server is asked. */
const ANY_SOURCE = "";
const { signal: never } = new AbortController();
const NOT_DONE = "The correction could not be kept. Try again.";

/** Notes what a person corrected, shows it at once, and offers to take it back. Gives whether it was done. */
export async function correctNow(item: Item, before: Corrections | undefined, said: Corrected): Promise<boolean> {
	if (!(await correct(item, said))) return false;
	const undo = Object.fromEntries(
		Object.entries({ ...said, ...before?.values }).flatMap(([field]) =>
			Object.hasOwn(said, field)
				? [[field, Object.entries(before?.values ?? {}).find(([name]) => name === field)?.[1] ?? null]]
				: [],
		),
	);
	const isBack = Object.values(said).every((value) => value === null);
	say(isBack ? "It shows what the server says again" : "Corrected on this device", {
		label: "Undo",
		run: () => correct(item, undo),
	});
	return true;
}

/** Notes which items are one title with this one, and that each of the others is another; and offers to take it back. Gives whether it was done. */
export async function ruleOnCopies(item: Item, same: readonly ItemId[], apart: readonly ItemId[]): Promise<boolean> {
	let rulingId = 0;
	const ruling = async () => {
		rulingId = await ruleOn(world, { findingId: "" }, [[item.itemId, ...same], ...apart.map((itemId) => [itemId])]);
	};
	if (!(await attempt(ruling, NOT_DONE))) return false;
	const undo = () => attempt(() => takeBackRuling(world, rulingId), "That could not be taken back. Try again.");
	say("Noted which are the same title", { label: "Undo", run: () => undo().catch(() => undefined) });
	return true;
}

/** In the sync worker: what lies on the shelf of a large library takes long to find. */
async function correct({ itemId }: Item, said: Corrected): Promise<boolean> {
	return attempt(async () => {
		// A title that was read a moment ago is not in the catalogue yet.
		await titleWith(world.db, itemId);
		const copies = await inWorker(
			ANY_SOURCE,
			(service) => service.correct(itemId, said),
			async () => (await correctTitle(world, itemId, said, correctItems))?.copies,
		);
		if (copies === undefined) throw new Error("The catalogue does not know the title");
		inWorker(
			ANY_SOURCE,
			(service) => service.shelveCorrected(copies),
			() => shelveAfterSync(world, copies, never),
		).catch((error: unknown) =>
			console.error("A shelf may show a corrected title in its old place until it is read again", error),
		);
	}, NOT_DONE);
}
