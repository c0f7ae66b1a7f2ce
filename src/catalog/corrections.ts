import type { World } from "../db/world.ts";
import { asServerSays } from "../model/corrected.ts";
import { type ItemId, type SourceId, sourceOf } from "../model/ids.ts";
import type { Item, OwnItem } from "../model/item.ts";
import type { Source } from "../model/source.ts";
import type {
	CorrectedCopy,
	Corrections,
	OwnField,
	OwnValues,
	Title,
	TitleKind,
	TitlePicture,
} from "../model/title.ts";
import { bareIds, type Evidence, evidenceOf, idKeys, saidKeys } from "./evidence.ts";

type TitleItem = Item & { readonly kind: TitleKind };

/** What is to be laid over items. */
export type Dressing = ReadonlyMap<ItemId, OwnItem>;

/** Lays what a person corrected and other copies fill over items: `correctItems` of `library/correct-items.ts`. */
export type Dress = (world: Pick<World, "db">, dressing: Dressing) => Promise<void>;

/**
 * Corrections with some fields said anew. Null takes a field back. Undefined when none is left. Pure.
 */
export function withOwn(
	before: Corrections | undefined,
	said: { readonly [Field in OwnField]?: OwnValues[Field] | null },
	now: number,
): Corrections | undefined {
	const values = new Map(Object.entries({ ...before?.values, ...said }).filter(([, value]) => value != null));
	if (values.size === 0) return undefined;
	const isNew = (field: string) => Object.hasOwn(said, field);
	const at = [...values.keys()].map((field) => [field, isNew(field) ? now : timeOf(before, field)]);
	const { insteadOf } = values.has("ids") && !isNew("ids") ? (before ?? {}) : {};
	return {
		values: Object.fromEntries(values),
		at: Object.fromEntries(at),
		...(insteadOf ? { insteadOf } : {}),
		...(before?.of ? { of: before.of } : {}),
	};
}

function timeOf(corrections: Corrections | undefined, field: string): number {
	return Object.entries(corrections?.at ?? {}).find(([name]) => name === field)?.[1] ?? 0;
}

/** Device epoch ms of the last of the corrections. Pure. */
export function lastCorrected({ at }: Corrections): number {
	return Math.max(0, ...Object.values(at));
}

/** Two titles' corrections where they become one title: each field's, of both the later. Pure. */
export function mergedOwn(a: Corrections | undefined, b: Corrections | undefined): Corrections | undefined {
	if (a === undefined || b === undefined) return a ?? b;
	const isB = (field: string) => timeOf(b, field) > timeOf(a, field);
	const pick = <T extends object>(ofA: T, ofB: T) =>
		Object.fromEntries([
			...Object.entries(ofA).filter(([field]) => !isB(field)),
			...Object.entries(ofB).filter(([field]) => isB(field) || timeOf(a, field) === 0),
		]);
	const { insteadOf } = isB("ids") ? b : a;
	return { values: pick(a.values, b.values), at: pick(a.at, b.at), ...(insteadOf ? { insteadOf } : {}) };
}

/** A name without the article that nobody sorts by, lower case, as servers make sort titles. Pure. */
export function sortTitleOf(name: string): string {
	return name.toLowerCase().replace(/^(the|an?)\s+(?=\S)/, "");
}

/**
 * What is to be laid over a copy of a title. Pure.
 *
 * | field | where | is |
 * |---|---|---|
 * | name, sort title, year, ids | corrected | the person's; a sort title that is not follows from the name that is |
 * | poster | corrected, and its source is still there (`liveSources`) | the person's |
 * | poster, description | the copy has none, and another one has | that of the first of `copies` that has one |
 */
export function dressOf(
	{ own }: Pick<Title, "own">,
	item: Item,
	copies: readonly Item[],
	sources: ReadonlySet<SourceId>,
): OwnItem {
	const { name, sortTitle = name === undefined ? undefined : sortTitleOf(name), year, ids } = own?.values ?? {};
	const others = [item, ...copies].map(asServerSays);
	const chosen = own?.values.poster && sources.has(own.values.poster.sourceId) ? own.values.poster : undefined;
	const poster = chosen ?? firstPoster(others);
	const overview = others.find((one) => one.overview)?.overview;
	const { sourceId } = item;
	return {
		...(name === undefined ? {} : { title: name }),
		...(sortTitle === undefined ? {} : { sortTitle }),
		...(year === undefined ? {} : { year }),
		...(poster === undefined || (chosen === undefined && poster.sourceId === sourceId)
			? {}
			: { poster: poster.sourceId === sourceId ? poster.image : { ...poster.image, sourceId: poster.sourceId } }),
		...(overview === undefined || overview === others[0]?.overview ? {} : { overview }),
		...(ids === undefined ? {} : { ids }),
	};
}

/** The sources without those that another one goes on for: what they had is not on their server any more. Pure. */
export function liveSources(sources: readonly Pick<Source, "sourceId" | "successor">[]): ReadonlySet<SourceId> {
	return new Set(sources.flatMap(({ sourceId, successor }) => (successor === undefined ? [sourceId] : [])));
}

