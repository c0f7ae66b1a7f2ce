import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { followChanges } from "../../../src/catalog/follow-changes.ts";
import { noteTitleChanges } from "../../../src/db/title-changes.ts";
import { creditsOf } from "../../../src/db/title-queries.ts";
import { refreshChildren } from "../../../src/library/children.ts";
import { correctItems } from "../../../src/library/correct-items.ts";
import { fetchedRow } from "../../../src/library/freshness-rows.ts";
import { refreshFull } from "../../../src/library/full-item.ts";
import { syncWith } from "../../../src/library/sync-source.ts";
import type { Credit, Person } from "../../../src/model/person.ts";
import { followKeys, isOneKey, type KeyRange } from "../../../src/worker/shelf-changes.ts";
import { connectedFake, type FakeServer, testMovie, type testWorld } from "./fake-server.ts";

const never = new AbortController().signal;
const people: Person[] = ["Brigitte Helm", "Fritz Lang", "Gustav Fröhlich"].map((name, at) => ({
	personId: `a1/p${at}`,
	sourceId: "a1",
	name,
}));
const credit = (order: number, person: number, kind: Credit["kind"], role?: string): Credit => ({
	itemId: "a1/m1",
	order,
	personId: `a1/p${person}`,
	kind,
	name: people[person]?.name ?? "",
	...(role ? { role } : {}),
});

