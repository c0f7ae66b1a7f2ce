import type { ArrTitle } from "../model/arr.ts";
import { asServerSays } from "../model/corrected.ts";
import { type ItemId, type SourceId, sourceOf } from "../model/ids.ts";
import type { Item, OwnItem } from "../model/item.ts";
import type { Source } from "../model/source.ts";
import type { Finding, Ruling, Title, TitleFacts } from "../model/title.ts";
import { arrIdsOf, arrIndex, withArrIds } from "./arr-ids.ts";
import {
	type Dressing,
	dressOf,
	evidenceWith,
	inOrder,
	isDressed,
	liveSources,
	ownKeysOf,
	withInsteadOf,
} from "./corrections.ts";
import { idKeys, isTitle } from "./evidence.ts";
import { matchTitles } from "./match.ts";
import { ownFieldsOf, partsByGroup } from "./own-parts.ts";
import { rulingsNow } from "./stand-ins.ts";

/** Some of the catalogue and the items that it is about: all that hangs together with each of them, or the plan is wrong. */
export interface Known {
	readonly titles: readonly Title[];
	/** What the database holds of the items that the titles name, and of new ones. */
	readonly items: readonly Item[];
	/** What Radarr and Sonarr servers hold that says one of the ids, or that one of the titles names. */
	readonly arrTitles: readonly ArrTitle[];
	readonly rulings: readonly Ruling[];
	/** Those that are connected. In their order: the first one's words come first. */
	readonly sources: readonly Source[];
	/** Device epoch ms. */
	readonly now: number;
}

/** A title before and after; without `after` it is no more. */
export interface TitleChange {
	readonly before?: Title;
	readonly after?: Title;
}

/** What is to be written, and how many of what there were. */
export interface TitlePlan {
	readonly changes: readonly TitleChange[];
	readonly findings: readonly Omit<Finding, "isIgnored">[];
	/** Items looked at. */
	readonly scanned: number;
	/** Titles that are as they should be. */
	readonly unchanged: readonly Title[];
	/** Items without an id at a public catalogue: a title each, which nothing can be matched with. */
	readonly withoutIds: number;
	/** Items that do not show what their title says in their place, with what they are to show. */
	readonly undressed: Dressing;
}

const FACTS = ["name", "sortTitle", "originalTitle", "year", "overview", "durationMs", "poster"] as const;

/**
 * How the catalogue is to be, given the items. Pure. Two phases (DESIGN.md §5): titles that are new, then what is missing on those that
 * exist. Made again on what it gave, it changes nothing.
 *
 * | a group of items (`matchTitles`) | is |
 * |---|---|
 * | of which one is a copy of a title | that title; of several titles, the one with most of the copies |
 * | of which one was a copy of a title that has none left | that title, come back |
 * | which shares an id with one title that has no copy left, and no other group does | that title, on a server that gave new ids |
 * | otherwise | a new title |
 *
 * | a title | is |
 * |---|---|
 * | with a group | has its items for copies; a fact that it lacks is taken from the first of them that knows it, never one that it has; and where it is in a Radarr or Sonarr (`arrIdsOf`); what a person corrected stays (`partsByGroup`) |
 * | without a group, of which an item was listed once, or that was corrected | without copies: no longer on any server |
 * | whose copies all went to another title | no more |
 */
export function planTitles(known: Known, newId: () => string): TitlePlan {
	const place = new Map(known.sources.map(({ sourceId, order }) => [sourceId, order]));
	const live = liveSources(known.sources);
	const listed = known.items
		.filter(isTitle)
		.filter(({ goneAt, sourceId }) => goneAt === undefined && live.has(sourceId));
	const byId = new Map(listed.map((item) => [item.itemId, item]));
	const evidence = evidenceWith(listed, known.titles, known.sources);
	const { groups, findings } = matchTitles(evidence, rulingsNow(known.rulings, evidence, known.sources));
	const idsOf = new Map(evidence.map((each) => [each.itemId, idKeys(each)]));
	const titleOf = assign(known.titles, groups, idsOf);
	const index = arrIndex(known.arrTitles);
	const placed = <T extends Title | undefined>(title: T) =>
		title && withArrIds(title, arrIdsOf({ ...title, ids: ownKeysOf(title) }, index));
	const corrections = partsByGroup(known.titles, groups, titleOf);
	const changes: TitleChange[] = [];
	const undressed = new Map<ItemId, OwnItem>();
	const unchanged: Title[] = [];
	const taken = new Set<Title>();
	for (const group of groups) {
		const before = titleOf.get(group);
		const copies = group.flatMap((itemId) => byId.get(itemId) ?? []);
		const [first] = copies;
		if (first === undefined) continue;
		if (before) taken.add(before);
		const ordered = inOrder(copies, place);
		const parts = corrections.get(group)?.map((part) => withInsteadOf(part, first.kind, copies, known.sources));
		const said = ownFieldsOf(parts ?? []);
		const instead = said.own?.insteadOf?.flatMap(({ keys }) => keys) ?? [];
		const after = placed({
			titleId: before?.titleId ?? newId(),
			kind: first.kind,
			copies: group,
			former: before ? formerOf(before, byId, place) : [],
			ids: [...new Set([...group.flatMap((itemId) => idsOf.get(itemId) ?? []), ...instead])].sort(),
			facts: filled(before?.facts ?? {}, ordered),
			...(before?.arr ? { arr: before.arr } : {}),
			...said,
			revision: before?.revision ?? 0,
		});
		for (const copy of copies) {
			const dress = dressOf(after, copy, ordered, live);
			if (!isDressed(copy, dress)) undressed.set(copy.itemId, dress);
		}
		if (before !== undefined && isSameTitle(before, after)) unchanged.push(before);
		else changes.push({ ...(before ? { before } : {}), after: { ...after, revision: after.revision + 1 } });
	}
	for (const before of known.titles) {
		if (taken.has(before)) continue;
		const left = placed(without(before, byId, place, known.now));
		if (left === undefined) changes.push({ before });
		else if (isSameTitle(before, left)) unchanged.push(before);
		else changes.push({ before, after: { ...left, revision: before.revision + 1 } });
	}
	const withoutIds = evidence.filter((each) => idKeys(each).length === 0).length;
	return { changes, findings, scanned: listed.length, unchanged, withoutIds, undressed };
}

