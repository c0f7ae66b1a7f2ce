/** The oldest Jellyfin that works. contract/jellyfin-api.md §8. */
const OLDEST_JELLYFIN = [10, 10] as const;

/** True from 10.10 on, compared number by number: 12.0 is newer than 10.11. A version that says nothing is let through. */
export function isSupportedJellyfin(version: string): boolean {
	const parts = /^\d+(\.\d+)*/.exec(version)?.[0].split(".").map(Number);
	if (parts === undefined) return true;
	for (const [place, least] of OLDEST_JELLYFIN.entries()) {
		const part = parts[place] ?? 0;
		if (part !== least) return part > least;
	}
	return true;
}
