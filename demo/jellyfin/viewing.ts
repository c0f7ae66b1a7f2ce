import type { DemoState, DemoViewing } from "../emulator.ts";
import type { Account } from "./accounts.ts";
import type { Catalogue } from "./catalogue.ts";
import { type Entry, playable } from "./entry.ts";
import { storePosition } from "./playing-routes.ts";
import type { ServerState } from "./server-state.ts";
import { stampMs, stampOf, ticksPerMs } from "./stamp.ts";
import {
	markPlayed,
	markUnplayed,
	shownData,
	startPlaying,
	type UserData,
	type UserDataRows,
	untouched,
} from "./user-data.ts";

/** Another device's act, by the rules of live reports; `watched` and `unwatched` by those of the marks. */
export function watch(state: ServerState, account: Account, entry: Entry, viewing: DemoViewing): void {
	const alter = (change: (value: UserData) => UserData): void => {
		state.setData(account, entry, change(state.dataOf(account).get(entry.id) ?? untouched));
	};
	const at = stampOf(viewing.at ?? state.clock.now());
	switch (viewing.act) {
		case "progress":
			alter((value) => startPlaying(value, at));
			storePosition(state, account, entry, (viewing.positionMs ?? 0) * ticksPerMs);
			break;
		case "finish":
			alter((value) => startPlaying(value, at));
			storePosition(state, account, entry, entry.runtimeTicks ?? 0);
			break;
		case "watched":
			alter((value) => markPlayed(value, viewing.at === undefined ? null : at, at));
			break;
		case "unwatched":
			alter(markUnplayed);
			break;
	}
	state.tellOfUserData(account, entry);
}

/** The truth about every title, and each further file of it by its own key, for one account, as `/__demo/state` tells it. */
export function stateOf(catalogue: Catalogue, rows: UserDataRows): Record<string, DemoState> {
	const items: Record<string, DemoState> = {};
	for (const entry of catalogue.titles.flatMap((title) => [title, ...title.versions])) {
		const shown = shownData(entry, rows);
		const isFolder = entry.type !== "Movie" && entry.type !== "Episode";
		items[entry.key] = {
			key: entry.id,
			title: entry.name,
			positionMs: Math.round(shown.position / ticksPerMs),
			watched: isFolder ? playable(entry).every(({ id }) => rows.get(id)?.isPlayed ?? false) : shown.isPlayed,
			playCount: shown.playCount,
			lastPlayedAt: shown.lastPlayed === null ? null : stampMs(shown.lastPlayed),
			favourite: shown.isFavourite,
		};
	}
	return items;
}
