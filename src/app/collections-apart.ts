import type { ShelfFacets } from "../library/shelf-filter.ts";
import { sourceOf } from "../model/ids.ts";
import { sourcesById } from "./sources.ts";

/** Collections of several servers that have one name are told apart by their servers'. */
export function collectionsApart(facets: ShelfFacets): ShelfFacets {
	const names = facets.collections.map(({ title }) => title);
	const collections = facets.collections.map((collection) => {
		const server = sourcesById.value.get(sourceOf(collection.itemId))?.serverName;
		const isAlone = names.indexOf(collection.title) === names.lastIndexOf(collection.title);
		return isAlone || !server ? collection : { ...collection, title: `${collection.title} · ${server}` };
	});
	return { ...facets, collections };
}