describe("the full answer about a title", () => {
	let world: ReturnType<typeof testWorld>;
	let server: FakeServer;
	beforeEach(async () => {
		({ world, server } = await connectedFake());
		server.lists.titles = [{ item: testMovie(1) }];
		await syncWith(world, server, { signal: never });
		const item = { ...testMovie(1), detail: { versions: [], markers: [] }, overview: "Long" };
		const credits = [credit(0, 0, "actor", "Maria"), credit(1, 0, "actor", "The Robot"), credit(2, 1, "director")];
		server.fullAnswer = { kind: "ok", value: { row: { item }, credits, people } };
	});

	it("is written as a whole: detail, credits with their people, freshness of both", async () => {
		expect((await refreshFull(world, server, "a1/m1", never)).kind).toBe("done");
		const credits = await creditsOf(world.db, "a1/m1");
		expect(credits.map(({ person, role }) => [person?.name, role])).toEqual([
			["Brigitte Helm", "Maria"],
			["Brigitte Helm", "The Robot"],
			["Fritz Lang", undefined],
		]);
		expect(await world.db.items.get("a1/m1")).toMatchObject({ overview: "Long", detail: { versions: [] } });
		const rows = await world.db.freshness.bulkGet(["full:a1/m1", "credits:a1/m1"]);
		expect(rows.map((row) => row?.fetchedAt)).toEqual([world.now(), world.now()]);
	});

	it("tells those who follow people who of a long cast is new, not that anybody may be", async () => {
		const cast = Array.from(
			{ length: 120 },
			(_, at): Person => ({
				personId: `a1/x${at}`,
				sourceId: "a1",
				name: `Extra ${at}`,
			}),
		);
		const item = testMovie(1);
		server.fullAnswer = { kind: "ok", value: { row: { item }, credits: [], people: cast } };
		const heard: KeyRange[] = [];
		const end = followKeys(world.db, "people", (ranges) => heard.push(...ranges));
		await refreshFull(world, server, "a1/m1", never);
		end();
		expect(heard.every(isOneKey)).toBe(true);
		expect(new Set(heard.map(({ from }) => from))).toEqual(new Set(cast.map(({ personId }) => personId)));
	});

	it.each(["the list", "the full answer"])(
		"is no title of the catalogue any more once %s says that it is no film",
		async (who) => {
			const { db } = world;
			await noteTitleChanges(db, [testMovie(1)]);
			await followChanges(world, correctItems, never);
			expect((await db.titles.toArray()).map(({ copies }) => copies)).toEqual([["a1/m1"]]);
			const item = { ...testMovie(1), kind: "collection" as const };
			server.lists.titles = [{ item }];
			if (server.fullAnswer.kind === "ok") {
				server.fullAnswer = { kind: "ok", value: { ...server.fullAnswer.value, row: { item } } };
			}
			if (who === "the list") await syncWith(world, server, { signal: never, force: true });
			else await refreshFull(world, server, "a1/m1", never);
			expect((await db.items.get("a1/m1"))?.kind).toBe("collection");
			await followChanges(world, correctItems, never);
			expect((await db.titles.toArray()).map(({ copies }) => copies)).toEqual([[]]);
		},
	);

	it("replaces credits by a complete answer alone; a list never shrinks them", async () => {
		await refreshFull(world, server, "a1/m1", never);
		await syncWith(world, server, { signal: never, force: true });
		expect(await creditsOf(world.db, "a1/m1")).toHaveLength(3);
		expect((await world.db.items.get("a1/m1"))?.overview).toBe("Long");
		if (server.fullAnswer.kind === "ok") {
			server.fullAnswer = { kind: "ok", value: { ...server.fullAnswer.value, credits: [credit(0, 2, "actor")] } };
		}
		await refreshFull(world, server, "a1/m1", never);
		expect((await creditsOf(world.db, "a1/m1")).map(({ name }) => name)).toEqual(["Gustav Fröhlich"]);
	});

	it("takes who left its cast away, unless another title names them", async () => {
		await refreshFull(world, server, "a1/m1", never);
		await world.db.freshness.put(fetchedRow("person:a1/p0", 1));
		await world.db.credits.put({ ...credit(0, 1, "writer"), itemId: "a1/m2" });
		if (server.fullAnswer.kind === "ok") {
			const one = { credits: [credit(0, 2, "actor")], people: people.slice(2) };
			server.fullAnswer = { kind: "ok", value: { ...server.fullAnswer.value, ...one } };
		}
		await refreshFull(world, server, "a1/m1", never);
		expect(await world.db.people.toCollection().primaryKeys()).toEqual(["a1/p1", "a1/p2"]);
		expect(await world.db.freshness.get("person:a1/p0")).toBeUndefined();
	});

	it("keeps what is known of a person besides", async () => {
		await world.db.people.put({ personId: "a1/p1", sourceId: "a1", name: "F. Lang", overview: "Born in Vienna" });
		await refreshFull(world, server, "a1/m1", never);
		expect(await world.db.people.get("a1/p1")).toMatchObject({ name: "Fritz Lang", overview: "Born in Vienna" });
	});

	it("leaves everything as it was when the server fails, and says why", async () => {
		await refreshFull(world, server, "a1/m1", never);
		const readAt = world.now();
		// Longer ago than any request waits.
		world.advance(15_000);
		server.fullAnswer = { kind: "unreachable", reason: "timeout" };
		await refreshFull(world, server, "a1/m1", never);
		expect(await creditsOf(world.db, "a1/m1")).toHaveLength(3);
		expect(await world.db.freshness.get("full:a1/m1")).toMatchObject({
			fetchedAt: readAt,
			failures: 1,
			error: "The server took too long to answer.",
		});
		expect((await world.db.sources.get("a1"))?.state).toBe("away");
	});

	it("writes seasons and episodes of a show with their watch states", async () => {
		await world.db.items.put(testMovie(9, { itemId: "a1/show", kind: "show" }));
		const seen = { positionMs: 0, watched: true, playCount: 1, lastPlayedAt: 4 };
		const item = testMovie(3, { itemId: "a1/e1", kind: "episode", parentId: "a1/show", showId: "a1/show" });
		server.childrenAnswer = { kind: "ok", value: { rows: [{ item, watch: seen }], skipped: 1 } };
		expect(await refreshChildren(world, server, "a1/show", never)).toEqual({ kind: "done", rows: 1, skipped: 1 });
		expect(await world.db.watch.get("a1/e1")).toMatchObject({ watched: true, playedAt: 4 });
		expect(await world.db.freshness.get("children:a1/show")).toMatchObject({ fetchedAt: world.now(), skipped: 1 });
	});
});
