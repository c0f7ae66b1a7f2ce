import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { forgetOrphans } from "../../../src/library/forget-people.ts";
import type { Person } from "../../../src/model/person.ts";
import { testSource, testWorld } from "./fake-server.ts";

const HOURS_MS = 3_600_000;

describe("people whom nothing names", () => {
	let world: ReturnType<typeof testWorld>;
	const person = (sourceId: string, at: number): Person => ({
		personId: `${sourceId}/p${String(at).padStart(4, "0")}`,
		sourceId,
		name: `P ${at}`,
	});
	const left = () => world.db.people.where("personId").startsWith("a1/").count();
	const look = (rest: () => void = () => undefined, signal = new AbortController().signal) =>
		forgetOrphans(world, "a1", { signal, rest: async () => rest() });

	beforeEach(async () => {
		world = testWorld();
		await world.db.sources.bulkPut([testSource, { ...testSource, sourceId: "b1" }]);
		await world.db.people.bulkPut([...Array.from({ length: 1_100 }, (_, at) => person("a1", at)), person("b1", 1)]);
		const credited = [3, 499, 500, 1_099].map((at) => person("a1", at));
		await world.db.credits.bulkPut(
			credited.flatMap(({ personId, name }) =>
				[0, 1].map((order) => ({ itemId: `a1/of-${name}` as const, order, personId, name, kind: "actor" as const })),
			),
		);
	});

	it("are forgotten in steps, and those of other servers are left to them", async () => {
		let rests = 0;
		await look(() => {
			rests += 1;
		});
		expect(rests).toBe(3);
		expect(await world.db.people.toCollection().primaryKeys()).toEqual([
			"a1/p0003",
			"a1/p0499",
			"a1/p0500",
			"a1/p1099",
			"b1/p0001",
		]);
	});

	it("are looked for from where it was cut off, and then not before the next day", async () => {
		const control = new AbortController();
		await look(() => control.abort(), control.signal);
		expect(await left(), "one step").toBe(602);
		await world.db.people.put(person("a1", 0));
		await look();
		expect(await left(), "the one before came since").toBe(5);
		await look();
		expect(await left()).toBe(5);
		world.advance(24 * HOURS_MS);
		await look();
		expect(await left()).toBe(4);
	});
});
