import { followChanges } from "../../src/catalog/follow-changes.ts";
import { syncTitles } from "../../src/catalog/sync-titles.ts";
import { noteTitleChanges } from "../../src/db/title-changes.ts";
import { correctItems } from "../../src/library/correct-items.ts";
import { joinedId } from "../../src/library/joined-libraries.ts";
import { ShelfWriter } from "../../src/library/shelf-blocks.ts";
import { type ItemId, joinId, type LibraryId } from "../../src/model/ids.ts";
import type { Item } from "../../src/model/item.ts";
import { shelfService } from "../../src/worker/shelf-service.ts";
import { testSource } from "../unit/library/fake-server.ts";
import { madeNames } from "./made-names.ts";
import { world } from "./page-world.ts";

/** The page of the bench of matching: films of several sources, most of them on all, in a database of their own. */

const made = madeNames(17);
const { signal } = new AbortController();
const { db } = world;

/** Rows written at once. */
const AT_ONCE = 2_000;

function film(sourceId: string, number: number): Item {
	return {
		itemId: joinId(sourceId, `k${number}`),
		sourceId,
		libraryId: joinId(sourceId, "films"),
		kind: "movie",
		title: `Film ${number}`,
		sortTitle: `film ${number}`,
		year: 1920 + (number % 100),
		genres: ["Drama"],
		overview: made.title().repeat(10),
		providerIds: { imdb: `tt9${String(number).padStart(7, "0")}`, ...(number % 3 ? { tmdb: `9${number}` } : {}) },
		etag: "e",
	};
}

/** Writes so many films to each of so many sources; one in twenty is on that source alone. */
export async function fill(sources: number, films: number): Promise<void> {
	for (let at = 0; at < sources; at++) {
		const sourceId = `s${at}`;
		await db.sources.put({ ...testSource, sourceId, order: at });
		for (let start = 0; start < films; start += AT_ONCE) {
			const some = Array.from({ length: Math.min(AT_ONCE, films - start) }, (_, each) => {
				const number = start + each;
				return film(sourceId, number % 20 === 0 ? number + films * (at + 1) : number);
			});
			await db.items.bulkPut(some);
			await shelve(joinId(sourceId, "films"), start / AT_ONCE, some);
		}
		await putLibrary(joinId(sourceId, "films"));
	}
}

async function shelve(libraryId: LibraryId, number: number, films: readonly Item[]): Promise<void> {
	const writer = new ShelfWriter(libraryId, []);
	writer.put(films);
	await db.shelves.bulkPut(writer.changedBlocks().map((block) => ({ ...block, block: number })));
}

function putLibrary(libraryId: LibraryId, more: { readonly unlistedAt?: number } = {}): Promise<LibraryId> {
	const [sourceId = ""] = libraryId.split("/");
	return db.libraries.put({ libraryId, sourceId, title: "", kind: "movies", order: 0, revision: 1, ...more });
}

const ALONE: LibraryId = "alone/films";

/** A library of so many films, of no source that is joined. */
export async function fillAlone(films: number): Promise<void> {
	for (let start = 0; start < films; start += AT_ONCE) {
		const some = Array.from({ length: AT_ONCE }, (_, each) => film("alone", start + each));
		await shelve(ALONE, start / AT_ONCE, some);
	}
	await putLibrary(ALONE, { unlistedAt: 1 });
}

/** Puts all films of every source, or those of the library alone, in order for the first time: ms. */
export function order(which: "all" | "alone"): Promise<number> {
	const service = shelfService(db);
	const libraryId = which === "all" ? joinedId("movies") : ALONE;
	return timed(() => service.order(libraryId, { sort: "title", descending: false, seen: "all" }));
}

/** Goes over all titles of so many sources; ms of each. */
export async function goOver(sources: number): Promise<number[]> {
	const times: number[] = [];
	for (let at = 0; at < sources; at++) {
		const how = { reason: "by-hand", updateExisting: true, isDry: false, dress: correctItems, signal } as const;
		times.push(await timed(() => syncTitles(world, `s${at}`, how)));
	}
	return times;
}

/** A backfill of so many titles that lack what a source has come to know: ms. */
export async function backfill(titles: number): Promise<number> {
	const known = await db.titles.limit(titles).toArray();
	await db.titles.bulkPut(
		known.map(({ facts: { overview: _, year: __, ...facts }, ...title }) => ({ ...title, facts })),
	);
	const how = { reason: "by-hand", updateExisting: true, isDry: false, dress: correctItems, signal } as const;
	return timed(() => syncTitles(world, "s0", how));
}

/** One film is written that has another id, and the catalogue follows: ms, a few times. */
export async function change(times: number): Promise<number[]> {
	const taken: number[] = [];
	for (let time = 0; time < times; time++) {
		const item = film("s0", 7 + time);
		const changed = { ...item, providerIds: { ...item.providerIds, tvdb: String(80_000_000 + time) } };
		await db.transaction("rw", db.items, db.titleChanges, async () => {
			await db.items.put(changed);
			await noteTitleChanges(db, [changed]);
		});
		taken.push(await timed(() => followChanges(world, correctItems, signal)));
	}
	return taken;
}

/** One pass that only reads the same items and titles, and writes so many titles: ms. */
export async function readAndWrite(sources: number, titles: number): Promise<number> {
	return timed(async () => {
		for (let at = 0; at < sources; at++) {
			const ids: ItemId[] = [];
			await db.shelves
				.where(":id")
				.between([`s${at}/`], [`s${at}/\uffff`])
				.each(({ serverKeys }) => {
					for (const key of serverKeys) ids.push(joinId(`s${at}`, key));
				});
			await db.items.bulkGet(ids);
		}
		const known = await db.titles.toArray();
		await db.titles.bulkPut(known.slice(0, titles));
	});
}

/** The same for one film: ms, a few times. */
export async function readAndWriteOne(times: number): Promise<number[]> {
	const taken: number[] = [];
	for (let time = 0; time < times; time++) {
		taken.push(
			await timed(() =>
				db.transaction("rw", db.items, db.titles, async () => {
					const title = await db.titles
						.where("copies")
						.equals(film("s0", 7 + time).itemId)
						.first();
					await db.items.bulkGet([...(title?.copies ?? [])]);
					if (title) await db.titles.put(title);
				}),
			),
		);
	}
	return taken;
}

async function timed(act: () => Promise<unknown>): Promise<number> {
	const startedAt = performance.now();
	await act();
	return performance.now() - startedAt;
}
