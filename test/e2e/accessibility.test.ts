import AxeBuilder from "@axe-core/playwright";
import type { ViewportSize } from "@playwright/test";
import { expect, REST, test } from "../support/stowaway.ts";
import { tour } from "../support/tour.ts";

/** Off by default in axe: what is seen on a button is what its name begins with (WCAG 2.5.3), and no target is too small (2.5.8). */
const RULES = { rules: { "label-content-name-mismatch": { enabled: true }, "target-size": { enabled: true } } };
/** What of the rules a theme can break. */
const COLOURS = { runOnly: ["color-contrast", "link-in-text-block"] };
const DESK = { width: 1280, height: 800 };
/** A desk and the narrowest phone, each theme on both: all rules on one of them, what a theme can break on the other too. */
const SIGHTS = [
	{ colorScheme: "dark", screen: DESK, options: RULES },
	{ colorScheme: "light", screen: DESK, options: COLOURS },
	{ colorScheme: "light", screen: { width: 320, height: 640 }, options: RULES },
	{ colorScheme: "dark", screen: { width: 320, height: 640 }, options: COLOURS },
] satisfies { colorScheme: "dark" | "light"; screen: ViewportSize; options: Parameters<AxeBuilder["options"]>[0] }[];

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

test.use({ colorScheme: "dark", reducedMotion: "reduce" });

test("axe finds nothing on any page, and nothing lies beyond the edge", { tag: REST }, async ({ page, stage }) => {
	test.setTimeout(240_000);
	const found: string[] = [];
	await tour(page, stage, async (name) => {
		for (const { colorScheme, screen, options } of SIGHTS) {
			await page.setViewportSize(screen);
			await page.emulateMedia({ colorScheme });
			const { violations } = await new AxeBuilder({ page }).options(options).setLegacyMode().analyze();
			const where = `${name}, ${colorScheme} at ${screen.width}`;
			for (const { id, nodes } of violations) {
				found.push(
					...nodes.slice(0, 3).map((node) => `${where}: ${id}: ${node.target.join(" ")} ${node.failureSummary}`),
				);
			}
			found.push(...(await page.evaluate(cutOff)).map((what) => `${where}: beyond the edge: ${what}`));
		}
		await page.setViewportSize(DESK);
		await page.emulateMedia({ colorScheme: "dark" });
	});
	expect(found).toEqual([]);
});
