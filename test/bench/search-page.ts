import MiniSearch from "minisearch";
import { type ShelfBlock, StowawayDatabase } from "../../src/db/schema.ts";
import { fold } from "../../src/library/collation.ts";
import { BLOCK_SIZE, emptyBlock } from "../../src/library/shelf-blocks.ts";
import type { Person } from "../../src/model/person.ts";
import { librarySearch } from "../../src/worker/shelf-search.ts";
import { madeNames } from "./made-names.ts";

/** The page of the search's bench: what the shelf worker runs, on a database of its own, and others over the same names. */

const TIMES = 3;
const LIMITS = { title: 60, collection: 20, playlist: 20, person: 30 };
const db = new StowawayDatabase(`bench-${Math.random()}`);
const search = librarySearch(db);
const made = madeNames(7);
const titles: string[] = [];
const people: string[] = [];
let peer: MiniSearch<{ id: number; name: string }> | undefined;
let folded: readonly string[] = [];

function block(number: number, names: readonly string[]): ShelfBlock {
	const column = <T>(value: (at: number) => T) => names.map((_, at) => value(at));
	return {
		...emptyBlock("a1/films", number),
		serverKeys: column((at) => `${number}x${at}`),
		titles: names,
		sortTitles: names,
		originalTitles: column((at) => (at % 5 === 0 ? made.title() : null)),
		years: column(() => 1920 + made.below(106)),
		addedAt: column(() => 1),
		ratings: column(() => made.below(100) / 10),
		durationsMs: column(() => 1),
		premiered: column(() => ""),
		kinds: "m".repeat(names.length),
		genres: column(() => []),
		resolutions: column(() => 0),
		leafCounts: column(() => 0),
	};
}

/** Fills the database. */
export async function fill(titleCount: number, personCount: number): Promise<void> {
	await db.libraries.put({ libraryId: "a1/films", sourceId: "a1", title: "", kind: "movies", order: 0, revision: 1 });
	for (let start = 0; start < titleCount; start += BLOCK_SIZE) {
		const names = Array.from({ length: Math.min(BLOCK_SIZE, titleCount - start) }, made.title);
		titles.push(...names);
		await db.shelves.put(block(start / BLOCK_SIZE, names));
	}
	for (let start = 0; start < personCount; start += 10_000) {
		const names = Array.from({ length: Math.min(10_000, personCount - start) }, made.person);
		people.push(...names);
		await db.people.bulkPut(
			names.map((name, at): Person => ({ personId: `a1/${(start + at).toString(16)}`, sourceId: "a1", name })),
		);
	}
}

/** Reads all of the database into the index. Gives how long that took and the longest time that nothing else could be done, ms. */
export async function build(): Promise<{ readonly ms: number; readonly blockedMs: number }> {
	const startedAt = performance.now();
	let last = startedAt;
	let blockedMs = 0;
	const channel = new MessageChannel();
	channel.port1.onmessage = () => {
		const now = performance.now();
		blockedMs = Math.max(blockedMs, now - last);
		last = now;
		channel.port2.postMessage(null);
	};
	channel.port2.postMessage(null);
	while (search.search("", LIMITS).reading !== null) await new Promise((done) => setTimeout(done, 5));
	channel.port1.close();
	return { ms: performance.now() - startedAt, blockedMs };
}

/** Milliseconds from a changed block in the database to a search that finds what is new in it. */
export async function changeBlock(): Promise<number> {
	const name = `Novelty${made.below(1_000_000)}`;
	const startedAt = performance.now();
	await db.shelves.put(block(3, [...titles.slice(3 * BLOCK_SIZE, 4 * BLOCK_SIZE - 1), name]));
	while (search.search(name, LIMITS).title.count === 0) await new Promise((done) => setTimeout(done, 1));
	return performance.now() - startedAt;
}

/** What somebody typed, letter by letter: names of titles and people in turns, a letter left out in every third. */
export function keystrokes(names: number): string[] {
	return Array.from({ length: names }, (_, at) => {
		const from = at % 2 === 0 ? titles : people;
		const name = (from[made.below(from.length)] ?? "").toLowerCase();
		const cut = 2 + made.below(Math.max(1, name.length - 3));
		const typed = at % 3 === 0 ? name.slice(0, cut) + name.slice(cut + 1) : name;
		return Array.from(typed, (_letter, end) => typed.slice(0, end + 1));
	}).flat();
}

/** Milliseconds of each search. */
export function typed(queries: readonly string[]): number[] {
	return queries.map((query) => leastOf(TIMES, () => search.search(query, LIMITS)));
}

/** Builds MiniSearch over the same names; gives ms. */
export function buildPeer(): number {
	return timed(() => {
		peer = new MiniSearch<{ id: number; name: string }>({ fields: ["name"] });
		peer.addAll([...titles, ...people].map((name, id) => ({ id, name })));
	});
}

/** Milliseconds of each search of MiniSearch, unfinished words and wrong letters allowed as ours are. */
export function typedPeer(queries: readonly string[]): number[] {
	return queries.map((query) =>
		leastOf(TIMES, () =>
			peer?.search(query, { combineWith: "AND", prefix: true, fuzzy: (term) => (term.length > 3 ? 0.2 : false) }),
		),
	);
}

/** Milliseconds of looking for the very letters in every name, one after the other. */
export function typedScan(queries: readonly string[]): number[] {
	if (folded.length === 0) folded = [...titles, ...people].map(fold);
	return queries.map((query) => leastOf(TIMES, () => folded.filter((name) => name.includes(query)).slice(0, 60)));
}

function timed(act: () => unknown): number {
	const startedAt = performance.now();
	act();
	return performance.now() - startedAt;
}

/** The least of a few: whatever else the machine does only adds to it. */
function leastOf(times: number, act: () => unknown): number {
	return Math.min(...Array.from({ length: times }, () => timed(act)));
}