function firstPoster(items: readonly Item[]): TitlePicture | undefined {
	return items.flatMap(({ sourceId, poster }) => (poster ? [{ sourceId, image: poster }] : []))[0];
}

/** Copies in the order of their servers. Pure. */
export function inOrder<Copy extends Item>(
	copies: readonly Copy[],
	places: { get(sourceId: SourceId): number | undefined },
): Copy[] {
	return [...copies].sort(
		(a, b) => (places.get(a.sourceId) ?? 0) - (places.get(b.sourceId) ?? 0) || (a.itemId < b.itemId ? -1 : 1),
	);
}

/** Whether an item is dressed as it is to be. Pure. */
export function isDressed({ corrected }: Item, own: OwnItem): boolean {
	return Object.keys(own).length === 0
		? corrected === undefined
		: JSON.stringify(sorted(corrected?.own)) === JSON.stringify(sorted(own));
}

function sorted(own: OwnItem | undefined): unknown {
	return Object.entries(own ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * What items say, where a person corrected ids of titles (`Corrections.insteadOf`). Pure.
 *
 * | an item | says |
 * |---|---|
 * | with corrected ids | those |
 * | the only one of its source that says the very ids that were corrected on a copy which is listed no more, there, on the source that it goes on for, or on the only one of its server since that was removed | the corrected ones: its server was set up anew |
 * | otherwise | its server's |
 */
export function evidenceWith(
	items: readonly TitleItem[],
	titles: readonly Title[],
	sources: readonly Source[],
): Evidence[] {
	const listed = new Set(items.map(({ itemId }) => itemId));
	const own = new Map<string, Title>();
	for (const title of titles) {
		for (const copy of title.own?.values.ids ? (title.own.insteadOf ?? []) : []) {
			if (!listed.has(copy.itemId)) own.set(`${successorOf(sourceNow(copy, sources), sources)} ${copy.keys}`, title);
		}
	}
	if (own.size === 0) return items.map(evidenceOf);
	const said = items.map((item) => `${item.sourceId} ${saidKeys(item)}`);
	const times = new Map<string, number>();
	for (const one of said) times.set(one, (times.get(one) ?? 0) + 1);
	return items.map((item, at): Evidence => {
		const title = item.corrected?.own.ids ? undefined : own.get(said[at] ?? "");
		const ids = times.get(said[at] ?? "") === 1 && title?.kind === item.kind && title.own?.values.ids;
		return ids ? { ...evidenceOf(item), ids: bareIds(item.kind, ids) } : evidenceOf(item);
	});
}

/** The source of a copy; where that was removed, the one that is connected to its server. */
function sourceNow({ itemId, serverId }: CorrectedCopy, sources: readonly Source[]): SourceId {
	const sourceId = sourceOf(itemId);
	if (sources.some((source) => source.sourceId === sourceId)) return sourceId;
	const [only, ...others] = sources.filter((source) => source.serverId === serverId && source.successor === undefined);
	return only && others.length === 0 ? only.sourceId : sourceId;
}

/** The source that goes on for one, or it itself. */
function successorOf(sourceId: SourceId, sources: readonly Source[]): SourceId {
	const seen = new Set<SourceId>();
	let at = sourceId;
	for (let next: SourceId | undefined = at; next !== undefined && !seen.has(next); ) {
		at = next;
		seen.add(at);
		next = sources.find((source) => source.sourceId === at)?.successor;
	}
	return at;
}

/** Corrections with what the copies' servers say instead of own ids; what is known of copies that are listed no more stays. Pure. */
export function withInsteadOf(
	own: Corrections,
	kind: TitleKind,
	copies: readonly TitleItem[],
	sources: readonly Pick<Source, "sourceId" | "serverId">[],
): Corrections {
	const { insteadOf = [], ...rest } = own;
	if (own.values.ids === undefined) return rest;
	const ownKeys = idKeys({ kind, ids: bareIds(kind, own.values.ids) }).join();
	const here = new Set(copies.map(({ itemId }) => itemId));
	const now = copies.flatMap((copy): CorrectedCopy[] => {
		const keys = saidKeys(copy);
		if (keys.length === 0 || keys.join() === ownKeys) return [];
		const serverId = sources.find(({ sourceId }) => sourceId === copy.sourceId)?.serverId;
		return [{ itemId: copy.itemId, ...(serverId === undefined ? {} : { serverId }), keys }];
	});
	const all = [...insteadOf.filter(({ itemId }) => !here.has(itemId)), ...now];
	return all.length === 0 ? rest : { ...rest, insteadOf: all.sort((a, b) => (a.itemId < b.itemId ? -1 : 1)) };
}

/** The ids of a title without those that a person put others in the place of: somebody else may be what they name. Pure. */
export function ownKeysOf({ kind, ids, own }: Pick<Title, "kind" | "ids" | "own">): readonly string[] {
	if (own?.insteadOf === undefined) return ids;
	const instead = new Set(own.insteadOf.flatMap(({ keys }) => keys));
	const kept = new Set(own.values.ids ? idKeys({ kind, ids: bareIds(kind, own.values.ids) }) : []);
	return ids.filter((id) => kept.has(id) || !instead.has(id));
}
