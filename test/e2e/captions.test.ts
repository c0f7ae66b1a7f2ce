import type { Locator, Page } from "@playwright/test";
import { connectAndSync, leavePlayer, openTitle, play, seek } from "../support/journey.ts";
import { DIALECTS, expect, test } from "../support/stowaway.ts";

/** What stands over the film now. */
function cueOf(video: Locator): Promise<string> {
	return video.evaluate((media: HTMLVideoElement) => {
		const [track] = [...media.textTracks].filter(({ mode }) => mode === "showing");
		const [cue] = track?.activeCues ?? [];
		return cue instanceof VTTCue ? cue.text : "";
	});
}

async function menu(page: Page): Promise<Locator> {
	await page.mouse.move(400, 300);
	await page.mouse.move(410, 310);
	await page.getByRole("button", { name: "Captions" }).click();
	return page.getByRole("menu", { name: "Captions" });
}

for (const dialect of DIALECTS) {
	test.describe(dialect, () => {
		test("captions are turned on, are remembered by their language, and are turned off by a key", async ({
			page,
			stage,
		}) => {
			await connectAndSync(page, stage, dialect);
			await openTitle(page, "Charade");
			const video = await play(page);
			expect(await cueOf(video)).toBe("");
			const captions = await menu(page);
			const names = await captions.getByRole("menuitemradio").allTextContents();
			const inside = dialect === "jellyfin" ? ["German"] : [];
			expect(names).toEqual(["Off", "English", "French", ...inside]);
			const more = dialect === "jellyfin" ? "One more is inside the file" : "2 more are inside the file";
			await expect(page.getByText(more)).toBeVisible();
			await captions.getByRole("menuitemradio", { name: "French" }).click();
			await seek(video, 121);
			await expect.poll(() => cueOf(video)).toBe("<i>Sous-titres français</i>\n02:01 – déjà vu");
			await leavePlayer(page);

			const again = await play(page);
			await seek(again, 61);
			await expect.poll(() => cueOf(again)).toContain("Sous-titres français");
			await page.keyboard.press("c");
			await expect.poll(() => again.evaluate((media: HTMLVideoElement) => media.textTracks.length)).toBe(0);
			await page.keyboard.press("c");
			await expect.poll(() => cueOf(again)).toContain("Sous-titres");
		});

		test("captions that the server does not give are said to be missing, and the film goes on", async ({
			page,
			stage,
		}) => {
			await connectAndSync(page, stage, dialect);
			await openTitle(page, "His Girl Friday");
			const video = await play(page);
			await stage.servers[dialect].setFaults({
				kind: "status",
				status: 500,
				path: dialect === "jellyfin" ? "Subtitles" : "/library/streams",
			});
			await (await menu(page)).getByRole("menuitemradio", { name: "English (SDH)" }).click();
			await expect(page.getByText("did not give these captions")).toBeVisible();
			await expect.poll(() => video.evaluate((media: HTMLVideoElement) => media.paused)).toBe(false);
			await stage.servers[dialect].clearFaults();
			await (await menu(page)).getByRole("menuitemradio", { name: "English (SDH)" }).click();
			await seek(video, 31);
			await expect.poll(() => cueOf(video)).toContain("English captions");
			await expect(page.getByText("did not give these captions")).toHaveCount(0);
		});
	});
}
