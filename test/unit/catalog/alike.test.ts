import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { alikeFindings, areAlike } from "../../../src/catalog/alike.ts";
import { followChanges } from "../../../src/catalog/follow-changes.ts";
import { joinEach, takeBackRuling } from "../../../src/catalog/rule.ts";
import { noteTitleChanges } from "../../../src/db/title-changes.ts";
import { correctItems } from "../../../src/library/correct-items.ts";
import { joinId } from "../../../src/model/ids.ts";
import type { Item } from "../../../src/model/item.ts";
import { testMovie, testSource, testWorld } from "../library/fake-server.ts";

const { signal } = new AbortController();
const film = (key: string, tmdb: string, more: Partial<Item> = {}): Item => ({
	...testMovie(1),
	itemId: joinId("a1", key),
	title: `Film ${tmdb}`,
	year: 1927,
	providerIds: { tmdb },
	...more,
});

it.each<[string, Partial<Item>, boolean]>([
	["one name and one year", {}, true],
	["another case and spaces around", { title: " FILM 1 " }, true],
	["another name", { title: "Film 2" }, false],
	["another year", { year: 1928 }, false],
	["no year", { year: undefined }, false],
	["another kind", { kind: "show" }, false],
])("items with %s are alike or not", (_what, more, is) => {
	expect(areAlike([film("1", "1"), film("2", "1", more)])).toBe(is);
});

it("findings that are only about a film that lies twice on a server are settled and taken back at once", async () => {
	let made = 0;
	const world = Object.assign(testWorld(), { random: () => (made++ * 0.618034) % 1 });
	await world.db.sources.put(testSource);
	const films = ["1", "2", "3"].flatMap((tmdb) => [film(`${tmdb}a`, tmdb), film(`${tmdb}b`, tmdb)]);
	const other = [film("4a", "4"), film("4b", "4", { title: "Another" })];
	await world.db.items.bulkPut([...films, ...other]);
	await noteTitleChanges(world.db, [...films, ...other]);
	await followChanges(world, correctItems, signal);
	const copies = async () =>
		(await world.db.titles.toArray()).map((title) => title.copies.length).sort((a, b) => b - a);
	expect(await copies()).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
	const rulingIds = await joinEach(world, await alikeFindings(world.db));
	await followChanges(world, correctItems, signal);
	expect(await copies()).toEqual([2, 2, 2, 1, 1]);
	expect((await world.db.titleFindings.toArray()).map(({ items }) => items)).toEqual([["a1/4a", "a1/4b"]]);
	for (const rulingId of rulingIds) await takeBackRuling(world, rulingId);
	await followChanges(world, correctItems, signal);
	expect(await alikeFindings(world.db)).toHaveLength(3);
});
