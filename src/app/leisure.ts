import type { SourceId } from "../model/ids.ts";
import type { Source } from "../model/source.ts";

/** What decides whether there is leisure for work that can wait. */
export interface Surroundings {
	readonly isInSight: boolean;
	readonly isOnline: boolean;
	readonly isMetered: boolean;
	readonly isPlaying: boolean;
	/** Sources that are being synced. */
	readonly syncing: ReadonlySet<SourceId>;
}

/**
 * Whether a source may be asked for what can wait. Pure.
 *
 * | | asked |
 * |---|---|
 * | the connection is metered or saves data | no |
 * | the app is out of sight or offline, or something plays | no |
 * | any source is being synced | no |
 * | this one is away or signed out | no |
 * | otherwise | yes |
 */
export function isAtLeisure({ state }: Pick<Source, "state">, now: Surroundings): boolean {
	return now.isInSight && now.isOnline && !now.isMetered && !now.isPlaying && now.syncing.size === 0 && state === "ok";
}
