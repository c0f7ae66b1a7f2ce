import type { ArrTitleId } from "./arr.ts";
import type { ItemId, SourceId } from "./ids.ts";
import type { ImageRef } from "./image.ts";
import type { ProviderIds } from "./provider-ids.ts";

/** What exists on several servers as the same thing. Seasons and episodes follow from their show. */
export type TitleKind = "movie" | "show";

/** A picture with the source that it is fetched from. */
export interface TitlePicture {
	readonly sourceId: SourceId;
	readonly image: ImageRef;
}

/** What is known of a title beside its copies; each may be missing. */
export interface TitleFacts {
	readonly name?: string;
	readonly sortTitle?: string;
	readonly originalTitle?: string;
	readonly year?: number;
	readonly overview?: string;
	readonly durationMs?: number;
	readonly poster?: TitlePicture;
}

/** What a person said of a title, over what its servers say. Each may be missing. */
export interface OwnValues {
	readonly name?: string;
	/** Lower case. */
	readonly sortTitle?: string;
	readonly year?: number;
	readonly poster?: TitlePicture;
	/** All three catalogues at once: one that is missing here has no id. */
	readonly ids?: ProviderIds;
}

export type OwnField = keyof OwnValues;

/** A person's corrections of a title. DESIGN.md §5. */
export interface Corrections {
	readonly values: OwnValues;
	/** Device epoch ms of each of the values. */
	readonly at: Readonly<Partial<Record<OwnField, number>>>;
	/** With own ids: what copies said instead (`idKeys`), by which they are known again when their server gives new item ids. */
	readonly insteadOf?: readonly CorrectedCopy[];
	/** The copies of the title when that was said, sorted: it goes with most of them where they part. */
	readonly of?: readonly ItemId[];
}

/** A copy whose ids were corrected, with what its server says. */
export interface CorrectedCopy {
	readonly itemId: ItemId;
	/** Of its source, which may be removed and connected again under another local id. */
	readonly serverId?: string;
	readonly keys: readonly string[];
}

/** One film or show over all servers: a row of `titles`. DESIGN.md §5. */
export interface Title {
	/** Of this device only; stays when servers give new ids. */
	readonly titleId: string;
	readonly kind: TitleKind;
	/** The items that are this title and that their servers list, sorted. Indexed, each. */
	readonly copies: readonly ItemId[];
	/** Items that were this title and are gone, sorted: what it is told by when it comes back. Indexed, each. */
	readonly former: readonly ItemId[];
	/** What its copies say at the public catalogues, as `movie tmdb 19`, sorted. Indexed, each. */
	readonly ids: readonly string[];
	readonly facts: TitleFacts;
	/** Where it is in the connected Radarr and Sonarr servers, one of each at most, sorted; absent where in none. Indexed, each. */
	readonly arr?: readonly ArrTitleId[];
	/** What a person corrected; no sync, run or undo touches it. */
	readonly own?: Corrections;
	/** The same apart, where it was said of different copies: titles became one, or got another copy since. */
	readonly joined?: readonly Corrections[];
	/** Device epoch ms of the last correction. Indexed. */
	readonly ownAt?: number;
	/** Device epoch ms since when no server lists it. Indexed. */
	readonly goneAt?: number;
	/** Goes up with every write. */
	readonly revision: number;
}

/** What a person said of items whose ids contradict each other: those of a group are one title, those of different groups are not. */
export interface Ruling {
	readonly rulingId: number;
	readonly groups: readonly (readonly ItemId[])[];
	/** What the items said at public catalogues then, as `movie tmdb 19`: by it the word follows them when their server gives new ids. */
	readonly said?: Readonly<Record<ItemId, readonly string[]>>;
	/** Device epoch ms. */
	readonly at: number;
}

/**
 * Why ids make no match.
 *
 * | why | means |
 * |---|---|
 * | one-server | two items of one server would be one title |
 * | other-ids | items that share an id have different ones at another catalogue |
 */
export type FindingReason = "one-server" | "other-ids";

/** Items whose ids contradict each other, for a person to settle. */
export interface Finding {
	/** The items, joined: the same ones make the same finding. */
	readonly findingId: string;
	/** Sorted. Indexed, each. */
	readonly items: readonly ItemId[];
	readonly reason: FindingReason;
	/** The person wants to hear no more of it. */
	readonly isIgnored?: boolean;
}

/** Why a run over a source's titles was made. */
export type TitleRunReason = "first-sync" | "rebuilt" | "by-hand";

/** How many of what a run met. */
export interface TitleRunCounts {
	/** Films and shows of the source. */
	readonly scanned: number;
	readonly added: number;
	readonly updated: number;
	/** Titles of the source that are as they should be. */
	readonly unchanged: number;
	/** Titles that are on no server any more, and titles that became one with another. */
	readonly removed: number;
	/** Items that nothing can be matched with: they have no id at a public catalogue. */
	readonly withoutIds: number;
	/** Titles that would be filled in, were that not turned off. Absent in runs of earlier builds, and the next too. */
	readonly notFilled?: number;
	/** Films and shows that the source lists and of which nothing could be read here. */
	readonly errors?: number;
	/** Items whose ids contradict each other. */
	readonly conflicts: number;
}

/** One title of a run. Of an added one the row itself says what was added. */
export interface TitleRunChange {
	readonly titleId: string;
	readonly before?: Title;
	/** Absent when the title is no more; and in the log of one that was added, whose row it is. */
	readonly after?: Title;
}

/** A run over the titles of a source: a row of `runs`, which says nothing of single titles. */
export interface TitleRun {
	readonly runId: number;
	readonly sourceId: SourceId;
	readonly reason: TitleRunReason;
	/** Device epoch ms. */
	readonly at: number;
	readonly durationMs: number;
	readonly counts: TitleRunCounts;
	/** All of whose items its changes tell. */
	readonly tellsOf: readonly SourceId[];
	/** Device epoch ms of when the person took it back. */
	readonly undoneAt?: number;
}

/** Every before and after of a run: a row of `runChanges`, read only to tell of the run or to take it back. */
export interface TitleRunLog {
	readonly runId: number;
	readonly changes: readonly TitleRunChange[];
}
