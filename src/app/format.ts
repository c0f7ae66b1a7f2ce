import type { Item } from "../model/item.ts";
import type { WatchState } from "../model/watch-state.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** `1 h 42 min`, `48 min`, `under a minute`. Takes ms. */
export function duration(ms: number): string {
	const minutes = Math.round(ms / MINUTE_MS);
	if (minutes < 1) return "under a minute";
	const hours = Math.floor(minutes / 60);
	if (hours === 0) return `${minutes} min`;
	return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/** How long ago, coarse: `just now`, `5 min ago`, `3 h ago`, `2 days ago`, then the date. Both epoch ms. */
export function age(then: number, now: number): string {
	const ms = now - then;
	if (ms < MINUTE_MS) return "just now";
	if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min ago`;
	if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)} h ago`;
	if (ms < 2 * DAY_MS) return "yesterday";
	if (ms < 30 * DAY_MS) return `${Math.floor(ms / DAY_MS)} days ago`;
	return new Date(then).toLocaleDateString(undefined, { year: "numeric", month: "short", day: "numeric" });
}

/** A place in a film: `0:42`, `1:02:03`. Takes ms. */
export function timecode(ms: number): string {
	const seconds = Math.max(0, Math.floor(ms / 1000));
	const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
	const tail = `${String(m).padStart(h > 0 ? 2 : 1, "0")}:${String(s).padStart(2, "0")}`;
	return h > 0 ? `${h}:${tail}` : tail;
}

/** `S1 E4`, `S1 E4–5` for a double episode, `Special 2` for season 0; empty when unnumbered. */
export function episodeCode(item: Pick<Item, "seasonIndex" | "index" | "indexEnd">): string {
	if (item.index === undefined) return "";
	const number = item.indexEnd === undefined ? `${item.index}` : `${item.index}–${item.indexEnd}`;
	if (item.seasonIndex === undefined) return `Episode ${number}`;
	return item.seasonIndex === 0 ? `Special ${number}` : `S${item.seasonIndex} E${number}`;
}

/** The second line of a card: year of a film, show and number of an episode, seasons of a show. */
export function subtitle(item: Item): string {
	if (item.kind === "episode") return [episodeCode(item), item.title].filter(Boolean).join(" · ");
	if (item.kind === "season") return item.showTitle ?? "";
	return item.year === undefined ? "" : String(item.year);
}

/** The first line of a card: the show's title for an episode. */
export function headline(item: Item): string {
	return item.kind === "episode" ? (item.showTitle ?? item.title) : item.title;
}

/** How far in, 0 to 1; null when there is nothing to show a bar for. */
export function fractionSeen(state: WatchState | undefined, durationMs: number | undefined): number | null {
	if (!state || state.positionMs <= 0 || !durationMs) return null;
	return Math.min(1, state.positionMs / durationMs);
}

/** `1 title`, `12,345 titles`. */
export function count(number: number, one: string, many = `${one}s`): string {
	return `${number.toLocaleString()} ${number === 1 ? one : many}`;
}

/** `3.4 GB`, `120 MB`, `12 KB`. Takes bytes. */
export function bytes(size: number): string {
	const units = ["B", "KB", "MB", "GB", "TB"];
	const step = Math.min(units.length - 1, Math.floor(Math.log(Math.max(size, 1)) / Math.log(1000)));
	const value = size / 1000 ** step;
	return `${value < 10 && step > 0 ? value.toFixed(1) : Math.round(value)} ${units[step]}`;
}
