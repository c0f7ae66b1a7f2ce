import { effect } from "@preact/signals";
import { isReadCompletely } from "../library/read-completely.ts";
import { homeScope } from "../library/scopes.ts";
import { touchScope } from "./refreshing.ts";
import { route } from "./route.ts";
import { onWake } from "./wake.ts";
import { world } from "./world.ts";

/** How often a Home that stays on screen looks whether its time is over. */
const LOOK_MS = 60_000;

/**
 * Asks every server what was watched on other devices whenever Home is shown, when the person comes back to it, and while it stays on
 * screen, if the last answer is too old. DESIGN.md §3, home rows. Called once.
 */
export function checkHomeWhileShown(): void {
	const isHome = () => route.value.page === "home";
	const look = () => {
		if (isHome() && document.visibilityState === "visible") checkHomes();
	};
	effect(look);
	onWake(look);
	setInterval(look, LOOK_MS);
}

function checkHomes(): void {
	const check = async () => {
		for (const { sourceId, state } of await world.db.sources.toArray()) {
			const isAsked = state === "ok" || state === "away";
			// Until then the sync brings all of it.
			if (isAsked && (await isReadCompletely(world.db, sourceId)))
				touchScope(homeScope(sourceId)).catch(() => undefined);
		}
	};
	check().catch((error: unknown) => console.error("Looking at what was watched elsewhere failed", error));
}
