import type { JournalEntry, OutboxRow, ReasonCode } from "../../src/model/change.ts";
import type { Device } from "../property/progress/rig.ts";

/** What is counted over all worlds. */
export interface Counts {
	changes: number;
	/** Changes that were decided upon where somebody else had moved too, and those that the person was asked about. */
	inConflict: number;
	asked: number;
	superseded: number;
	readonly codes: Map<ReasonCode, number>;
}

/** The rows of the table for what somebody else had moved as well, and what follows where the person is asked. */
export const CONFLICTS: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
	"unwatched-elsewhere",
	"remote-newer",
	"local-unwatched",
	"local-finished",
	"watched-elsewhere",
	"rewatch",
	"local-newer",
	"tie-further",
]);

function tagsOf(rows: readonly Pick<JournalEntry, "changes">[]): Set<string> {
	return new Set(rows.flatMap(({ changes }) => changes.flatMap(({ group }) => group ?? [])));
}

/** Where every change of one device is: waiting, journaled, or superseded by a later one. Nothing may be anywhere else. */
export class TrackedChanges {
	readonly #device: Device;
	readonly #counts: Counts;
	/** Recorded, and not known to be decided or superseded. */
	readonly #open = new Set<string>();
	#lastEntry = 0;

	constructor(device: Device, counts: Counts) {
		this.#device = device;
		this.#counts = counts;
	}

	async #waiting(): Promise<Set<string>> {
		return tagsOf(await this.#device.db.outbox.toArray());
	}

	/** Something the person does: what it takes the place of is superseded; new changes are tracked. */
	async act(work: () => Promise<unknown>): Promise<void> {
		const before = await this.#waiting();
		await work();
		await this.#readJournal();
		const after = await this.#waiting();
		for (const tag of after) {
			if (before.has(tag) || this.#open.has(tag)) continue;
			this.#open.add(tag);
			this.#counts.changes += 1;
		}
		for (const tag of before) {
			if (after.has(tag) || !this.#open.delete(tag)) continue;
			this.#counts.superseded += 1;
		}
	}

	/** Something that may decide upon changes, but not lose any. */
	async decide(work: () => Promise<unknown>): Promise<void> {
		await work();
		const entries = await this.#readJournal();
		const waiting = await this.#waiting();
		const moved = new Set(entries.filter(({ code }) => code === "re-bound").map(({ itemId }) => itemId));
		const rows = await this.#device.db.outbox.bulkGet([...moved]);
		for (const tag of this.#open) {
			if (waiting.has(tag)) continue;
			// Where a title went to, changes may have been waiting that are later.
			if (rows.some((row) => row !== undefined)) {
				this.#open.delete(tag);
				this.#counts.superseded += 1;
				continue;
			}
			throw new Error(`Lost: ${tag}`);
		}
		for (const row of await this.#device.db.outbox.toArray()) {
			if (row.reason === "unreachable" || row.reason === "signed-out") this.#count(row.reason);
		}
	}

	/** Rows that are neither decided nor in the person's hands. */
	async unsettled(): Promise<readonly OutboxRow[]> {
		const rows = await this.#device.db.outbox.toArray();
		return rows.filter(({ status }) => status !== "conflict");
	}

	#count(code: ReasonCode): void {
		this.#counts.codes.set(code, (this.#counts.codes.get(code) ?? 0) + 1);
	}

	async #readJournal(): Promise<readonly JournalEntry[]> {
		const entries = await this.#device.db.journal.where(":id").above(this.#lastEntry).toArray();
		this.#lastEntry = entries.at(-1)?.id ?? this.#lastEntry;
		const rows = await this.#device.db.outbox.bulkGet(entries.map(({ itemId }) => itemId));
		for (const [at, { code, changes }] of entries.entries()) {
			this.#count(code);
			if (CONFLICTS.has(code)) this.#counts.inConflict += changes.length;
			if (CONFLICTS.has(code) && rows[at]?.status === "conflict") this.#counts.asked += changes.length;
			for (const { group } of changes) if (group !== undefined) this.#open.delete(group);
		}
		return entries;
	}
}
