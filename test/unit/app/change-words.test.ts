import { describe, expect, it } from "vitest";
import { changesInWords, previewInWords, type WaitingFacts, whyItWaits } from "../../../src/app/change-words.ts";
import type { Change, OutboxRow } from "../../../src/model/change.ts";
import type { SourceState } from "../../../src/model/source.ts";
import { UNTOUCHED } from "../../../src/model/watch-state.ts";
import type { Preview } from "../../../src/progress/preview.ts";

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
			"marked it watched, then stopped at 1:01",
		);
	});

	it("says of how many titles it was done", () => {
		expect(changesInWords([change("markWatched")], "8 episodes")).toBe("marked 8 episodes watched");
		expect(changesInWords([change("clearPosition")], "2 titles")).toBe("forgot the place in 2 titles");
	});

	const facts = (more: Partial<WaitingFacts> = {}): WaitingFacts => ({
		source: { state: "ok", serverName: "Attic" },
		isHeld: false,
		now: 0,
		...more,
	});
	const at = (state: SourceState, more: Partial<WaitingFacts> = {}) =>
		facts({ source: { state, serverName: "Attic" }, ...more });
	const backingOff = row({ attempts: 2, nextTryAt: 300_000, reason: "unreachable", detail: "It does not answer." });
	const hour = 3_600_000;

	it.each([
		["goes soon", row({}), facts(), /^It goes with the next sync, in a moment\.$/],
		["waits for its server", row({}), at("away"), /^Attic is away/],
		["waits for a sign-in, which is said once", row({}), at("signed-out"), /^$/],
		["waits for who signed out, which is said once", row({}), at("left"), /^$/],
		["belongs to a server that was removed", row({}), facts({ source: undefined }), /was removed/],
		["is held back with all others, which is said once", backingOff, facts({ isHeld: true }), /^$/],
		["is gone, held back or not", row({ status: "parked", reason: "gone" }), facts({ isHeld: true }), /no longer/],
		["backs off", backingOff, at("away"), /^It does not answer\. Tried 2 times; next try in 5 min\.$/],
		["was lost by its server", row({ reason: "lost-by-server" }), facts(), /lost it again\. It goes/],
		["is gone", row({ status: "parked", reason: "gone", nextTryAt: 6 * hour }), facts(), /no longer .* in 6 h\.$/],
		[
			"was refused",
			row({ status: "dead", reason: "refused", detail: "It said: no." }),
			facts(),
			/It said: no\. It is not/,
		],
	])("says of one that %s why", (_, waiting, known, words) => {
		expect(whyItWaits(waiting, known)).toMatch(words);
	});

	it("says that it is being sent, until the lease has run out", () => {
		const leased = row({ lease: { by: "tab", until: 1000 } });
		expect(whyItWaits(leased, facts({ now: 500 }))).toMatch(/now/);
		expect(whyItWaits(leased, facts({ now: 2000 }))).not.toMatch(/now/);
	});
});

describe("what sending will do", () => {
	const watched = { ...UNTOUCHED, watched: true, playCount: 1 };
	const preview = (more: Partial<Preview>): Preview => ({
		kind: "writes",
		code: "fast-forward",
		from: UNTOUCHED,
		to: watched,
		...more,
	});

	it.each([
		["changes the server", preview({}), "Attic: Not watched → Watched"],
		[
			"counts a viewing",
			preview({ from: watched, to: { ...watched, playCount: 2 } }),
			"Attic: Watched, one more viewing",
		],
		[
			"changes only when it was",
			preview({ from: watched, to: { ...watched, lastPlayedAt: 9 } }),
			"Attic: Watched, with your date",
		],
		[
			"is there",
			preview({ kind: "nothing", code: "already-there", from: watched }),
			"Attic has this already (watched).",
		],
		["asks", preview({ kind: "asks", from: watched }), "You will be asked: Attic has “Watched”."],
	])("is told where it %s", (_, told, words) => {
		expect(previewInWords(told, "Attic")).toBe(words);
	});

	it("is told with its reason where the server's side stands", () => {
		const told = previewInWords(preview({ kind: "nothing", code: "remote-newer", from: watched }), "Attic");
		expect(told).toMatch(/^Attic keeps what it has \(watched\)\. Something was done/);
	});
});
