import type { DBCore, DBCoreTable, DBCoreTransaction } from "dexie";
import type { StowawayDatabase } from "../../../src/db/schema.ts";

/** How often each point was passed, and how often it was the one at which a device died, over the whole run. */
export const passesAt = new Map<string, number>();
export const crashesAt = new Map<string, number>();

/**
 * Every await of a device at which it may die: each operation of its database, each request, lock, look at the clock and roll of
 * the dice. A device that died does nothing more until it is started again: whatever still runs fails at its next point.
 */
export class CrashPoints {
	#passed = 0;
	#deadline = Number.POSITIVE_INFINITY;
	#isDead = false;
	#isMortal = false;
	/** Where else it dies while it does something mortal. */
	isFatal: (name: string) => boolean = () => false;
	/** Stops what has a signal, as the end of a process does. */
	#onDeath: () => void = () => undefined;

	get isDead(): boolean {
		return this.#isDead;
	}

	/** How many points were passed since the start. */
	get passed(): number {
		return this.#passed;
	}

	/** Starts something mortal: it dies at its n-th point from here, if not before. */
	start(deadline = Number.POSITIVE_INFINITY, onDeath: () => void = () => undefined): void {
		this.#begin(deadline, onDeath);
		this.#isMortal = true;
	}

	/** From here on nothing is fatal. */
	end(): void {
		this.#begin(Number.POSITIVE_INFINITY, () => undefined);
		this.#isMortal = false;
	}

	#begin(deadline: number, onDeath: () => void): void {
		this.#passed = 0;
		this.#deadline = deadline;
		this.#isDead = false;
		this.#onDeath = onDeath;
	}

	pass(name: string): void {
		if (this.#isDead) throw died();
		this.#passed += 1;
		if (!this.#isMortal) return;
		passesAt.set(name, (passesAt.get(name) ?? 0) + 1);
		if (this.#passed === this.#deadline || this.isFatal(name)) this.die(name);
	}

	die(name: string): never {
		crashesAt.set(name, (crashesAt.get(name) ?? 0) + 1);
		this.#isDead = true;
		this.#onDeath();
		throw died();
	}
}

function died(): Error {
	return new DOMException("The device died", "AbortError");
}

/** What a transaction is over, which says whose it is: `written+outbox rw`. */
const spans = new WeakMap<DBCoreTransaction, string>();

function span(stores: readonly string[], mode: string): string {
	return `${[...stores].sort().join("+")} ${mode === "readwrite" ? "rw" : "r"}`;
}

/** Makes every operation of a database a point of `points`. A write fails before it is done: after it comes the next point. Gives the names of the tables that were written to, as it goes on. */
export function watchDatabase(db: StowawayDatabase, points: CrashPoints): Set<string> {
	const touched = new Set<string>();
	const watched = (table: DBCoreTable): DBCoreTable => {
		const at = (operation: string, trans: DBCoreTransaction) =>
			points.pass(`${operation} ${table.name} in ${spans.get(trans) ?? "its own"}`);
		return {
			...table,
			mutate: (request) => {
				at(request.type, request.trans);
				touched.add(table.name);
				return table.mutate(request);
			},
			get: (request) => {
				at("get", request.trans);
				return table.get(request);
			},
			getMany: (request) => {
				at("get many", request.trans);
				return table.getMany(request);
			},
			query: (request) => {
				at("query", request.trans);
				return table.query(request);
			},
			openCursor: (request) => {
				at("open cursor", request.trans);
				return table.openCursor(request);
			},
			count: (request) => {
				at("count", request.trans);
				return table.count(request);
			},
		};
	};
	db.use({
		stack: "dbcore",
		name: "crash points",
		create: (core): DBCore => ({
			...core,
			transaction: (stores, mode, options) => {
				points.pass(`begin ${span(stores, mode)}`);
				const transaction = core.transaction(stores, mode, options);
				spans.set(transaction, span(stores, mode));
				return transaction;
			},
			table: (name) => watched(core.table(name)),
		}),
	});
	return touched;
}
