import fc from "fast-check";
import { describe, it } from "vitest";
import { matchTitles } from "../../../src/catalog/match.ts";
import type { Ruling } from "../../../src/model/title.ts";
import { evidence, items, rulings, shuffled } from "./made-items.ts";

const RUNS = Number(process.env.RUNS ?? 300);
const holds = <T>(arbitrary: fc.Arbitrary<T>, property: (made: T) => boolean) =>
	fc.assert(fc.property(arbitrary, property), { numRuns: RUNS, ...(process.env.RUNS ? {} : { seed: 20261121 }) });

describe("matching titles", () => {
	it("does not depend on the order in which items and rulings come", () => {
		holds(
			fc.record({ all: items, said: rulings, seed: fc.integer() }),
			({ all, said, seed }) =>
				JSON.stringify(matchTitles(evidence(all), said)) ===
				JSON.stringify(matchTitles(shuffled(evidence(all), seed), shuffled(said, seed))),
		);
	});

	it("puts each item into one group, and never two of a server into one that nobody joined", () => {
		holds(items, (all) => {
			const { groups } = matchTitles(evidence(all), []);
			const named = groups.flat();
			const servers = groups.map((group) => group.map((id) => id.split("/")[0]));
			return (
				named.length === all.length &&
				new Set(named).size === all.length &&
				servers.every((group) => new Set(group).size === group.length)
			);
		});
	});

	it("never joins what shares no id, whatever it is called", () => {
		holds(items, (all) => {
			const ids = new Map(
				evidence(all).map(({ itemId, kind, ids }) => [itemId, Object.entries(ids).map((id) => `${kind} ${id}`)]),
			);
			return matchTitles(evidence(all), []).groups.every((group) =>
				group.every(
					(id) => group.length === 1 || group.some((other) => other !== id && shares(ids.get(id), ids.get(other))),
				),
			);
		});
	});

	it("never joins items with different ids at one catalogue that nobody joined", () => {
		holds(items, (all) => {
			const of = new Map(evidence(all).map((each) => [each.itemId, each]));
			return matchTitles(evidence(all), []).groups.every((group) =>
				(["imdb", "tmdb", "tvdb"] as const).every(
					(name) => new Set(group.flatMap((id) => of.get(id)?.ids[name] ?? [])).size <= 1,
				),
			);
		});
	});

	it("keeps a person's last word over whatever the ids say", () => {
		holds(fc.record({ all: items, said: rulings, last: rulings }), ({ all, said, last: [one] }) => {
			if (one === undefined) return true;
			const last: Ruling = { ...one, at: 1_000_000, rulingId: 1_000 };
			const groups = matchTitles(evidence(all), [last, ...said]).groups;
			const here = new Set(all.map(({ itemId }) => itemId));
			return last.groups.every((group) => {
				const named = group.filter((id) => here.has(id));
				return named.length === 0 || groups.some((each) => named.every((id) => each.includes(id)));
			});
		});
	});
});

function shares(a: readonly string[] = [], b: readonly string[] = []): boolean {
	return a.some((id) => b.includes(id));
}
