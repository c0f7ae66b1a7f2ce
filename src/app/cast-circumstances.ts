import type { FreshnessRow } from "../db/schema.ts";
import type { Settings } from "../db/settings.ts";
import type { SourceId } from "../model/ids.ts";
import type { Source } from "../model/source.ts";

/** What decides whether casts are read in the background. */
export interface CastCircumstances {
	readonly choice: Settings["casts.background"];
	readonly paused: readonly SourceId[];
	readonly isInSight: boolean;
	readonly isOnline: boolean;
	readonly isMetered: boolean;
	readonly isPlaying: boolean;
	/** Sources that are being synced. */
	readonly syncing: ReadonlySet<SourceId>;
}

/**
 * Whether the casts of a source may be read in the background now. Pure.
 *
 * | | read |
 * |---|---|
 * | the setting is off | no |
 * | the connection is metered or saves data, whatever the setting | no |
 * | the app is out of sight or offline, or something plays | no |
 * | any source is being synced | no |
 * | this one is paused, away or signed out | no |
 * | otherwise | yes |
 */
export function mayReadCasts({ sourceId, state }: Pick<Source, "sourceId" | "state">, now: CastCircumstances): boolean {
	if (now.choice === "off" || now.isMetered) return false;
	if (!now.isInSight || !now.isOnline || now.isPlaying || now.syncing.size > 0) return false;
	return state === "ok" && !now.paused.includes(sourceId);
}

/** Whether the setting is on, as its switch shows it. */
export function isChosen(choice: Settings["casts.background"], isMetered: boolean): boolean {
	return choice === "on" || (choice === "auto" && !isMetered);
}

/** How far the casts of a source are, in words. `guests`: those of the episodes of begun shows. Pure. */
export function castWords(casts: FreshnessRow, guests: FreshnessRow | undefined, isPaused: boolean): string {
	const { cursor, error = guests?.error, skipped } = casts;
	const isRead = cursor === undefined && !skipped;
	const parts = [
		isRead ? `Casts: all ${number(casts.total)}` : `Casts: ${number(casts.done)} of ${number(casts.total)}`,
	];
	if (cursor === undefined && skipped) parts.push("the others could not be read");
	if (cursor === undefined && guests?.done)
		parts.push(`guest stars: ${number(guests.done)} of ${number(guests.total)} episodes`);
	if (isPaused) parts.push("paused");
	else if (error) parts.push(`${error} It is tried again.`);
	return parts.join(" · ");
}

const number = (value = 0) => value.toLocaleString();
