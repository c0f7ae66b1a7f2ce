import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { OutboxRow } from "../../../src/model/change.ts";
import type { ItemId } from "../../../src/model/ids.ts";
import { recordChange } from "../../../src/progress/record-change.ts";
import { RowLedger } from "../../../src/progress/row-ledger.ts";
import { type Device, MINUTE, Rig, SLUGS } from "../../property/progress/rig.ts";

let rig: Rig;
let device: Device;
let films: readonly ItemId[];

beforeEach(async () => {
	rig = new Rig("jellyfin");
	device = await rig.device();
	films = SLUGS.map((slug) => rig.itemId(slug));
	for (const itemId of films) await recordChange(device.world, { itemId, type: "progress", positionMs: 9 * MINUTE });
});
afterEach(() => device.close());

async function ledger(signal = new AbortController().signal): Promise<RowLedger> {
	const source = await device.db.sources.get("a1");
	if (source === undefined) throw new Error("no source");
	return new RowLedger(device.world, source, signal);
}

const tried = (row: OutboxRow | undefined) => row && { row: { ...row, attempts: row.attempts + 1 } };

async function attempts(): Promise<readonly number[]> {
	return (await device.db.outbox.toArray()).map((row) => row.attempts);
}

it("writes what is asked for in one turn by one transaction, and a row's changes in order", async () => {
	const rows = await ledger();
	const begun = vi.spyOn(device.db, "transaction");
	const asked = [...films, ...films].map((itemId) => rows.change(itemId, tried));
	expect(await Promise.all(asked)).toEqual(asked.map(() => true));
	expect(begun).toHaveBeenCalledTimes(1);
	expect(await attempts()).toEqual([2, 2, 2]);
});

it("lets a decision that throws fail alone", async () => {
	const rows = await ledger();
	const [first, second, third] = films;
	if (!first || !second || !third) throw new Error("no films");
	const bad = rows.change(second, () => {
		throw new RangeError("a bug");
	});
	const good = [first, third].map((itemId) => rows.change(itemId, tried));
	await expect(bad).rejects.toThrow("a bug");
	expect(await Promise.all(good)).toEqual([true, true]);
	expect((await attempts()).toSorted()).toEqual([0, 1, 1]);
});

it("writes nothing for an account that was left, another account, or a drain that was stopped", async () => {
	const control = new AbortController();
	const [film = "a1/0"] = films;
	const stopped = await ledger(control.signal);
	control.abort();
	expect(await stopped.change(film, tried)).toBe(false);
	const rows = await ledger();
	await device.db.sources.update("a1", { userId: "somebody else" });
	expect(await rows.change(film, tried)).toBe(false);
	await device.db.sources.update("a1", { userId: device.access.userId, state: "left" });
	expect(await rows.change(film, tried)).toBe(false);
	expect(await attempts()).toEqual([0, 0, 0]);
});

it("goes on after a transaction that failed", async () => {
	const rows = await ledger();
	const [film = "a1/0"] = films;
	const full = vi.spyOn(device.db.outbox, "bulkPut").mockRejectedValueOnce(new DOMException("", "QuotaExceededError"));
	await expect(rows.change(film, tried)).rejects.toThrow();
	full.mockRestore();
	expect(await rows.change(film, tried)).toBe(true);
});
