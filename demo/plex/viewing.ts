import { ControlRefusal } from "../core/control.ts";
import type { DemoViewing } from "../emulator.ts";
import type { PlexAccount } from "./accounts.ts";
import { leavesOf } from "./catalogue.ts";
import { type MediaServerState, viewsOf, writeView } from "./media-server.ts";
import { NEVER_SEEN, scrobbled, type ViewState } from "./view-states.ts";

/** Another device watches, and the server hears of it at once: what it stores has the time of the viewing. Throws `ControlRefusal` for an unknown slug. */
export function watchElsewhere(state: MediaServerState, account: PlexAccount, viewing: DemoViewing): void {
	const node = state.catalogue.bySlug.get(viewing.slug);
	if (node === undefined || node.isRemoved) throw new ControlRefusal(`no title ${viewing.slug}`);
	const at = Math.floor((viewing.at ?? state.clock.now()) / 1000);
	const views = viewsOf(state, account);
	for (const leaf of leavesOf(node)) writeView(state, account, leaf, after(views.get(leaf), viewing, at));
}

/**
 * | act | state |
 * |---|---|
 * | progress | that position (1 ms without one), seen at; viewCount kept |
 * | finish, watched | one play more, no position, seen at |
 * | unwatched | never seen |
 */
function after(state: ViewState, viewing: DemoViewing, at: number): ViewState {
	switch (viewing.act) {
		case "progress":
			return { ...state, viewOffset: Math.max(1, Math.round(viewing.positionMs ?? 1)), lastViewedAt: at };
		case "finish":
		case "watched":
			return scrobbled(state, at);
		case "unwatched":
			return NEVER_SEEN;
	}
}
