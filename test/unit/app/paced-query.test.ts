import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { pacedQuery } from "../../../src/app/live.ts";
import { testLibrary, testWorld } from "../library/fake-server.ts";

const PACE_MS = 400;
let world: ReturnType<typeof testWorld>;
let end: () => void = () => undefined;
const query = vi.fn(async () => (await world.db.libraries.get("a1/lib"))?.revision ?? null);
const values: (number | null)[] = [];

beforeEach(() => {
	world = testWorld();
	query.mockClear();
	values.length = 0;
	end = pacedQuery(query, [world.db.libraries], {
		next: (value) => values.push(value),
		error: (error) => expect(error).toBeUndefined(),
	}).unsubscribe;
});
afterEach(() => {
	end();
	world.db.close();
});

const write = (revision: number) => world.db.libraries.put({ ...testLibrary("movies"), revision });
const lastValue = (value: number | null) => vi.waitFor(() => expect(values.at(-1)).toBe(value), 5 * PACE_MS);

it("tells what is there, and what it became", async () => {
	await lastValue(null);
	await write(1);
	await lastValue(1);
});

it("asks seldom while much is written, and tells the last of it", async () => {
	await lastValue(null);
	const startedAt = performance.now();
	for (let revision = 1; revision <= 50; revision += 1) await write(revision);
	await lastValue(50);
	const paces = (performance.now() - startedAt) / PACE_MS;
	expect(query.mock.calls.length).toBeLessThanOrEqual(2 + Math.ceil(paces));
	expect(query.mock.calls.length).toBeLessThan(20);
});

it("does not ask when something else changed, nor after its end", async () => {
	await lastValue(null);
	await world.db.settings.put({ name: "theme", value: "dark" });
	await write(1);
	await lastValue(1);
	expect(query).toHaveBeenCalledTimes(2);
	end();
	await write(2);
	await new Promise((resolve) => setTimeout(resolve, 0));
	expect(query).toHaveBeenCalledTimes(2);
});
