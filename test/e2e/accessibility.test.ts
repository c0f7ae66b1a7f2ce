import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/stowaway.ts";
import { tour } from "../support/tour.ts";

for (const colorScheme of ["dark", "light"] as const) {
	test.describe(colorScheme, () => {
		test.use({ colorScheme, reducedMotion: "reduce" });

		test("axe finds nothing on any page", async ({ page, stage }) => {
			test.setTimeout(150_000);
			const found: string[] = [];
			await tour(page, stage, async (name) => {
				const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
				for (const { id, nodes } of violations) {
					found.push(
						...nodes.slice(0, 3).map((node) => `${name}: ${id}: ${node.target.join(" ")} ${node.failureSummary}`),
					);
				}
			});
			expect(found).toEqual([]);
		});
	});
}
