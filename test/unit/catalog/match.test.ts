import { expect, it } from "vitest";
import type { Evidence } from "../../../src/catalog/evidence.ts";
import { matchTitles } from "../../../src/catalog/match.ts";
import type { ItemId } from "../../../src/model/ids.ts";

it("settles a number that a server gave to thousands of items by one word, without a look at each two of them", () => {
	const items = Array.from(
		{ length: 5_000 },
		(_, at): Evidence => ({ itemId: `a1/${at}`, sourceId: "a1", kind: "movie", ids: { tmdb: "1" } }),
	);
	const ids = items.map(({ itemId }): ItemId => itemId);
	expect(matchTitles(items, []).findings).toMatchObject([{ reason: "one-server" }]);
	const different = { rulingId: 1, groups: ids.map((itemId) => [itemId]), at: 1 };
	expect(matchTitles(items, [different])).toMatchObject({ findings: [], groups: { length: 5_000 } });
	const one = { rulingId: 2, groups: [ids], at: 2 };
	expect(matchTitles(items, [different, one])).toMatchObject({ findings: [], groups: { length: 1 } });
});
