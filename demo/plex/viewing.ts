import { ControlRefusal } from "../core/control.ts";
import type { DemoViewing } from "../emulator.ts";
import type { PlexAccount } from "./accounts.ts";
import { durationOf, leavesOf, type PlayableNode } from "./catalogue.ts";
import { type MediaServerState, nowSeconds, viewsOf, writeView } from "./media-server.ts";
import { NEVER_SEEN, scrobbled, type ViewState } from "./view-states.ts";

/** Another device watches, and the server hears of it at once: what it stores has the time of the viewing. Throws `ControlRefusal` for an unknown slug. */
export function watchElsewhere(state: MediaServerState, account: PlexAccount, viewing: DemoViewing): void {
	const node = state.catalogue.bySlug.get(viewing.slug);
	if (node === undefined || node.isRemoved) throw new ControlRefusal(`no title ${viewing.slug}`);
	const at = Math.floor((viewing.at ?? state.clock.now()) / 1000);
	const views = viewsOf(state, account);
	for (const leaf of leavesOf(node)) {
		writeView(state, account, leaf, after(views.get(leaf), viewing, at));
		tellOf(state, leaf, viewing);
	}
}

/** A viewing ends with a session's end; a mark is told of only where the server does that. */
function tellOf(state: MediaServerState, leaf: PlayableNode, { act, positionMs = 0 }: DemoViewing): void {
	if (act === "progress" || act === "finish") {
		const viewOffset = act === "finish" ? (durationOf(leaf) ?? 0) : positionMs;
		state.notifications.tellOfPlaying(leaf, "stopped", viewOffset, "another-device");
	} else if (state.switches.announcesMarks) {
		state.notifications.tellOfEntry(leaf, 5, nowSeconds(state));
	}
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