/** Which title each group of items is, of those that exist; each title once. */
function assign(
	titles: readonly Title[],
	groups: readonly (readonly ItemId[])[],
	idsOf: ReadonlyMap<ItemId, readonly string[]>,
): ReadonlyMap<readonly ItemId[], Title> {
	const groupOf = new Map(groups.flatMap((group) => group.map((itemId) => [itemId, group] as const)));
	const assigned = new Map<readonly ItemId[], Title>();
	const left = new Set(titles);
	const take = (
		candidates: readonly { readonly title: Title; readonly group: readonly ItemId[]; readonly weight: number }[],
	) => {
		const inOrder = [...candidates].sort(
			(a, b) => b.weight - a.weight || (a.title.titleId < b.title.titleId ? -1 : 1) || byFirst(a.group, b.group),
		);
		for (const { title, group } of inOrder) {
			if (!left.has(title) || assigned.has(group)) continue;
			assigned.set(group, title);
			left.delete(title);
		}
	};
	const byItems = (itemsOf: (title: Title) => readonly ItemId[]) =>
		[...left].flatMap((title) => {
			const weights = new Map<readonly ItemId[], number>();
			for (const itemId of itemsOf(title)) {
				const group = groupOf.get(itemId);
				if (group) weights.set(group, (weights.get(group) ?? 0) + 1);
			}
			return [...weights].map(([group, weight]) => ({ title, group, weight }));
		});
	take(byItems(({ copies }) => copies));
	take(byItems(({ former }) => former));
	// What is left has no item in common with a group: its server was set up anew, or gave new ids.
	const orphans = [...left].filter(({ copies }) => !copies.some((itemId) => groupOf.has(itemId)));
	const claims = new Map<string, Set<readonly ItemId[]>>();
	for (const [itemId, ids] of idsOf) {
		const group = groupOf.get(itemId);
		for (const id of group ? ids : []) claims.set(id, (claims.get(id) ?? new Set()).add(group ?? []));
	}
	const returned = orphans.flatMap((title) => {
		// Not by the ids that a person put others in the place of: somebody else may be what they name.
		const claimed = new Set(ownKeysOf(title).flatMap((id) => [...(claims.get(id) ?? [])]));
		const [only] = claimed;
		return claimed.size === 1 && only ? [{ title, group: only, weight: 1 }] : [];
	});
	const rivals = (group: readonly ItemId[]) => returned.filter((each) => each.group === group).length;
	take(returned.filter(({ group }) => rivals(group) === 1));
	return assigned;
}

/** A title that no group is. What a person corrected is not forgotten with the last of its copies. */
function without(
	title: Title,
	listed: ReadonlyMap<ItemId, Item>,
	sources: ReadonlyMap<SourceId, unknown>,
	now: number,
): Title | undefined {
	// Its copies are listed, as another title's.
	if (title.copies.some((itemId) => listed.has(itemId))) return undefined;
	const former = formerOf(title, listed, sources);
	return former.length === 0 && !title.own ? undefined : { ...title, copies: [], former, goneAt: title.goneAt ?? now };
}

/** What was a copy of the title and is listed no more; of a source that was removed nothing is kept. */
function formerOf(
	{ former, copies }: Title,
	listed: ReadonlyMap<ItemId, Item>,
	sources: ReadonlyMap<SourceId, unknown>,
): readonly ItemId[] {
	const were = new Set([...former, ...copies]);
	return [...were].filter((itemId) => !listed.has(itemId) && sources.has(sourceOf(itemId))).sort();
}

/** Facts with what they lack, of the first copy that knows it. */
function filled(facts: TitleFacts, copies: readonly Item[]): TitleFacts {
	const known = copies.map(asServerSays).map(
		(copy): TitleFacts => ({
			...(copy.title ? { name: copy.title } : {}),
			...(copy.sortTitle ? { sortTitle: copy.sortTitle } : {}),
			...(copy.originalTitle ? { originalTitle: copy.originalTitle } : {}),
			...(copy.year ? { year: copy.year } : {}),
			...(copy.overview ? { overview: copy.overview } : {}),
			...(copy.durationMs ? { durationMs: copy.durationMs } : {}),
			...(copy.poster ? { poster: { sourceId: copy.sourceId, image: copy.poster } } : {}),
		}),
	);
	return Object.assign({}, ...known.reverse(), facts);
}

function isSameTitle(a: Title, b: Title): boolean {
	return (
		a.kind === b.kind &&
		(a.goneAt === undefined) === (b.goneAt === undefined) &&
		isSameList(a.copies, b.copies) &&
		isSameList(a.former, b.former) &&
		isSameList(a.ids, b.ids) &&
		isSameList(a.arr ?? [], b.arr ?? []) &&
		JSON.stringify([a.own, a.joined]) === JSON.stringify([b.own, b.joined]) &&
		JSON.stringify(FACTS.map((fact) => a.facts[fact])) === JSON.stringify(FACTS.map((fact) => b.facts[fact]))
	);
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && a.every((value, at) => value === b[at]);
}

function byFirst(a: readonly ItemId[], b: readonly ItemId[]): number {
	return (a[0] ?? "") < (b[0] ?? "") ? -1 : 1;
}
