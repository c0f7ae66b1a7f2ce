import type { StowawayDatabase } from "../db/schema.ts";
import { type ItemId, type SourceId, serverKeyOf, sourceOf } from "../model/ids.ts";
import type { ImageRef } from "../model/image.ts";
import type { Source } from "../model/source.ts";
import type { Corrections, OwnValues, Ruling, Title } from "../model/title.ts";

/** An item as every device knows it: by its account, and the server's own key. */
export interface PortableItem extends Pick<Source, "dialect" | "serverId" | "userId"> {
	readonly itemKey: string;
}

/** A poster with an item's account; its key says nothing. */
interface PortablePoster extends Pick<Source, "dialect" | "serverId" | "userId"> {
	readonly image: ImageRef;
}

/** What a person corrected of a title, found again by its copies or its ids. */
export interface PortableCorrection extends Pick<Title, "kind" | "ids"> {
	/** Of the title as its servers have it, for people who read the file. */
	readonly name: string;
	readonly copies: readonly PortableItem[];
	readonly values: Omit<OwnValues, "poster"> & { readonly poster?: PortablePoster };
	readonly at: Corrections["at"];
}

/** What a person said of items whose ids contradict each other. */
export interface PortableRuling extends Pick<Ruling, "at"> {
	readonly groups: readonly (readonly RuledItem[])[];
}

/** `said`: what its server said of it then (`Ruling.said`). */
export interface RuledItem extends PortableItem {
	readonly said?: readonly string[] | undefined;
}

/** What a person said of titles, as a part of the file that `progress/export.ts` makes. No local id. */
export interface PortableTitles {
	readonly corrections: readonly PortableCorrection[];
	readonly rulings: readonly PortableRuling[];
}

/** What a person said of titles, to be saved as a file (DESIGN.md §8). What speaks of a server that was removed is left out. */
export async function readPortableTitles(db: StowawayDatabase): Promise<PortableTitles> {
	const [sources, titles, rulings] = await Promise.all([
		db.sources.toArray(),
		db.titles.where("ownAt").above(0).toArray(),
		db.rulings.toArray(),
	]);
	const accounts = new Map(sources.map((source) => [source.sourceId, source]));
	const accountOf = (sourceId: SourceId) => {
		const source = accounts.get(sourceId);
		return source && { dialect: source.dialect, serverId: source.serverId, userId: source.userId };
	};
	const portable = (itemIds: readonly ItemId[]) =>
		itemIds.flatMap((itemId): PortableItem[] => {
			const account = accountOf(sourceOf(itemId));
			return account ? [{ ...account, itemKey: serverKeyOf(itemId) }] : [];
		});
	const corrections = titles.flatMap(({ own, kind, ids, copies, former, facts }): PortableCorrection[] => {
		if (own === undefined) return [];
		const { poster, ...values } = own.values;
		const account = poster && accountOf(poster.sourceId);
		return [
			{
				kind,
				ids,
				name: facts.name ?? "",
				copies: portable([...copies, ...former]),
				values: { ...values, ...(account && poster ? { poster: { ...account, image: poster.image } } : {}) },
				at: own.at,
			},
		];
	});
	const ruled = rulings.map(({ at, groups, said = {} }) => ({
		at,
		groups: groups
			.map((group) =>
				group.flatMap((itemId) => portable([itemId]).map((item): RuledItem => ({ ...item, said: said[itemId] }))),
			)
			.filter((group) => group.length > 0),
	}));
	return { corrections, rulings: ruled.filter(({ groups }) => groups.flat().length > 1) };
}
