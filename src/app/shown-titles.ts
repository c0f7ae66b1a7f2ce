import type { ItemId } from "../model/ids.ts";
import { onWake } from "./wake.ts";
import { shownTitles } from "./watch-states.ts";
import { world } from "./world.ts";

/** When this page last read what was watched of each title, device epoch ms. */
const readAt = new Map<ItemId, number>();
let isReading = false;

/** Reads anew what was watched of everything on screen when the person comes back to the app. Called once. */
export function readShownTitles(): void {
	onWake(() => {
		if (isReading) return;
		isReading = true;
		read()
			.catch((error: unknown) => console.error("Reading what is on screen failed", error))
			.finally(() => {
				isReading = false;
			});
	});
}

async function read(): Promise<void> {
	const itemIds = shownTitles();
	if (itemIds.length === 0) return;
	const { refreshShown } = await import("../library/refresh-shown.ts");
	await refreshShown(world, itemIds, readAt, new AbortController().signal);
}
