import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/stowaway.ts";
import { tour } from "../support/tour.ts";

/** Off by default in axe: what is seen on a button is what its name begins with (WCAG 2.5.3), and no target is too small (2.5.8). */
const RULES = { rules: { "label-content-name-mismatch": { enabled: true }, "target-size": { enabled: true } } };
/** A desk and the narrowest phone. */
const SCREENS = [
	{ width: 1280, height: 800 },
	{ width: 320, height: 640 },
] as const;

/** Links, buttons and words that reach beyond the screen, where nothing can be scrolled or swiped to bring them in. WCAG 1.4.10. */
function cutOff(): string[] {
	const isSwiped = (element: Element | null): boolean =>
		element !== null &&
		element !== document.body &&
		(getComputedStyle(element).overflowX !== "visible" || isSwiped(element.parentElement));
	return [...document.querySelectorAll("a, button, input, select, h1, h2, h3, p")]
		.filter((element) => element.checkVisibility() && !isSwiped(element))
		.filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
		.map((element) => `${element.tagName} ${element.className} ${element.textContent.slice(0, 30)}`);
}

for (const colorScheme of ["dark", "light"] as const) {
	test.describe(colorScheme, () => {
		test.use({ colorScheme, reducedMotion: "reduce" });

		test("axe finds nothing on any page, and nothing lies beyond the edge", async ({ page, stage }) => {
			test.setTimeout(240_000);
			const found: string[] = [];
			await tour(page, stage, async (name) => {
				for (const screen of SCREENS) {
					await page.setViewportSize(screen);
					const { violations } = await new AxeBuilder({ page }).options(RULES).setLegacyMode().analyze();
					const where = `${name} at ${screen.width}`;
					for (const { id, nodes } of violations) {
						found.push(
							...nodes.slice(0, 3).map((node) => `${where}: ${id}: ${node.target.join(" ")} ${node.failureSummary}`),
						);
					}
					found.push(...(await page.evaluate(cutOff)).map((what) => `${where}: beyond the edge: ${what}`));
				}
				await page.setViewportSize(SCREENS[0]);
			});
			expect(found).toEqual([]);
		});
	});
}
