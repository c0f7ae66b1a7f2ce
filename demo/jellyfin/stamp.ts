/** Dates as the server keeps them: UTC text with 100 ns, `2026-11-21T00:12:33.9829873`, so that text order is time order. */
export type Stamp = string;

const isoForm = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?(Z|[+-]\d{2}:?\d{2})?$/i;
const compactForm = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;

/** `ms` since the epoch. */
export function stampOf(ms: number): Stamp {
	return `${new Date(ms).toISOString().slice(0, 23)}0000`;
}

/** ISO with or without zone (without: UTC, which is the server's local time here); null when it is no date. */
export function parseStamp(text: string): Stamp | null {
	const match = isoForm.exec(text.trim());
	if (!match) {
		return null;
	}
	const [, day, minutes = "00:00", seconds = "00", fraction = "", zone = "Z"] = match;
	const ms = Date.parse(`${day}T${minutes}:${seconds}${zone.toUpperCase()}`);
	if (Number.isNaN(ms)) {
		return null;
	}
	return `${new Date(ms).toISOString().slice(0, 19)}.${fraction.padEnd(7, "0").slice(0, 7)}`;
}

/** `datePlayed` of a query: ISO or yyyyMMddHHmmss. */
export function parseQueryStamp(text: string): Stamp | null {
	const match = compactForm.exec(text);
	return parseStamp(match ? `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}Z` : text);
}

/** As answers print it: seven digits when the millisecond is 0, else without trailing zeros (contract/jellyfin-api.md §0). */
export function printStamp(stamp: Stamp): string {
	const fraction = stamp.slice(20);
	return fraction.startsWith("000") ? `${stamp}Z` : `${stamp.slice(0, 20)}${fraction.replace(/0+$/, "")}Z`;
}

/** Epoch ms. */
export function stampMs(stamp: Stamp): number {
	return Date.parse(`${stamp.slice(0, 23)}Z`);
}

export const ticksPerMs = 10_000;
