import { test, theseTitles } from "../support/extra-servers.ts";
import { connectAndSync, controlled } from "../support/journey.ts";
import { DIALECTS, expect, REST } from "../support/stowaway.ts";

const CHAPLIN = ["the-vagabond", "one-a-m", "the-rink", "easy-street", "the-immigrant"];
const NIBELUNGEN = ["die-nibelungen-siegfried", "die-nibelungen-kriemhild-s-revenge"];

for (const dialect of DIALECTS) {
	test(`a collection of ${dialect} shows its titles, offline too, and says what it lacks`, { tag: REST }, async ({
		page,
		context,
		stage,
		extra,
	}) => {
		await extra.demo(context, dialect, theseTitles(...CHAPLIN, ...NIBELUNGEN));
		await connectAndSync(page, stage, dialect);
		await controlled(page);
		const navigation = page.getByRole("navigation", { name: "Main" });
		const main = page.getByRole("main");
		await navigation.getByRole("link", { name: "Collections" }).click();
		await expect(main.getByRole("heading", { level: 1, name: "Collections" })).toBeVisible();
		await main.getByRole("link", { name: "Chaplin at Mutual" }).click();
		const titles = main.getByRole("region", { name: "Titles" });
		await expect(titles.getByRole("link")).toHaveCount(5);
		await expect(titles.getByRole("heading", { name: "5 titles" })).toBeVisible();
		await titles.getByRole("link", { name: "The Rink" }).click();
		await main.getByRole("link", { name: "Chaplin at Mutual" }).click();
		await expect(titles.getByRole("link")).toHaveCount(5);

		await context.setOffline(true);
		await page.reload();
		await expect(titles.getByRole("link")).toHaveCount(5);
		await navigation.getByRole("link", { name: "Collections" }).click();
		await main.getByRole("link", { name: "Die Nibelungen" }).click();
		await expect(titles.getByText("Its titles are not here yet")).toBeVisible();
		await context.setOffline(false);
		await titles.getByRole("button", { name: "Try again" }).click();
		await expect(titles.getByRole("link")).toHaveCount(2);

		await test.step("a playlist has its own order, with a title twice, offline too", async () => {
			const order = [/The Rink/, /Easy Street/, /One A\.M\./, /The Rink/];
			await navigation.getByRole("link", { name: "Playlists" }).click();
			await main.getByRole("link", { name: "An Evening on Skates" }).click();
			await expect(titles.getByRole("link")).toHaveText(order);
			await context.setOffline(true);
			await page.reload();
			await expect(titles.getByRole("link")).toHaveText(order);
		});
	});
}
