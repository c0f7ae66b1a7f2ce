/** Jellyfin counts time in ticks of 100 ns; they never leave this folder. contract/jellyfin-api.md §0. */
const TICKS_PER_MS = 10_000;

/** Ticks to whole milliseconds. */
export function msOfTicks(ticks: number): number {
	return Math.round(ticks / TICKS_PER_MS);
}

/** Milliseconds to ticks. */
export function ticksOfMs(ms: number): number {
	return Math.round(ms) * TICKS_PER_MS;
}

/** Epoch ms of a Jellyfin date, which has up to seven digits after the second; null for none and for nonsense. */
export function epochOfDate(date: string | null | undefined): number | null {
	if (!date) return null;
	const epoch = Date.parse(date.replace(/(\.\d{3})\d+/, "$1"));
	return Number.isNaN(epoch) || epoch <= 0 ? null : epoch;
}
