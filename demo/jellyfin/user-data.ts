import type { Entry } from "./entry.ts";
import { folderTypes, playable } from "./entry.ts";
import { dashedGuid } from "./guid.ts";
import { printStamp, type Stamp } from "./stamp.ts";

/** What one account did with one item, as the server stores it. */
export interface UserData {
	readonly position: number;
	readonly playCount: number;
	readonly isFavourite: boolean;
	readonly lastPlayed: Stamp | null;
	readonly isPlayed: boolean;
	readonly rating: number | null;
}

/** A POST to `/UserItems/{id}/UserData`; what is absent is left alone. */
export interface UserDataPatch {
	readonly position?: number;
	readonly playCount?: number;
	readonly isFavourite?: boolean;
	readonly lastPlayed?: Stamp;
	readonly isPlayed?: boolean;
	readonly rating?: number;
	readonly likes?: boolean;
}

/** Percentages and seconds after which the server remembers a position or calls an item watched. */
export interface ResumeRule {
	readonly minPercent: number;
	readonly maxPercent: number;
	readonly minSeconds: number;
}

export const untouched: UserData = {
	position: 0,
	playCount: 0,
	isFavourite: false,
	lastPlayed: null,
	isPlayed: false,
	rating: null,
};

/** Item id to data, for one account. */
export type UserDataRows = Map<string, UserData>;

/** Raw values as sent: no threshold, no count (05-userdata-post). A folder keeps favourite, rating and date only (05-series #41-52). */
export function applyPatch(data: UserData, patch: UserDataPatch, isFolder: boolean): UserData {
	const rating = patch.rating ?? (patch.likes === undefined ? data.rating : patch.likes ? 10 : 1);
	return {
		position: isFolder ? 0 : (patch.position ?? data.position),
		playCount: isFolder ? 0 : (patch.playCount ?? data.playCount),
		isFavourite: patch.isFavourite ?? data.isFavourite,
		lastPlayed: patch.lastPlayed ?? data.lastPlayed,
		isPlayed: isFolder ? false : (patch.isPlayed ?? data.isPlayed),
		rating,
	};
}

/** `POST /UserPlayedItems`: with a date one play more each time, without it the old date is kept (05-played-items). */
export function markPlayed(data: UserData, datePlayed: Stamp | null, now: Stamp): UserData {
	return {
		...data,
		position: 0,
		playCount: Math.max(1, data.playCount + (datePlayed === null ? 0 : 1)),
		lastPlayed: datePlayed ?? data.lastPlayed ?? now,
		isPlayed: true,
	};
}

/** `DELETE /UserPlayedItems`: all but favourite and rating goes. */
export function markUnplayed(data: UserData): UserData {
	return { ...data, position: 0, playCount: 0, lastPlayed: null, isPlayed: false };
}

/** A playback begins: one play more, dated now; watched stays. */
export function startPlaying(data: UserData, now: Stamp): UserData {
	return { ...data, playCount: data.playCount + 1, lastPlayed: now };
}

/**
 * A reported position, ticks (contract/jellyfin-api.md §4.4):
 *
 * | position | becomes |
 * |---|---|
 * | none, at the end of a playback | watched, one play more |
 * | under `minPercent` | 0 |
 * | over `maxPercent`, or within the last second | watched, 0 |
 * | between, item shorter than `minSeconds` | watched, 0 |
 * | between | kept |
 */
export function reportPosition(
	data: UserData,
	position: number | null,
	runtime: number | null,
	rule: ResumeRule,
): UserData {
	if (position === null) {
		return { ...data, position: 0, playCount: data.playCount + 1, isPlayed: true };
	}
	if (!runtime) {
		return { ...data, position: 0, isPlayed: true };
	}
	const percent = (position / runtime) * 100;
	if (position === 0 || percent < rule.minPercent) {
		return { ...data, position: 0 };
	}
	if (percent > rule.maxPercent || position >= runtime - 10_000_000 || runtime < rule.minSeconds * 10_000_000) {
		return { ...data, position: 0, isPlayed: true };
	}
	return { ...data, position };
}

/**
 * What reads of a film with several files show: when another file was played later, its date, and if it is watched, watched
 * without a position (05-versions #7-21).
 */
export function shownData(entry: Entry, rows: UserDataRows): UserData {
	const own = rows.get(entry.id) ?? untouched;
	let newest = own;
	for (const version of entry.versions) {
		const data = rows.get(version.id);
		if (data?.lastPlayed && (newest.lastPlayed === null || data.lastPlayed > newest.lastPlayed)) {
			newest = data;
		}
	}
	if (newest === own) {
		return own;
	}
	return { ...own, lastPlayed: newest.lastPlayed, ...(newest.isPlayed ? { isPlayed: true, position: 0 } : {}) };
}

/** How many films and episodes under a folder there are and how many of them are watched. */
export function countPlayed(entry: Entry, rows: UserDataRows): { total: number; played: number } {
	let played = 0;
	const items = playable(entry);
	if (rows.size > 0) {
		for (const item of items) {
			if (rows.get(item.id)?.isPlayed) {
				played++;
			}
		}
	}
	return { total: items.length, played };
}

/** `UserData` of answers. `inList`: rows of lists print another `Key` once something is stored (05-series #1-3). */
export function printUserData(entry: Entry, rows: UserDataRows, inList: boolean): Record<string, unknown> {
	const data = shownData(entry, rows);
	const printed: Record<string, unknown> = {};
	if (data.rating !== null) {
		printed.Rating = data.rating;
	}
	let isPlayed = data.isPlayed;
	if (folderTypes.has(entry.type) && entry.type !== "CollectionFolder" && entry.type !== "Folder") {
		const { total, played } = countPlayed(entry, rows);
		printed.PlayedPercentage = total === 0 ? 0 : (played / total) * 100;
		printed.UnplayedItemCount = total - played;
		isPlayed = total > 0 && played === total;
	} else if (entry.runtimeTicks && data.position > 0) {
		printed.PlayedPercentage = (data.position / entry.runtimeTicks) * 100;
	}
	printed.PlaybackPositionTicks = data.position;
	printed.PlayCount = data.playCount;
	printed.IsFavorite = data.isFavourite;
	if (data.rating !== null) {
		printed.Likes = data.rating >= 6.5;
	}
	if (data.lastPlayed !== null) {
		printed.LastPlayedDate = printStamp(data.lastPlayed);
	}
	printed.Played = isPlayed;
	printed.Key = inList && rows.has(entry.id) ? dashedGuid(entry.id) : entry.userDataKey;
	printed.ItemId = entry.id;
	return printed;
}
