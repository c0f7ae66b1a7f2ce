import { describe, expect, it } from "vitest";
import { changesInWords, whyItWaits } from "../../../src/app/change-words.ts";
import type { Change, OutboxRow } from "../../../src/model/change.ts";
import { UNTOUCHED } from "../../../src/model/watch-state.ts";

const change = (type: Change["type"], positionMs?: number): Change => ({
	type,
	at: 0,
	uncertaintyMs: 0,
	revision: 1,
	...(positionMs === undefined ? {} : { positionMs }),
});
const row = (more: Partial<OutboxRow>): OutboxRow => ({
	itemId: "a1/x",
	sourceId: "a1",
	revision: 1,
	changes: [change("markWatched")],
	base: UNTOUCHED,
	createdAt: 0,
	attempts: 0,
	nextTryAt: 0,
	status: "waiting",
	snapshot: { title: "It", kind: "movie", providerIds: {} },
	...more,
});

describe("what waits", () => {
	it("is told in the order it was done", () => {
		expect(changesInWords([change("markWatched"), change("progress", 61_000)])).toBe(
			"marked watched, then stopped at 1:01",
		);
	});

	it("says that its server is away", () => {
		expect(whyItWaits(row({}), "away", 0)).toMatch(/away/);
		expect(whyItWaits(row({}), "ok", 0)).toMatch(/moment/);
		expect(whyItWaits(row({}), "signed-out", 0)).toMatch(/signed in again/);
		expect(whyItWaits(row({}), "left", 0)).toMatch(/signed in again/);
	});

	it("says when it is tried again", () => {
		expect(whyItWaits(row({ attempts: 2, nextTryAt: 300_000 }), "away", 0)).toBe("Tried 2 times; next try in 5 min.");
	});

	it("says that it is being sent, until the lease has run out", () => {
		const leased = row({ lease: { by: "tab", until: 1000 } });
		expect(whyItWaits(leased, "ok", 500)).toMatch(/now/);
		expect(whyItWaits(leased, "ok", 2000)).not.toMatch(/now/);
	});
});
