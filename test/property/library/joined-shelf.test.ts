import fc from "fast-check";
import { expect, it } from "vitest";
import { joinedShelf } from "../../../src/library/joined-shelf.ts";
import { ShelfWriter } from "../../../src/library/shelf-blocks.ts";
import { copyPlacesOf, itemIdAt } from "../../../src/library/shelf-columns.ts";
import { type ItemId, joinId } from "../../../src/model/ids.ts";
import type { Item } from "../../../src/model/item.ts";
import { testMovie } from "../../unit/library/fake-server.ts";

const SOURCES = ["a1", "a2", "a3"];
const library = fc.record({
	source: fc.constantFrom(...SOURCES),
	/** Above 6 they are shows. */
	keys: fc.uniqueArray(fc.integer({ min: 1, max: 8 })),
});
/** To which of a few titles each item of a source belongs, by its key. */
const titleOf = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 27, maxLength: 27 });

it("has every film of every library once: itself, or the first of its title", () => {
	fc.assert(
		fc.property(fc.array(library, { maxLength: 5 }), titleOf, (given, titles) => {
			const films = new Map<ItemId, string>();
			const made = given.map(({ source, keys }, at) => {
				const libraryId = joinId(source, `library${at}`);
				const rows = keys.map((key): Item => {
					const isShow = key > 6;
					const itemId = joinId(source, `${key}`);
					if (!isShow) films.set(itemId, titleName(source, key, titles));
					return { ...testMovie(key), itemId, sourceId: source, kind: isShow ? "show" : "movie" };
				});
				const writer = new ShelfWriter(libraryId, []);
				writer.put(rows);
				return { libraryId, blocks: writer.changedBlocks(), rows };
			});
			const groups = new Map<string, ItemId[]>();
			for (const [itemId, title] of films) groups.set(title, [...(groups.get(title) ?? []), itemId]);
			const shelf = joinedShelf("movies", made, groups.values());

			const shown = shelf.serverKeys.map((_, at) => itemIdAt(shelf, at));
			const inOrder = made.flatMap(({ rows }) => rows.filter(({ kind }) => kind === "movie"));
			const firsts = new Map<string, ItemId>();
			for (const { itemId } of inOrder) {
				const title = films.get(itemId) ?? "";
				if (!firsts.has(title)) firsts.set(title, itemId);
			}
			expect(shown).toEqual([...firsts.values()]);
			const copies = copyPlacesOf(shelf);
			for (const [itemId, title] of films) {
				const at = copies.get(itemId) ?? shown.indexOf(itemId);
				expect(shown[at]).toBe(firsts.get(title));
			}
		}),
	);
});

/** Title 0 is none: the item stands alone. */
function titleName(source: string, key: number, titles: readonly number[]): string {
	const title = titles[SOURCES.indexOf(source) * 9 + key] ?? 0;
	return title === 0 ? `${source} ${key} alone` : `title ${title}`;
}
