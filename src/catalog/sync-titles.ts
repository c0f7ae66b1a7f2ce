import type { StowawayDatabase } from "../db/schema.ts";
import { wholeSource } from "../db/title-changes.ts";
import type { World } from "../db/world.ts";
import { type ItemId, joinId, type SourceId, sourceOf } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import type { Source } from "../model/source.ts";
import type { Ruling, Title, TitleRun, TitleRunChange, TitleRunReason } from "../model/title.ts";
import { readArrTitles } from "./arr-ids.ts";
import { type Closure, closureOf, titlesInMemory } from "./closure.ts";
import type { Dress } from "./corrections.ts";
import { isTitle } from "./evidence.ts";
import { newTitleId } from "./new-title.ts";
import { planTitles, type TitleChange, type TitlePlan } from "./plan-titles.ts";
import { withTitlesLock } from "./titles-lock.ts";
import { TitleMoved, writePlan } from "./write-plan.ts";

/** How to go over the titles of a source. */
export interface TitleSync {
	/** One that nobody asked for by hand is `rebuilt` where another source goes on for this, or this for another that waits to be gone over. */
	readonly reason: TitleRunReason;
	/** Without it only titles that are new are added. */
	readonly updateExisting: boolean;
	/** Nothing is written: what it gives is what a run would do. */
	readonly isDry: boolean;
	/** Lays over items what a person corrected. */
	readonly dress: Dress;
	readonly signal: AbortSignal;
}

/** A run, before it has a number. */
export interface TitleRunResult extends Omit<TitleRun, "runId"> {
	readonly changes: readonly TitleRunChange[];
}

/** Runs that are kept to be taken back. */
const RUNS_KEPT = 20;
/** How often a run begins anew because somebody else wrote a title meanwhile. */
const TRIES = 5;

/**
 * Goes over all titles of a source in two phases: adds those that are new, then fills what is missing on those that exist (DESIGN.md
 * §5). Reads all it needs first, then writes in one transaction: an error leaves everything as it was, and a title that somebody else
 * wrote meanwhile has it begin anew. Every before and after is kept in `runChanges`. Undefined when it was stopped, others went on writing,
 * or nothing asks any more for a run that was not made by hand.
 * A source that is removed meanwhile goes after it (`servers/sign-out.ts`).
 */
export async function syncTitles(
	world: World,
	sourceId: SourceId,
	options: TitleSync,
): Promise<TitleRunResult | undefined> {
	return withTitlesLock(world, options.signal, async () => {
		for (let tries = 0; tries < TRIES && !options.signal.aborted; tries++) {
			try {
				return await run(world, sourceId, options);
			} catch (error) {
				if (!(error instanceof TitleMoved || options.signal.aborted)) throw error;
			}
		}
		return undefined;
	});
}

async function run(
	world: World,
	sourceId: SourceId,
	{ reason: asked, updateExisting, isDry, dress, signal }: TitleSync,
): Promise<TitleRunResult | undefined> {
	const { db, now, random } = world;
	const at = now();
	const waiting = await db.titleChanges.get(wholeSource(sourceId));
	// Another tab has done it.
	if (waiting === undefined && asked !== "by-hand") return undefined;
	const [rulings, sources, titles] = await Promise.all([
		db.rulings.toArray(),
		db.sources.toArray(),
		db.titles.toArray(),
	]);
	const reason = asked === "first-sync" && (await isRebuilt(db, sourceId, sources)) ? "rebuilt" : asked;
	const listed = await listedOn(db, sourceId);
	const seeds = [...listed, ...copiesOn(sourceId, titles), ...spokenOf(sourceId, rulings)];
	const closure = await closureOf(db, titlesInMemory(titles), seeds, rulings, signal);
	const arrTitles = await readArrTitles(db, closure.items, closure.titles);
	const whole = planTitles({ ...closure, arrTitles, rulings, sources, now: at }, () => newTitleId(random));
	const changes = whole.changes.filter(({ before }) => updateExisting || before === undefined);
	const plan = { ...whole, changes };
	const row: Omit<TitleRun, "runId"> = {
		sourceId,
		reason,
		at,
		durationMs: now() - at,
		counts: {
			...countsOf(plan, closure, sourceId),
			notFilled: whole.changes.length - changes.length,
			errors: listed.size - closure.items.filter(({ itemId }) => listed.has(itemId)).length,
		},
		tellsOf: toldOf(changes),
	};
	const result: TitleRunResult = { ...row, changes: changes.map(named) };
	if (isDry) return result;
	// Of nothing that others write: progress, and what servers say, never wait for a long run.
	await db.transaction("rw", db.titles, db.titleFindings, db.runs, db.runChanges, async () => {
		await writePlan(db, plan, closure.itemIds);
		if (changes.length > 0) {
			const runId = await db.runs.add(row);
			await db.runChanges.add({ runId, changes: result.changes.map(logged) });
			await db.runs.update(runId, { durationMs: now() - at });
		}
		const old = await db.runs.toCollection().reverse().offset(RUNS_KEPT).primaryKeys();
		await db.runs.bulkDelete(old);
		await db.runChanges.bulkDelete(old);
	});
	if (plan.undressed.size > 0) await dress(world, plan.undressed);
	// What was written since then waits for the next run.
	await db.titleChanges
		.where("key")
		.equals(wholeSource(sourceId))
		.and(({ times }) => times === waiting?.times)
		.delete();
	return { ...result, durationMs: now() - at };
}

