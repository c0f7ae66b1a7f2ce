import type { FreshnessRow } from "../db/schema.ts";
import { type World, withoutHurry } from "../db/world.ts";
import type { LibraryId, SourceId } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import { openServer, recordSourceOutcome } from "../servers/open-server.ts";
import { CASTS_AT_ONCE, type ListedCast, type MediaServer } from "../servers/server.ts";
import {
	activeLibraries,
	type CastPlan,
	castsScope,
	type DueCast,
	guestsScope,
	isCastsDue,
	lookText,
	planCasts,
	planGuests,
} from "./cast-due.ts";
import { forgetOrphans } from "./forget-people.ts";
import { changeFreshness, fetchedRow, noteFailure } from "./freshness-rows.ts";
import { refreshFull, writeCast } from "./full-item.ts";
import { judgeFailure } from "./judge-failure.ts";
import { withRefreshLock } from "./refresh-lock.ts";
import { endsSync, failed, type RefreshFailure, refreshedFrom } from "./refresh-result.ts";
import { isSameValue } from "./same-value.ts";
import { creditsScope, type Scope } from "./scopes.ts";
import { shelveGenres } from "./shelve-genres.ts";

/** How long the server is left alone for each title it was asked for, ms; and at least as long as it took to answer. */
const REST_PER_TITLE_MS = 100;
/** When the server answers so many titles in a row with an error, it is the server's. */
const MANY_ERRORS = 3;

/** How the background's reading of casts ended; the reason of a failure stands in the freshness row of `castsScope`. */
export type CastsResult = "complete" | "not-due" | "stopped" | "failed" | "storage-full";

/** How casts are read. */
export interface CastsOptions {
	readonly signal: AbortSignal;
	/** Waits so many ms, or until the signal aborts. */
	readonly rest: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Reads the casts of the films and shows of a source's active libraries that were never read, or are old and changed, then those of the
 * episodes of begun shows, if that is cheap: some by one request, one request at a time, with rests between them, once over all tabs.
 * What is complete stands with each title (`credits:<itemId>`), so it goes on from there whenever it is called again. DESIGN.md §3.
 *
 * | a title or batch | then |
 * |---|---|
 * | came | is written, a title a transaction |
 * | the answer leaves out or cuts short | is read on its own, in full |
 * | nothing of a batch came | all titles from there on are asked for one by one; episodes are left |
 * | the server answers with an error | its titles are read one by one; three errors in a row end it |
 * | the server does not answer, the person is signed out, the device is full | ends it |
 */
export async function completeCasts(world: World, sourceId: SourceId, options: CastsOptions): Promise<CastsResult> {
	const result = await withRefreshLock(world, castsScope(sourceId), options.signal, () =>
		run(world, sourceId, options),
	);
	return result ?? "stopped";
}

async function run(world: World, sourceId: SourceId, options: CastsOptions): Promise<CastsResult> {
	if (!(await isCastsDue(world, sourceId))) return "not-due";
	const libraries = await activeLibraries(world, sourceId);
	const about = { sourceId, libraries: lookText(libraries) };
	const casts = { ...about, scope: castsScope(sourceId), isCheap: false };
	const result = await readPlan(world, casts, await planCasts(world, libraries), options);
	if (result !== "complete") return result;
	const guests = { ...about, scope: guestsScope(sourceId), isCheap: true };
	const last = await readPlan(world, guests, await planGuests(world, sourceId, libraries), options);
	if (last === "complete") await forgetOrphans(world, sourceId, options);
	return last;
}

/** What a reading is of, and how. */
interface Reading {
	readonly sourceId: SourceId;
	/** Whose row says how far it is. */
	readonly scope: Scope;
	/** The libraries that it is of, as `lookText` has them. */
	readonly libraries: string;
	/** It ends where the server has no casts by several at once. */
	readonly isCheap: boolean;
}

async function readPlan(
	world: World,
	reading: Reading,
	plan: CastPlan,
	options: CastsOptions,
): Promise<"complete" | "stopped" | "failed"> {
	const pass = new CastPass(world, reading, plan);
	await pass.noteBegin();
	if (plan.due.length > 0) {
		const opened = await openServer(withoutHurry(world), reading.sourceId, options.signal);
		const ended =
			opened.kind === "ok"
				? await pass.readAll(opened.value, options)
				: await notOpened(world, reading.sourceId, opened);
		if (ended === "stopped") return "stopped";
		if (ended !== null) {
			await noteFailure(world.db, reading.scope, ended.error, world.now());
			return "failed";
		}
	}
	for (const libraryId of pass.gotGenres) await shelveGenres(world, libraryId, options.signal);
	await pass.noteEnd();
	return "complete";
}

async function notOpened(
	world: World,
	sourceId: SourceId,
	outcome: Parameters<typeof refreshedFrom>[0],
): Promise<RefreshFailure | "stopped"> {
	await recordSourceOutcome(world, sourceId, outcome);
	const result = refreshedFrom(outcome);
	return result.kind === "failed" ? result : "stopped";
}

/** One reading of a source's casts: what it remembers between batches. */
class CastPass {
	readonly #world: World;
	readonly #reading: Reading;
	readonly #due: readonly DueCast[];
	readonly #total: number;
	#done: number;
	#batch = CASTS_AT_ONCE;
	#errors = 0;
	/** How far titles of a batch that came back empty are read one by one, and whether one of them came. */
	#aloneUntil = 0;
	#cameAlone = false;
	/** Libraries of which titles turned out to have more genres than their list named. */
	readonly gotGenres = new Set<LibraryId>();

