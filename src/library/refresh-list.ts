import { isConnected } from "../db/connected-source.ts";
import { isQuotaExceeded } from "../db/database-errors.ts";
import type { World } from "../db/world.ts";
import type { Library } from "../model/item.ts";
import type { Outcome } from "../servers/outcome.ts";
import type { ItemPage, MediaServer } from "../servers/server.ts";
import { checkList } from "./check-list.ts";
import { noteFailure } from "./freshness-rows.ts";
import { judgeFailure } from "./judge-failure.ts";
import { ListPass, SHORT_LIST } from "./list-pass.ts";
import { failed, type Refreshed, STORAGE_FULL } from "./refresh-result.ts";
import { listScope, type SyncedList } from "./scopes.ts";
import { type ReadList, settleList } from "./settle-list.ts";

/** Rows a page; chunks of 500 to 2,000 write equally fast (contract/platform.md §3), and servers prefer the smaller. */
export const PAGE_ROWS = 500;

/** How a list is read. */
export interface ListOptions {
	readonly signal: AbortSignal;
	/** A person asked for it. */
	readonly isByHand: boolean;
	/** All of it is wanted though nothing says that it changed. */
	readonly isWhole?: boolean;
}

/**
 * Brings one list of a library into the database.
 *
 * | the list | is |
 * |---|---|
 * | asked for by hand or whole; never read to its end, or by a build that left no mark | read |
 * | otherwise | looked through for changes (`checkList`), and read where that says that it differs |
 *
 * To be read, it comes page by page, from where it was left; by hand, and where a look says that it differs, only if that was begun a
 * moment ago:
 *
 * - Each page is one transaction with its cursor, so that a killed worker loses nothing and repeats nothing. The next page is
 *   fetched meanwhile.
 * - Only a list that was read completely tells what is missing from it (`settleList`).
 * - A list that ends before the server's own count is not complete: the next try goes on where it broke.
 *
 * To be called under the scope's refresh lock. Failures are noted in the scope's freshness row.
 */
export async function refreshList(
	world: World,
	server: MediaServer,
	library: Library,
	list: SyncedList,
	options: ListOptions,
): Promise<Refreshed> {
	const result = await lookOrRead(world, server, library, list, options);
	if (result.kind === "failed" && result.reason !== "incomplete") {
		// On a full disk even this small write may fail; the result says it all the same.
		await noteFailure(world.db, listScope(list, library.libraryId), result.error, world.now()).catch(
			(error: unknown) => {
				if (!isQuotaExceeded(error)) throw error;
			},
		);
	}
	return result;
}

async function lookOrRead(
	world: World,
	server: MediaServer,
	library: Library,
	list: SyncedList,
	options: ListOptions,
): Promise<Refreshed> {
	const row = await world.db.freshness.get(listScope(list, library.libraryId));
	if (row?.mark !== undefined && !options.isByHand && !options.isWhole) {
		const checked = await checkList(world, server, library, list, row.mark, options.signal);
		if (checked !== "differs") return checked;
	}
	// A look that was taken says that it differs: what a sweep of hours ago has seen is not the answer.
	const isNow = options.isByHand || (row?.mark !== undefined && !options.isWhole);
	return readPages(world, server, library, list, options, isNow);
}

async function readPages(
	world: World,
	server: MediaServer,
	library: Library,
	list: SyncedList,
	{ signal, isByHand }: ListOptions,
	isNow: boolean,
): Promise<Refreshed> {
	const pass = await ListPass.begin(world, library, list, isNow);
	const leaving = new AbortController();
	const fetching = AbortSignal.any([signal, leaving.signal]);
	const ask = (start: number) => {
		const askedAt = world.now();
		// Who signed out in another tab wants no more of it, though the server may still give it. Looked at here, so that the next page
		// does not have to wait for it.
		const answer = askPage(() => server.list(library, list, start, PAGE_ROWS, fetching)).then(async (answer) =>
			(await isConnected(world.db, library.sourceId)) ? answer : null,
		);
		// Nobody looks at it when the page before it cannot be written.
		answer.catch(() => undefined);
		return { start, askedAt, answer };
	};
	const settle = async (read: ReadList): Promise<Refreshed> => {
		const ended = await settleList(world, server, library, list, read, { signal, isByHand });
		if (ended === "removed") return { kind: "stopped" };
		if (ended !== null) return judgeFailure(world, server, ended, signal);
		return { kind: "done", rows: read.received, skipped: read.skipped };
	};
	try {
		if (pass.read !== null) return await settle(pass.read);
		let asked = ask(pass.cursor.start);
		for (;;) {
			const { start, askedAt } = asked;
			const answer = await asked.answer;
			if (signal.aborted || answer === null) return { kind: "stopped" };
			if (answer.kind !== "ok") return await judgeFailure(world, server, answer, signal);
			const page = answer.value;
			if (page.next !== null) asked = ask(page.next);
			const state = await pass.write({ start, askedAt, page });
			if (state === "removed") return { kind: "stopped" };
			if (state === "short") return failed("incomplete", SHORT_LIST);
			if (pass.read !== null) return await settle(pass.read);
			if (state === "complete") {
				return { kind: "done", rows: pass.cursor.received, skipped: pass.cursor.skipped };
			}
			if (signal.aborted) return { kind: "stopped" };
		}
	} catch (error) {
		if (isQuotaExceeded(error)) return STORAGE_FULL;
		throw error;
	} finally {
		leaving.abort();
	}
}

/** Asks once more when the answer was broken or lost on the way: one bad answer in a hundred pages is no reason to stop. */
async function askPage(ask: () => Promise<Outcome<ItemPage>>): Promise<Outcome<ItemPage>> {
	const answer = await ask();
	const isPassing = answer.kind === "unreachable" && answer.reason !== "aborted" && answer.reason !== "timeout";
	return isPassing ? ask() : answer;
}
