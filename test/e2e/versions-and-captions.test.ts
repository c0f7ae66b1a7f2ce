import type { Locator, Page } from "@playwright/test";
import { test, theseTitles } from "../support/extra-servers.ts";
import {
	connectAndSync,
	expectNothingWaits,
	leavePlayer,
	markButton,
	openTitle,
	play,
	seek,
} from "../support/journey.ts";
import { DIALECTS, expect, firstWith } from "../support/stowaway.ts";

const FILM = { title: "The Phantom of the Opera", slug: "the-phantom-of-the-opera" };

async function pick(page: Page, name: RegExp): Promise<void> {
	const select = page.getByLabel("Version");
	const label = (await select.locator("option").allTextContents()).find((text) => name.test(text));
	await select.selectOption({ label: label ?? "" });
}

/** Where the file that plays comes from. */
async function playing(page: Page): Promise<string> {
	return page.locator("video").evaluate((media: HTMLVideoElement) => media.currentSrc);
}

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
	test(
		`versions and captions of films of ${dialect}`,
		firstWith("jellyfin", dialect),
		async ({ page, context, stage, extra }) => {
			test.slow();
			const { server } = await extra.demo(context, dialect, theseTitles(FILM.slug, "charade", "his-girl-friday"));
			const stateOf = (slug: string) => server.state().items[slug];
			const isApart = dialect === "jellyfin";
			const second = isApart ? `${FILM.slug}@1` : FILM.slug;
			await connectAndSync(page, stage, dialect);

			await test.step("the one that was picked plays, its place is kept where it belongs, and it is gone on with", async () => {
				await openTitle(page, FILM.title);
				await expect(page.getByLabel("Version").locator("option")).toHaveCount(2);
				await pick(page, /144p/);
				const video = await play(page);
				expect(await playing(page)).toContain(isApart ? (stateOf(second)?.key ?? "") : ".mp4");
				await seek(video, 200);
				await leavePlayer(page);
				await expect.poll(() => stateOf(second)?.positionMs).toBeGreaterThan(199_000);
				if (isApart) expect(stateOf(FILM.slug)).toMatchObject({ positionMs: 0, playCount: 0 });
				await expectNothingWaits(page);

				// As another day: nothing in the address says which version it was.
				await openTitle(page, FILM.title);
				await expect(page.getByRole("link", { name: "Resume" })).toBeVisible();
				if (isApart) await expect(page.getByLabel("Version").locator("option:checked")).toContainText("144p");
				await pick(page, /144p/);
				const again = await play(page);
				expect(await again.evaluate((media: HTMLVideoElement) => media.currentTime)).toBeGreaterThan(198);
				await seek(again, 570);
				await expect
					.poll(() => stateOf(second), { timeout: 20_000 })
					.toMatchObject({ watched: true, positionMs: 0, playCount: 1 });
				await leavePlayer(page);
				await expect(markButton(page, FILM.title, "not watched")).toBeVisible();

				await markButton(page, FILM.title, "not watched").click();
				for (const key of new Set([FILM.slug, second])) {
					await expect.poll(() => stateOf(key)).toMatchObject({ watched: false, positionMs: 0 });
				}
				await expect(markButton(page, FILM.title, "watched")).toBeVisible();
			});

			await test.step("the version is changed while the film runs, and the film goes on where it was", async () => {
				await openTitle(page, FILM.title);
				const video = await play(page);
				await seek(video, 120);
				await page.mouse.move(400, 400);
				await page.getByRole("button", { name: "Version" }).click();
				const menu = page.getByRole("menu", { name: "Version" });
				await expect(menu.getByRole("menuitemradio", { checked: true })).toContainText("216p");
				await menu.getByRole("menuitemradio", { name: /144p/ }).click();
				await expect.poll(() => playing(page)).toContain(".mp4");
				await expect
					.poll(() => video.evaluate((media: HTMLVideoElement) => (media.paused ? 0 : media.currentTime)))
					.toBeGreaterThan(119);
				await seek(video, 240);
				await leavePlayer(page);
				await expect.poll(() => stateOf(second)?.positionMs).toBeGreaterThan(239_000);
			});

			await test.step("captions are turned on, are remembered by their language, and are turned off by a key", async () => {
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
				await leavePlayer(page);
			});

			await test.step("captions that the server does not give are said to be missing, and the film goes on", async () => {
				await openTitle(page, "His Girl Friday");
				const video = await play(page);
				server.setFaults([
					{
						kind: "status",
						status: 500,
						path: dialect === "jellyfin" ? "Subtitles" : "/library/streams",
					},
				]);
				await (await menu(page)).getByRole("menuitemradio", { name: "English (SDH)" }).click();
				await expect(page.getByText("did not give these captions")).toBeVisible();
				await expect.poll(() => video.evaluate((media: HTMLVideoElement) => media.paused)).toBe(false);
				server.setFaults([]);
				await (await menu(page)).getByRole("menuitemradio", { name: "English (SDH)" }).click();
				await seek(video, 31);
				await expect.poll(() => cueOf(video)).toContain("English captions");
				await expect(page.getByText("did not give these captions")).toHaveCount(0);
			});
		},
	);
}
