import type { TitleFacts, TitleRunChange, TitleRunCounts } from "../model/title.ts";
import { count } from "./format.ts";

const FACT_NAMES: Readonly<Record<keyof TitleFacts, string>> = {
	name: "name",
	sortTitle: "sort title",
	originalTitle: "original title",
	year: "year",
	overview: "description",
	durationMs: "length",
	poster: "poster",
};

/** What a run did, in a line. Pure. */
export function countsInWords(counts: TitleRunCounts): string {
	const { scanned, added, updated, unchanged, removed, withoutIds, conflicts, notFilled = 0, errors = 0 } = counts;
	const parts = [
		`${count(scanned, "title")} looked at`,
		`${added.toLocaleString()} added`,
		`${updated.toLocaleString()} updated`,
		`${unchanged.toLocaleString()} unchanged`,
		removed > 0 && `${removed.toLocaleString()} removed`,
		withoutIds > 0 && `${withoutIds.toLocaleString()} without a catalogue number`,
		notFilled > 0 && `${notFilled.toLocaleString()} not filled in`,
		errors > 0 && count(errors, "error"),
		conflicts > 0 && `${conflicts.toLocaleString()} for you to settle`,
	];
	return parts.filter(Boolean).join(", ");
}

/** All that a run counted, named, with the reasons. `durationMs`: how long it took. Pure. */
export function countsByName(counts: TitleRunCounts, durationMs: number): readonly (readonly [string, string])[] {
	const { withoutIds, notFilled = 0, errors = 0 } = counts;
	const skipped = [
		withoutIds > 0 && `${withoutIds.toLocaleString()} without a catalogue number, not matched with anything`,
		notFilled > 0 && `${notFilled.toLocaleString()} known already, because filling in is turned off`,
	].filter((reason) => reason !== false);
	return [
		["Looked at", counts.scanned.toLocaleString()],
		["Added", counts.added.toLocaleString()],
		["Updated", counts.updated.toLocaleString()],
		["Unchanged", counts.unchanged.toLocaleString()],
		["Removed", counts.removed.toLocaleString()],
		["Skipped", skipped.join("; ") || "0"],
		["For you to settle", counts.conflicts.toLocaleString()],
		["Errors", errors > 0 ? `${errors.toLocaleString()} listed, but not on this device: refresh the library` : "0"],
		["Took", durationMs < 1000 ? "under a second" : count(Math.round(durationMs / 1000), "second")],
	];
}

/** What happens to one title: `Metropolis (1927): added`. Pure. */
export function changeInWords({ before, after }: TitleRunChange): string {
	const { name = "A title without a name", year } = (after ?? before)?.facts ?? {};
	const title = year ? `${name} (${year})` : name;
	if (before === undefined) return `${title}: added`;
	if (after === undefined) return `${title}: joins another title`;
	if (after.copies.length === 0) return `${title}: on no server any more`;
	const facts = Object.entries(FACT_NAMES).flatMap(([fact, named]) =>
		Object.hasOwn(after.facts, fact) && !Object.hasOwn(before.facts, fact) ? [named] : [],
	);
	const copies = after.copies.length - before.copies.length;
	const manager = after.kind === "movie" ? "Radarr" : "Sonarr";
	const [were, are] = [before.arr ?? [], after.arr ?? []];
	const done = [
		copies > 0 && `${copies} more ${copies === 1 ? "copy" : "copies"}`,
		copies < 0 && `${-copies} fewer ${copies === -1 ? "copy" : "copies"}`,
		copies === 0 && before.copies.join() !== after.copies.join() && "found under its new id",
		facts.length > 0 && `fills ${facts.join(", ")}`,
		are.length > were.length && `found in ${manager}`,
		are.length < were.length && `no longer in ${manager}`,
		are.length === were.length && are.join() !== were.join() && `found in ${manager} under its new id`,
	].filter(Boolean);
	return `${title}: ${done.join("; ") || "other catalogue numbers"}`;
}
