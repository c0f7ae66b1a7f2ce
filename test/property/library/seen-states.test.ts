import "fake-indexeddb/auto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StowawayDatabase } from "../../../src/db/schema.ts";
import { watchRow } from "../../../src/db/watch.ts";
import { ShelfWriter } from "../../../src/library/shelf-blocks.ts";
import { shelfOf } from "../../../src/library/shelf-columns.ts";
import type { OutboxRow } from "../../../src/model/change.ts";
import type { ItemId } from "../../../src/model/ids.ts";
import { UNTOUCHED } from "../../../src/model/watch-state.ts";
import { SeenStates } from "../../../src/worker/shelf-seen.ts";
import { testMovie } from "../../unit/library/fake-server.ts";

const FILMS: readonly ItemId[] = ["a1/f0", "a1/f1", "a1/f2"];
const EPISODES: readonly ItemId[] = ["a1/e0", "a1/e1", "a1/e2"];
/** A further file of the first film, and somebody else's film. */
const FILE: ItemId = "a1/file";
const itemId = fc.constantFrom(...FILMS, ...EPISODES, FILE, "b1/f0" as const);
const state = fc.record({
	positionMs: fc.constantFrom(0, 500),
	watched: fc.boolean(),
	playCount: fc.nat(2),
	lastPlayedAt: fc.option(fc.integer({ min: 1, max: 99 })),
});
const act = fc.oneof(
	fc.record({ kind: fc.constant("watch" as const), itemId, state }),
	fc.record({ kind: fc.constant("outbox" as const), itemId, at: fc.integer({ min: 1, max: 99 }) }),
	fc.record({ kind: fc.constantFrom("forget" as const, "sent" as const), itemId }),
	fc.record({ kind: fc.constant("many" as const), state }),
	fc.record({ kind: fc.constantFrom("nothing" as const, "all" as const) }),
);

const titleOf = (id: ItemId) => (id === FILE ? { titleId: FILMS[0] } : {});

function waiting(id: ItemId, at: number): OutboxRow {
	const [sourceId = ""] = id.split("/");
	return {
		itemId: id,
		sourceId,
		...titleOf(id),
		revision: 1,
		changes: [{ type: at % 2 ? "markWatched" : "markUnwatched", at, uncertaintyMs: 0, revision: 1 }],
		base: UNTOUCHED,
		createdAt: at,
		attempts: 0,
		nextTryAt: 0,
		status: "waiting",
		snapshot: { kind: "movie", title: "", providerIds: {} },
	};
}

async function perform(
	db: StowawayDatabase,
	done: typeof act extends fc.Arbitrary<infer T> ? T : never,
): Promise<void> {
	switch (done.kind) {
		case "watch":
			await db.watch.put({ ...watchRow(done.itemId, done.state, 9), ...titleOf(done.itemId) });
			break;
		case "outbox":
			await db.outbox.put(waiting(done.itemId, done.at));
			break;
		case "forget":
			await db.watch.delete(done.itemId);
			break;
		case "sent":
			await db.outbox.delete(done.itemId);
			break;
		case "many":
			// Heard of as one range over everything.
			await db.watch.bulkPut([
				...FILMS.map((id) => watchRow(id, done.state, 9)),
				...Array.from({ length: 60 }, (_, at) => watchRow(`a1/x${at}`, done.state, 9)),
			]);
			break;
		case "all":
			await db.watch.where("itemId").startsWith("a1/").delete();
			break;
		case "nothing":
			break;
	}
}

let made = 0;

describe("what was seen, kept in memory", () => {
	it("is after any changes what reading all of it anew gives", async () => {
		const writer = new ShelfWriter("a1/lib", []);
		writer.put([
			...FILMS.map((id, at) => testMovie(at, { itemId: id })),
			testMovie(9, { itemId: "a1/show", kind: "show", leafCount: 3 }),
		]);
		const shelf = shelfOf("a1/lib", writer.changedBlocks());
		await fc.assert(
			fc.asyncProperty(fc.array(fc.array(act, { maxLength: 3 }), { maxLength: 6 }), async (rounds) => {
				const db = new StowawayDatabase(`seen-${++made}`);
				await db.items.bulkPut(EPISODES.map((id) => testMovie(0, { itemId: id, kind: "episode", showId: "a1/show" })));
				const kept = new SeenStates(db);
				for (const round of rounds) {
					for (const done of round) await perform(db, done);
					expect(await kept.column(shelf)).toEqual(await new SeenStates(db).column(shelf));
				}
				await db.delete();
			}),
			{ numRuns: 60 },
		);
	});
});
