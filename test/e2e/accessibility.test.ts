import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/stowaway.ts";
import { tour } from "../support/tour.ts";

/** Off by default in axe for being new: what is seen on a button is what its name begins with. WCAG 2.5.3. */
const RULES = { rules: { "label-content-name-mismatch": { enabled: true } } };

for (const colorScheme of ["dark", "light"] as const) {
	test.describe(colorScheme, () => {
		test.use({ colorScheme, reducedMotion: "reduce" });

		test("axe finds nothing on any page", async ({ page, stage }) => {
			test.setTimeout(150_000);
			const found: string[] = [];
			await tour(page, stage, async (name) => {
				const { violations } = await new AxeBuilder({ page }).options(RULES).setLegacyMode().analyze();
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
