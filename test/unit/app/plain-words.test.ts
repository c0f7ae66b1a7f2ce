import { expect, it } from "vitest";
import { ageName } from "../../../src/app/age-name.ts";
import { whyNothingFound } from "../../../src/app/nothing-found.ts";

it("calls an age by whole minutes, hours or days, whatever an import holds", () => {
	expect([0.5, 1, 12, 24, 72, 168].map(ageName)).toEqual(["30 min", "1 h", "12 h", "24 h", "3 days", "7 days"]);
	expect([0, 1 / 3_600_000, 1e15 / 3_600_000].map(ageName)).toEqual([
		"0 min",
		"0 min",
		`${(11_574_074).toLocaleString()} days`,
	]);
});

it("says of a search without hits that it may yet find some while anything is being read", () => {
	expect(whyNothingFound({ device: true, servers: true })).toContain("This device is still being read");
	expect(whyNothingFound({ device: false, servers: true })).toContain("Your servers are still being read");
	expect(whyNothingFound({ device: false, servers: false })).toContain("Fewer letters");
});
