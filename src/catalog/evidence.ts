import { idsOf } from "../model/corrected.ts";
import type { ItemId, SourceId } from "../model/ids.ts";
import { sourceOf } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import type { ProviderIds } from "../model/provider-ids.ts";
import type { TitleKind } from "../model/title.ts";

/** What an item says of which title it is. */
export interface Evidence {
	readonly itemId: ItemId;
	readonly sourceId: SourceId;
	readonly kind: TitleKind;
	/** Bare ones only (`bareIds`). */
	readonly ids: ProviderIds;
}

const CATALOGUES = ["imdb", "tmdb", "tvdb"] as const;

/** True for a film or a show: what the catalogue keeps titles of. Pure. */
export function isTitle(item: Item): item is Item & { readonly kind: TitleKind } {
	return item.kind === "movie" || item.kind === "show";
}

/** What an item says of which title it is: a person's ids, else the server's, without those that are none. Pure. */
export function evidenceOf(item: Item & { readonly kind: TitleKind }): Evidence {
	const { itemId, kind } = item;
	return { itemId, sourceId: sourceOf(itemId), kind, ids: bareIds(kind, idsOf(item)) };
}

/** The ids as keys (`idKeys`) that an item's server says, whatever a person did. Pure. */
export function saidKeys({ kind, providerIds }: Item & { readonly kind: TitleKind }): string[] {
	return idKeys({ kind, ids: bareIds(kind, providerIds) });
}

/**
 * Ids as two servers would give the same one; what cannot be one is left out. Pure.
 *
 * | given | is |
 * |---|---|
 * | `tt0017136`, `TT0017136`, an address that holds it | imdb `tt0017136` |
 * | `19`, `019`, `https://…/movie/19-metropolis` of a film, `…/tv/19` or `…/series/19` of a show | tmdb or tvdb `19` |
 * | nothing, `0`, `tt0000000`, `-1`, words, an address of the other kind | none |
 */
export function bareIds(kind: TitleKind, given: ProviderIds): ProviderIds {
	const imdb = /(?:^|\/)(tt\d{5,})(?:$|[/?#])/i.exec(String(given.imdb ?? "").trim())?.[1]?.toLowerCase();
	const ids: { imdb?: string; tmdb?: string; tvdb?: string } = {};
	if (imdb !== undefined && Number(imdb.slice(2)) > 0) ids.imdb = imdb;
	for (const catalogue of ["tmdb", "tvdb"] as const) {
		const number = numberOf(kind, String(given[catalogue] ?? "").trim());
		if (number !== undefined) ids[catalogue] = number;
	}
	return ids;
}

function numberOf(kind: TitleKind, given: string): string | undefined {
	const inAddress = kind === "movie" ? /\/movies?\/(\d+)/ : /\/(?:tv|series)\/(\d+)/;
	const digits = /^\d+$/.test(given) ? given : inAddress.exec(given)?.[1];
	const number = digits?.replace(/^0+/, "");
	return number === "" || (number?.length ?? 0) > 12 ? undefined : number;
}

/** The ids of an item as keys that films and shows do not share: they are numbered apart. Pure. */
export function idKeys({ kind, ids }: Pick<Evidence, "kind" | "ids">): string[] {
	return CATALOGUES.flatMap((catalogue) =>
		ids[catalogue] === undefined ? [] : [`${kind} ${catalogue} ${ids[catalogue]}`],
	);
}
