import type { Page } from "@playwright/test";

/**
 * Watches the page from now on for a text that may be gone again before a test looks for it. `within` is a selector. Gives what tells
 * whether the text was there. Ends when the page is loaded anew.
 */
export async function sightOf(page: Page, text: string, within = "body"): Promise<() => Promise<boolean>> {
	const name = `saw ${text} ${Math.random()}`;
	const wanted = { name, text, within };
	await page.evaluate(({ name, text, within }) => {
		const look = () => {
			if (document.querySelector(within)?.textContent?.includes(text)) Object.assign(globalThis, { [name]: true });
		};
		look();
		new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
	}, wanted);
	return () => page.evaluate((name) => Object(globalThis)[name] === true, name);
}
