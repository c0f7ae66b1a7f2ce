import { isConnected } from "../db/connected-source.ts";
import { showEpisodes } from "../db/item-queries.ts";
import type { StowawayDatabase } from "../db/schema.ts";
import type { World } from "../db/world.ts";
import type { OutboxRow, TitleSnapshot } from "../model/change.ts";
import type { ItemId, SourceId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import type { ProviderIds } from "../model/provider-ids.ts";
import { UNTOUCHED } from "../model/watch-state.ts";
import { journalLine, rested } from "./acknowledge.ts";
import { joinChanges } from "./join-changes.ts";

/** True when two sets of catalogue ids have one in common. */
export function shareId(a: ProviderIds | undefined, b: ProviderIds | undefined): boolean {
	if (a === undefined || b === undefined) return false;
	const same = (x: string | undefined, y: string | undefined) => x !== undefined && x === y;
	return same(a.imdb, b.imdb) || same(a.tmdb, b.tmdb) || same(a.tvdb, b.tvdb);
}

/**
 * Is `item` the title that a row was about? Pure. By catalogue ids, never by name; an episode also by its show's ids, and only
 * with the same season and episode. SYNC.md row 12.
 */
export function isSameTitle(snapshot: TitleSnapshot, item: Item, show: Item | undefined): boolean {
	if (item.kind !== snapshot.kind) return false;
	if (item.kind !== "episode") return shareId(snapshot.providerIds, item.providerIds);
	const isPlace = item.seasonIndex === snapshot.seasonIndex && item.index === snapshot.index;
	const isNumbered = item.index !== undefined && item.seasonIndex !== undefined;
	const byShow = isNumbered && shareId(snapshot.showProviderIds, show?.providerIds);
	return isPlace && (shareId(snapshot.providerIds, item.providerIds) || byShow);
}

const CATALOGUES = ["imdb", "tmdb", "tvdb"] as const;

/** An item that may be the title, with its show. */
interface Candidate {
	readonly item: Item;
	readonly show: Item | undefined;
}

/** Looks titles of one source up by catalogue ids, by the index of each. A show is read once, however many of its episodes are asked for. */
class CatalogueLookup {
	readonly #db: StowawayDatabase;
	readonly #sourceId: SourceId;
	readonly #shows = new Map<string, Promise<readonly Candidate[]>>();

	constructor(db: StowawayDatabase, sourceId: SourceId) {
		this.#db = db;
		this.#sourceId = sourceId;
	}

	/** The items with one of the ids, and of an episode also the episodes of every show with one of its show's. */
	async candidates({ kind, providerIds, showProviderIds }: TitleSnapshot): Promise<readonly Candidate[]> {
		const own = await Promise.all(
			(await this.#itemsWith(providerIds)).map(async (item) => ({
				item,
				show: item.showId === undefined ? undefined : await this.#db.items.get(item.showId),
			})),
		);
		const byShow = kind === "episode" ? await this.#episodesOfShowsWith(showProviderIds) : [];
		return [...new Map([...own, ...byShow].map((candidate) => [candidate.item.itemId, candidate])).values()];
	}

	async #itemsWith(ids: ProviderIds | undefined): Promise<readonly Item[]> {
		const known = CATALOGUES.flatMap((name) => (ids?.[name] === undefined ? [] : [{ name, id: ids[name] }]));
		const found = await Promise.all(
			known.map(({ name, id }) => this.#db.items.where(`providerIds.${name}`).equals(id).toArray()),
		);
		return found.flat().filter((item) => item.sourceId === this.#sourceId && !item.goneAt);
	}

	#episodesOfShowsWith(ids: ProviderIds | undefined): Promise<readonly Candidate[]> {
		const key = JSON.stringify(ids ?? null);
		const known = this.#shows.get(key);
		if (known !== undefined) return known;
		const read = this.#itemsWith(ids).then(async (found) => {
			const shows = new Map(found.filter(({ kind }) => kind === "show").map((show) => [show.itemId, show]));
			const episodes = [...shows.values()].map(async (show) =>
				(await showEpisodes(this.#db, show.itemId)).map((item) => ({ item, show })),
			);
			return (await Promise.all(episodes)).flat();
		});
		this.#shows.set(key, read);
		return read;
	}
}

/**
 * For each row, the one item of the source that is the same title under another key; rows without exactly one are left out. Costs a few
 * look-ups by catalogue id a row, however large the library is.
 */
export async function findAgain(
	db: StowawayDatabase,
	sourceId: SourceId,
	rows: readonly OutboxRow[],
): Promise<ReadonlyMap<ItemId, Item>> {
	const lookup = new CatalogueLookup(db, sourceId);
	const found = new Map<ItemId, Item>();
	for (const row of rows) {
		const matches = await matchesOf(lookup, row);
		const [match] = matches;
		if (match !== undefined && matches.length === 1) found.set(row.itemId, match);
	}
	return found;
}

async function matchesOf(lookup: CatalogueLookup, { itemId, snapshot }: OutboxRow): Promise<readonly Item[]> {
	const candidates = await lookup.candidates(snapshot);
	return candidates.flatMap(({ item, show }) => {
		return item.itemId !== itemId && isSameTitle(snapshot, item, show) ? [item] : [];
	});
}

/** Every item of a source that may be a row's title under another key: with more than one, it is for the person to say. */
export function titlesLike(db: StowawayDatabase, sourceId: SourceId, row: OutboxRow): Promise<readonly Item[]> {
	return matchesOf(new CatalogueLookup(db, sourceId), row);
}

/**
 * Moves what waits for a vanished item to the item it is now, be it of the same source or of the one that goes on for it. Its base
 * becomes an untouched title: what the server holds there was made by somebody else or carried over, and is merged by its date. Joins
 * what already waits there. Gives false where it has to wait: what is there is being sent, or its source was left.
 */
export function bindAgain({ db, now }: Pick<World, "db" | "now">, itemId: ItemId, item: Item): Promise<boolean> {
	return db.transaction("rw", [db.outbox, db.journal, db.sources], async () => {
		const [old, there] = await Promise.all([db.outbox.get(itemId), db.outbox.get(item.itemId)]);
		// A push that is under way there names its changes by revision.
		if (old === undefined || there?.push !== undefined || !(await isConnected(db, item.sourceId))) return false;
		const { titleId: _title, ...rest } = rested(old);
		const moved = { itemId: item.itemId, sourceId: item.sourceId };
		await db.outbox.delete(itemId);
		await db.outbox.put(there ? joinChanges(rested(there), old.changes) : { ...rest, ...moved, base: UNTOUCHED });
		const about = { ...old, ...moved, titleId: undefined };
		await db.journal.add(journalLine(about, "re-bound", now(), { before: old.base, wrote: false }));
		return true;
	});
}
