import { container, emptyPage, errorPage } from "./answers.ts";
import type { Call } from "./call.ts";
import { durationOf, leavesOf, type PlayableNode } from "./catalogue.ts";
import { creditsStartsOf } from "./media-rows.ts";
import { nodeByKey, nowSeconds, viewsOf, writeView } from "./media-server.ts";
import type { PlayingState } from "./notifications.ts";
import { reportEffect } from "./timeline.ts";
import { NEVER_SEEN, scrobbled } from "./view-states.ts";

const LIBRARY = "com.plexapp.plugins.library";
const PLAYING_STATES: readonly PlayingState[] = ["playing", "paused", "stopped", "buffering"];

/**
 * POST or GET `/:/timeline`.
 *
 * | request | answer |
 * |---|---|
 * | no `ratingKey`, no `state`, a `time` that is no number, `time` past `duration` | 400 |
 * | unknown item | 404 |
 * | no client identifier, or no `duration` | 200, ignored |
 * | `offline=1` | 200 with the state it left behind |
 * | else | 200 with an empty container |
 */
export function timeline(call: Call): Response {
	const { state } = call;
	const time = numberOf(call.read("time"));
	const duration = numberOf(call.read("duration"));
	const ratingKey = call.read("ratingKey");
	const isOffline = call.read("offline") === "1";
	if (ratingKey === null || call.read("state") === null || time === null || (duration !== null && time > duration)) {
		return errorPage(call.reader, 400);
	}
	if (!isOffline) state.sessions += 1;
	const node = nodeByKey(state, ratingKey);
	if (node === null) return errorPage(call.reader, 404);
	const client = call.read("X-Plex-Client-Identifier");
	const isHeard =
		client !== null && (duration !== null || (isOffline && !state.switches.offlineNeedsDuration)) && isPlayable(node);
	if (isHeard) {
		const session = call.read("X-Plex-Session-Identifier") ?? client;
		report(call, node, `${call.account.name} ${session} ${ratingKey}`, time, duration, isOffline);
		const playing = PLAYING_STATES.find((known) => known === call.read("state"));
		if (!isOffline && playing !== undefined) state.notifications.tellOfPlaying(node, playing, time, client);
	}
	if (!isOffline || !isPlayable(node)) return container(call.reader, { size: 0 });
	const { viewCount = 0, viewOffset = 0 } = viewsOf(state, call.account).get(node);
	return container(call.reader, { playbackState: "progress", size: 0, skipCount: 0, viewCount, viewOffset });
}

function report(
	call: Call,
	node: PlayableNode,
	session: string,
	time: number,
	duration: number | null,
	isOffline: boolean,
): void {
	const { state } = call;
	const before = viewsOf(state, call.account).get(node);
	const updated = numberOf(call.read("updated")) ?? undefined;
	const effect = reportEffect(
		before,
		{
			time,
			durationMs: duration ?? durationOf(node) ?? 0,
			isOffline,
			updated,
			isArmed: state.armed.has(session),
		},
		creditsStartsOf(node),
		state.preferences,
		state.switches,
		nowSeconds(state),
	);
	if (effect.isArmed && call.read("state") !== "stopped") state.armed.add(session);
	else state.armed.delete(session);
	if (effect.state === before) return;
	state.writes += 1;
	writeView(state, call.account, node, effect.state);
}

/** PUT or GET `/:/scrobble`: one play more for every movie or episode at or below the key, each time. */
export function scrobble(call: Call): Response {
	const now = nowSeconds(call.state);
	return mark(call, (node) => scrobbled(viewsOf(call.state, call.account).get(node), now));
}

/** PUT or GET `/:/unscrobble`: as if never seen. */
export function unscrobble(call: Call): Response {
	return mark(call, () => NEVER_SEEN);
}

function mark(call: Call, next: (node: PlayableNode) => ReturnType<typeof scrobbled>): Response {
	const uri = call.read("uri");
	const key = call.read("key") ?? uri?.slice(uri.lastIndexOf("/") + 1) ?? null;
	const identifier = call.read("identifier");
	if (key === null || (identifier === null && uri === null)) return errorPage(call.reader, 400);
	const node = nodeByKey(call.state, key);
	if (node === null || (identifier !== null && identifier !== LIBRARY)) return errorPage(call.reader, 404);
	call.state.writes += 1;
	for (const leaf of leavesOf(node)) {
		writeView(call.state, call.account, leaf, next(leaf));
		if (call.state.switches.announcesMarks) call.state.notifications.tellOfEntry(leaf, 5, nowSeconds(call.state));
	}
	return emptyPage(call.reader);
}

function isPlayable(node: { readonly type: string }): node is PlayableNode {
	return node.type === "movie" || node.type === "episode";
}

function numberOf(text: string | null): number | null {
	return text === null || text.trim() === "" || Number.isNaN(Number(text)) ? null : Number(text);
}
