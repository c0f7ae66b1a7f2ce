import type { Item, OwnItem } from "./item.ts";
import type { ProviderIds } from "./provider-ids.ts";

const LAID_OVER = ["title", "sortTitle", "year", "poster", "overview", "showTitle"] as const;

/**
 * An item with a person's corrections, and what other copies fill, laid over it, in the place of those that it had. Pure.
 *
 * | field | holds | `corrected.said` holds |
 * |---|---|---|
 * | corrected | the person's value | the server's, if it has one |
 * | not, any more | the server's | nothing |
 */
export function corrected(item: Item, own: OwnItem | undefined): Item {
	const said = asServerSays(item);
	if (own === undefined || Object.keys(own).length === 0) return said;
	const { ids: _, ...shown } = own;
	const covered = LAID_OVER.flatMap((field) =>
		own[field] === undefined || said[field] === undefined ? [] : [[field, said[field]] as const],
	);
	return { ...said, ...shown, corrected: { own, said: Object.fromEntries(covered) } };
}

/** An item as its server has it. Pure. */
export function asServerSays(item: Item): Item {
	if (item.corrected === undefined) return item;
	const { corrected, ...shown } = item;
	const { own, said } = corrected;
	const { year, poster, overview, showTitle, ...rest } = shown;
	return {
		...rest,
		...(own.year === undefined && year !== undefined ? { year } : {}),
		...(own.poster === undefined && poster !== undefined ? { poster } : {}),
		...(own.overview === undefined && overview !== undefined ? { overview } : {}),
		...(own.showTitle === undefined && showTitle !== undefined ? { showTitle } : {}),
		...said,
	};
}

/** The ids at public catalogues that an item goes by: a person's, else its server's. Pure. */
export function idsOf({ corrected, providerIds }: Pick<Item, "corrected" | "providerIds">): ProviderIds {
	return corrected?.own.ids ?? providerIds;
}
