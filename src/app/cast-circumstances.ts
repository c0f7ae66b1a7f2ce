import type { FreshnessRow } from "../db/schema.ts";
import type { Settings } from "../db/settings.ts";
import type { SourceId } from "../model/ids.ts";
import type { Source } from "../model/source.ts";
import { isAtLeisure, type Surroundings } from "./leisure.ts";

/** What decides whether casts are read in the background. */
export interface CastCircumstances extends Surroundings {
	readonly choice: Settings["casts.background"];
	readonly paused: readonly SourceId[];
}

/**
 * Whether the casts of a source may be read in the background now. Pure.
 *
 * | | read |
 * |---|---|
 * | the setting is off, or this source is paused | no |
 * | there is no leisure for it, whatever the setting | no |
 * | otherwise | yes |
 */
export function mayReadCasts(source: Pick<Source, "sourceId" | "state">, now: CastCircumstances): boolean {
	return now.choice !== "off" && !now.paused.includes(source.sourceId) && isAtLeisure(source, now);
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
