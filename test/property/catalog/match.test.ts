import fc from "fast-check";
import { describe, it } from "vitest";
import { idKeys } from "../../../src/catalog/evidence.ts";
import { matchTitles } from "../../../src/catalog/match.ts";
import { rulingsNow } from "../../../src/catalog/stand-ins.ts";
import { type ItemId, joinId } from "../../../src/model/ids.ts";
import type { Ruling } from "../../../src/model/title.ts";
import { evidence, items, rulings, saidOf, shuffled } from "./made-items.ts";

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

	it("keeps a person's words for the items of a server that gives new ids, or that another goes on for", () => {
		holds(fc.record({ all: items, said: rulings, isSame: fc.boolean() }), ({ all, said, isSame }) => {
			const before = evidence(all);
			const told = saidOf(said, all);
			const of = (itemId: ItemId) => {
				const item = before.find((each) => each.itemId === itemId);
				return item?.sourceId === "a1" ? idKeys(item).sort().join() : undefined;
			};
			// What nobody could tell from each other, or knows nothing of.
			const isTold = told.every(({ groups }) =>
				before.every(({ itemId }) => {
					const group = groups.findIndex((each) => each.includes(itemId));
					if (group === -1 || of(itemId) === undefined) return true;
					const alike = before.filter((each) => of(each.itemId) === of(itemId));
					return of(itemId) !== "" && alike.every((each) => groups[group]?.includes(each.itemId));
				}),
			);
			if (!isTold) return true;
			const to = isSame ? "a1" : "d4";
			const anew = (itemId: ItemId) => (of(itemId) === undefined ? itemId : joinId(to, `new ${itemId}`));
			const after = before.map((each) => ({
				...each,
				itemId: anew(each.itemId),
				sourceId: of(each.itemId) === undefined ? each.sourceId : to,
			}));
			const now = rulingsNow(told, after, [isSame ? { sourceId: "a1" } : { sourceId: "a1", successor: "d4" }]);
			const parted = (groups: readonly (readonly ItemId[])[]) =>
				groups
					.map((group) => [...group].sort().join())
					.sort()
					.join("; ");
			return (
				parted(matchTitles(after, now).groups) ===
				parted(matchTitles(before, told).groups.map((group) => group.map(anew)))
			);
		});
	});
});

function shares(a: readonly string[] = [], b: readonly string[] = []): boolean {
	return a.some((id) => b.includes(id));
}