/** Whether going over a source gives titles their live items for dead ones. */
async function isRebuilt(db: StowawayDatabase, sourceId: SourceId, sources: readonly Source[]): Promise<boolean> {
	if (sources.some((source) => source.sourceId === sourceId && source.successor !== undefined)) return true;
	const left = sources.flatMap((source) => (source.successor === sourceId ? [wholeSource(source.sourceId)] : []));
	return (await db.titleChanges.where("key").anyOf(left).count()) > 0;
}

/** The films and shows on a source's shelves. */
async function listedOn(db: StowawayDatabase, sourceId: SourceId): Promise<ReadonlySet<ItemId>> {
	const found = new Set<ItemId>();
	await db.shelves
		.where(":id")
		.between([`${sourceId}/`], [`${sourceId}/\uffff`])
		.each(({ serverKeys, kinds }) => {
			for (const [at, key] of serverKeys.entries())
				if ("ms".includes(kinds[at] ?? "m")) found.add(joinId(sourceId, key));
		});
	return found;
}

/** The copies of titles there, which may be gone. */
function copiesOn(sourceId: SourceId, titles: readonly Title[]): ItemId[] {
	return titles.flatMap(({ copies }) => copies.filter((itemId) => sourceOf(itemId) === sourceId));
}

/** What a person spoke of there: another source may go on for it since. */
function spokenOf(sourceId: SourceId, rulings: readonly Ruling[]): ItemId[] {
	return rulings.flatMap(({ groups }) => groups.flat().filter((itemId) => sourceOf(itemId) === sourceId));
}

function named(change: TitleChange): TitleRunChange {
	return { titleId: (change.before ?? change.after)?.titleId ?? "", ...change };
}

function toldOf(changes: readonly TitleChange[]): SourceId[] {
	const titles = changes.flatMap(({ before, after }) => [before ?? [], after ?? []].flat());
	return [...new Set(titles.flatMap(({ copies, former }) => [...copies, ...former].map(sourceOf)))].sort();
}

/** Of an added title the row itself says what was added: a first run of 100,000 would be kept twice. */
function logged(change: TitleRunChange): TitleRunChange {
	return change.before === undefined ? { titleId: change.titleId } : change;
}

function countsOf(plan: TitlePlan, { items }: Closure, sourceId: SourceId): TitleRun["counts"] {
	const added = plan.changes.filter(({ before }) => before === undefined).length;
	const updated = plan.changes.filter(({ before, after }) => before && after && after.copies.length > 0).length;
	return {
		scanned: items.filter((item: Item) => item.sourceId === sourceId && isTitle(item) && !item.goneAt).length,
		added,
		updated,
		// What hangs together with a title of the source, and is of others alone, is none of what was gone over.
		unchanged: plan.unchanged.filter(({ copies }) => copies.some((itemId) => sourceOf(itemId) === sourceId)).length,
		removed: plan.changes.length - added - updated,
		withoutIds: plan.withoutIds,
		conflicts: new Set(plan.findings.flatMap(({ items: named }) => named)).size,
	};
}