	constructor(world: World, reading: Reading, { due, done, total }: CastPlan) {
		this.#world = world;
		this.#reading = reading;
		this.#due = due;
		this.#total = total;
		this.#done = done;
	}

	/** A row with a cursor is that of a reading that has not ended. Failures stay in it until something was read. */
	async noteBegin(): Promise<void> {
		await this.#note(({ skipped: _, ...row }) => row);
	}

	async noteEnd(): Promise<void> {
		const { scope, libraries } = this.#reading;
		const row = { ...fetchedRow(scope, this.#world.now(), this.#total - this.#done), etag: libraries };
		const [done, total] = [this.#done, this.#total];
		await changeFreshness(this.#world.db, scope, () => ({ ...row, done, total }));
	}

	async #note(change: (row: FreshnessRow) => FreshnessRow): Promise<void> {
		const now = this.#world.now();
		const [done, total] = [this.#done, this.#total];
		await changeFreshness(this.#world.db, this.#reading.scope, (row) => ({
			...change(row),
			attemptedAt: now,
			cursor: true,
			done,
			total,
		}));
	}

	/** Null when it came to the end. */
	async readAll(server: MediaServer, { signal, rest }: CastsOptions): Promise<RefreshFailure | "stopped" | null> {
		for (let at = 0; at < this.#due.length; ) {
			const batch = this.#due.slice(at, at + this.#batch);
			const askedAt = this.#world.now();
			const ended = await this.#readBatch(server, batch, signal);
			if (signal.aborted) return "stopped";
			if (ended !== null && ended !== "one-by-one") return ended;
			if (ended === null) {
				at += batch.length;
				// None of those that came by no batch came alone: they are not there, and the server gives others together.
				if (at === this.#aloneUntil && !this.#cameAlone) this.#batch = CASTS_AT_ONCE;
			} else if (this.#reading.isCheap) return null;
			else {
				this.#batch = 1;
				this.#aloneUntil = at + batch.length;
			}
			await this.#count(batch);
			await this.#note(({ error: _, ...row }) => ({ ...row, failures: 0 }));
			if (at < this.#due.length) {
				await rest(Math.max(this.#world.now() - askedAt, batch.length * REST_PER_TITLE_MS), signal);
			}
			if (signal.aborted) return "stopped";
		}
		return null;
	}

	/** Null when all that could be read of it was. */
	async #readBatch(
		server: MediaServer,
		batch: readonly DueCast[],
		signal: AbortSignal,
	): Promise<RefreshFailure | "stopped" | "one-by-one" | null> {
		const stored = await this.#world.db.items.bulkGet(batch.map(({ itemId }) => itemId));
		const items = stored.filter((item): item is Item => item !== undefined);
		const askedAt = this.#world.now();
		const answer = await server.casts(items, signal);
		if (answer.kind !== "ok") {
			const judged = await judgeFailure(this.#world, server, answer, signal);
			if (judged.kind === "stopped") return "stopped";
			return endsSync(judged) ? judged : this.#readAlone(server, items, signal);
		}
		if (answer.value.size === 0 && items.length > 1) return "one-by-one";
		if (items.length === 1 && answer.value.size > 0) this.#cameAlone = true;
		const left: Item[] = [];
		for (const item of items) {
			const cast = answer.value.get(item.itemId);
			if (cast === undefined) left.push(item);
			else await this.#write(item, cast, askedAt);
		}
		return this.#readAlone(server, left, signal);
	}

	async #readAlone(
		server: MediaServer,
		items: readonly Item[],
		signal: AbortSignal,
	): Promise<RefreshFailure | "stopped" | null> {
		const { db } = this.#world;
		for (const { itemId, libraryId, genres } of items) {
			const result = await refreshFull(this.#world, server, itemId, signal);
			if (result.kind === "stopped") return "stopped";
			if (result.kind === "done") {
				if (!isSameValue((await db.items.get(itemId))?.genres, genres)) this.gotGenres.add(libraryId);
				this.#errors = 0;
				if (items.length === 1) this.#cameAlone = true;
				continue;
			}
			if (endsSync(result)) return result;
			await noteFailure(db, creditsScope(itemId), result.error, this.#world.now());
			this.#errors = result.reason === "bad-answer" ? this.#errors + 1 : 0;
			if (this.#errors >= MANY_ERRORS) return failed(result.reason, result.error);
		}
		return null;
	}

	/** Counts what is here of a batch now, whoever read it. */
	async #count(batch: readonly DueCast[]): Promise<void> {
		const first = batch.filter(({ isFirst }) => isFirst);
		const rows = await this.#world.db.freshness.bulkGet(first.map(({ itemId }) => creditsScope(itemId)));
		this.#done += rows.filter((row) => row !== undefined && row.fetchedAt > 0).length;
	}

	/** A title that went from here meanwhile stays gone, and what was read of it since is newer. */
	async #write(item: Item, cast: ListedCast, askedAt: number): Promise<void> {
		const { db, now } = this.#world;
		await db.transaction("rw", db.items, db.people, db.credits, db.freshness, async () => {
			const known = await db.freshness.get(creditsScope(item.itemId));
			const isNewer = known !== undefined && known.fetchedAt > askedAt && known.fetchedAt <= now();
			const stored = await db.items.get(item.itemId);
			if (isNewer || stored === undefined) return;
			await writeCast(db, item, cast, now());
			const { genres = stored.genres } = cast;
			if (stored.etag !== item.etag || isSameValue(stored.genres, genres)) return;
			await db.items.put({ ...stored, genres });
			this.gotGenres.add(stored.libraryId);
		});
		this.#errors = 0;
	}
}
