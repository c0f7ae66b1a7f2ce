import type { Page } from "@playwright/test";
import { test } from "../support/extra-servers.ts";
import { connectAndSync, connectDemo, controlled, markWatched } from "../support/journey.ts";
import { DIALECTS, type Dialect, expect, firstWith } from "../support/stowaway.ts";
import { allIsQuiet, everythingKept } from "../support/traces.ts";

const FILM = { title: "The General", slug: "the-general" };
const NAMES: Readonly<Record<Dialect, string>> = { jellyfin: "Demo Jellyfin", plex: "Demo Plex" };

/** The title as the catalogue has it: its id, and its copies; once for each of its rows. */
async function titleRows(page: Page): Promise<readonly { readonly titleId: string; readonly copies: string }[]> {
	const kept = await everythingKept(page);
	const rows = kept.filter(({ where, text }) => where.endsWith(" titles") && text.includes(FILM.title));
	return rows.map(({ text }) => {
		const [titleId, { copies }] = JSON.parse(text);
		return { titleId, copies: copies.join() };
	});
}

for (const dialect of DIALECTS) {
	test(
		`what waits for a ${dialect} server follows its titles when that is set up anew`,
		firstWith("plex", dialect),
		async ({ page, context, stage, extra }) => {
			const { server } = await extra.demo(context, dialect);
			await connectAndSync(page, stage, dialect);
			await controlled(page);
			await expect.poll(() => titleRows(page)).toMatchObject([{ copies: expect.stringMatching(/^a1\/[^,]+$/) }]);
			const [before] = await titleRows(page);
			await context.setOffline(true);
			await markWatched(page, FILM.title);
			// A try that has reached the server must not end at the one that comes after it.
			await allIsQuiet(page);
			server.rebuild();
			await context.setOffline(false);
			const activity = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /Activity/ });
			await activity.click();
			const card = page.getByRole("region", { name: `${NAMES[dialect]} was set up anew?` });
			await expect(card).toContainText("Sign in to it, and 1 change can follow", { timeout: 30_000 });
			expect(server.state().items[FILM.slug]?.watched).toBe(false);

			await connectDemo(page, stage, dialect);
			await expect(page.getByRole("progressbar", { name: /Reading/ })).toHaveCount(0, { timeout: 30_000 });
			await activity.click();
			await expect(card).toContainText("1 change can follow to the same titles there");
			await card.getByRole("button", { name: "Let them follow" }).click();
			await expect.poll(() => server.state().items[FILM.slug]?.watched, { timeout: 30_000 }).toBe(true);
			await expect(page.getByText("Everything is with your servers")).toBeVisible({ timeout: 20_000 });
			await expect(card).toHaveCount(0);
			await expect(page.locator(".journal-line code").filter({ hasText: "re-bound" })).toHaveCount(1);

			// One title all the while: with the new server's item, told of in the run, and with the history that it had.
			const copies = expect.stringMatching(/^a2\/[^,]+$/);
			await expect.poll(() => titleRows(page)).toEqual([{ titleId: before?.titleId, copies }]);
			const runs = page.getByRole("list", { name: "Runs over titles" });
			await expect(runs.getByText(`${NAMES[dialect]}, after it was set up anew`)).toBeVisible();
			const told = page.locator(".journal-line").filter({ hasText: FILM.title });
			await expect(told).toContainText([/Not watched → Watched/, /your change followed it/]);
		},
	);
}
