import fc from "fast-check";
import { expect, it } from "vitest";
import { shownState } from "../../../src/library/shown-state.ts";
import type { OutboxRow } from "../../../src/model/change.ts";
import { overlay } from "../../../src/progress/overlay.ts";

const state = fc.record({
	positionMs: fc.nat(9),
	watched: fc.boolean(),
	playCount: fc.nat(3),
	lastPlayedAt: fc.option(fc.nat(99)),
});
const row: fc.Arbitrary<OutboxRow> = fc.record({
	itemId: fc.constant("a1/m1" as const),
	sourceId: fc.constant("a1"),
	revision: fc.constant(1),
	changes: fc.array(
		fc.record({
			type: fc.constantFrom("progress", "finished", "markWatched", "markUnwatched", "clearPosition"),
			positionMs: fc.nat(9),
			at: fc.nat(99),
			uncertaintyMs: fc.constant(0),
			revision: fc.constant(1),
		}),
	),
	base: state,
	createdAt: fc.constant(0),
	attempts: fc.constant(0),
	nextTryAt: fc.constant(0),
	status: fc.constantFrom("waiting", "conflict", "parked", "dead"),
	snapshot: fc.constant({ title: "", kind: "movie", providerIds: {} } as const),
});

it("shows in lists what the overlay of progress shows on pages", () => {
	fc.assert(
		fc.property(fc.option(state, { nil: undefined }), fc.option(row, { nil: undefined }), (remote, waiting) => {
			const { playCount: _ours, ...listed } = shownState(remote, waiting);
			const { playCount: _theirs, ...paged } = overlay(remote, waiting);
			expect(listed).toEqual(paged);
		}),
	);
});
