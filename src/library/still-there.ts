import type { ItemId } from "../model/ids.ts";
import type { ItemKind, Library } from "../model/item.ts";
import { type Outcome, ok } from "../servers/outcome.ts";
import type { MediaServer } from "../servers/server.ts";
import { inBatches } from "./in-batches.ts";

/** What of a server is asked whether titles are there. */
export type Knowing = Pick<MediaServer, "full" | "readWatch" | "watchBatchSize">;

/** Libraries whose titles a server may not know among all others. */
const KINDS: Partial<Record<Library["kind"], ItemKind>> = { collections: "collection", playlists: "playlist" };

/**
 * Those of a library's titles that the server knows by their ids: of a doubtful reading a list alone proves nothing. One of those that it
 * listed is asked for behind them, the last, which was listed just now: the witness.
 *
 * | an answer about many | then a title is there |
 * |---|---|
 * | has the witness | if it is in the answer too |
 * | lacks it: cut short, or of titles that the server keeps elsewhere (a Plex its collections) | unless an answer about it alone says that it is gone |
 * | the same, and the witness alone is said to be gone | whatever is said: nothing can be learned |
 */
export async function stillThere(
	server: Knowing,
	library: Library,
	itemIds: readonly ItemId[],
	listed: ReadonlySet<ItemId>,
	signal: AbortSignal,
): Promise<Outcome<ReadonlySet<ItemId>>> {
	const there = new Set<ItemId>();
	const witness = [...listed].at(-1);
	for (const batch of inBatches(itemIds, server.watchBatchSize - 1)) {
		const answer = await server.readWatch([...batch, ...(witness ? [witness] : [])], signal);
		if (answer.kind !== "ok") return answer;
		const isWhole = witness !== undefined && answer.value.has(witness);
		const found = isWhole ? ok(answer.value.keys()) : await thereAlone(server, library, batch, witness, signal);
		if (found.kind !== "ok") return found;
		for (const itemId of found.value) there.add(itemId);
	}
	return ok(there);
}

/** Those of the titles that the server does not call gone when it is asked for each on its own. */
async function thereAlone(
	server: Knowing,
	{ libraryId, kind: libraryKind }: Library,
	itemIds: readonly ItemId[],
	witness: ItemId | undefined,
	signal: AbortSignal,
): Promise<Outcome<Iterable<ItemId>>> {
	const kind = KINDS[libraryKind];
	const isThere = async (itemId: ItemId): Promise<Outcome<boolean>> => {
		const answer = await server.full({ itemId, libraryId, ...(kind ? { kind } : {}) }, signal);
		if (answer.kind === "gone") return ok(false);
		const isNone = answer.kind === "unauthorized" || answer.kind === "blocked" || answer.kind === "unreachable";
		return isNone && !("reason" in answer && answer.reason === "unreadable") ? answer : ok(true);
	};
	if (witness === undefined) return ok(itemIds);
	const seen = await isThere(witness);
	if (seen.kind !== "ok" || !seen.value) return seen.kind === "ok" ? ok(itemIds) : seen;
	const there: ItemId[] = [];
	for (const itemId of itemIds) {
		const answer = await isThere(itemId);
		if (answer.kind !== "ok") return answer;
		if (answer.value) there.push(itemId);
	}
	return ok(there);
}
