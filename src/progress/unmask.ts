import type { WatchState } from "../model/watch-state.ts";

/**
 * What a title with several files says of its own file. Servers show such a title with the date of the file played last, and as
 * watched, without a place, when that file is (jellyfin/recorded 05-versions #7-21). `base`: the title's base; `files`: the states of
 * its further files as last seen. Pure.
 *
 * | the title's date is | read as |
 * |---|---|
 * | the base's, or no file's | as it is |
 * | later, and a watched file's | the base: nothing of its own shows through |
 * | later, and another file's | its own place and mark, with the base's date: when they came about is not known |
 */
export function unmasked(remote: WatchState, base: WatchState, files: readonly WatchState[]): WatchState {
	const { lastPlayedAt, playCount } = remote;
	if (lastPlayedAt === null || lastPlayedAt === base.lastPlayedAt) return remote;
	const played = files.find((file) => file.lastPlayedAt === lastPlayedAt);
	if (played === undefined) return remote;
	return { ...(played.watched ? base : remote), playCount, lastPlayedAt: base.lastPlayedAt };
}
