import type { Locator, Page } from "@playwright/test";
import { createArr } from "../../demo/arr/create-arr.ts";
import { createClock } from "../../demo/core/clock.ts";
import { type Address, smallLibrary, test } from "../support/extra-servers.ts";
import { openTitle } from "../support/journey.ts";
import { expect } from "../support/stowaway.ts";

const home = (page: Page): Locator => page.getByRole("heading", { name: "Home" });
const problem = (page: Page): Locator => page.getByRole("alert");
const settings = (page: Page): Locator =>
	page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" });

/** Opens the form of a dialect from the start of connecting, whatever was on it before. */
async function openForm(page: Page, appUrl: string, dialect: "Jellyfin" | "Plex"): Promise<void> {
	await page.goto(`${appUrl}#/welcome`);
	await page.getByRole("button", { name: `Connect ${dialect}` }).click();
}

/** Types an address on the Jellyfin form and asks who is there. */
async function find(page: Page, address: string): Promise<void> {
	await page.getByLabel("Server address").fill(address);
	await page.getByRole("button", { name: "Find server" }).click();
}

async function signIn(page: Page, name: string, password: string): Promise<void> {
	await page.getByLabel("Name", { exact: true }).fill(name);
	await page.getByLabel("Password").fill(password);
	await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function connectJellyfin(page: Page, appUrl: string, at: Address, name = "demo", password = "demo") {
	await page.goto(`${appUrl}#/welcome?with=jellyfin`);
	await find(page, at.url);
	await signIn(page, name, password);
	await expect(home(page)).toBeAttached();
}

/** Whether any request carried a token, in the header of Jellyfin or the query of Plex. */
function carriedToken({ seen }: Address): boolean {
	return seen.some(
		({ path, headers }) => /Token="?[^",]/.test(headers.get("authorization") ?? "") || /Token=/i.test(path),
	);
}

test("a Jellyfin server is found by its address, and lets in by password or code", async ({
	page,
	context,
	stage,
	extra,
	complaints,
}) => {
	await test.step("an address that leads to no Jellyfin server says what stands in the way", async () => {
		complaints.allow(/nobody\.invalid/);
		await context.route(/nobody\.invalid/, (route) => route.abort("namenotresolved"));
		const closed = await extra.address();
		await closed.close();
		const old = await extra.jellyfin({ version: "10.9.11", name: "Attic" });
		const shut = await extra.jellyfin();
		shut.at.answerWith(async (request) => {
			const answer = await shut.server.handle(request);
			const headers = [...answer.headers].filter(([name]) => !name.startsWith("access-control-"));
			return new Response(await answer.arrayBuffer(), { status: answer.status, headers });
		});
		const starting = await extra.jellyfin({ name: "Early bird" });
		starting.server.setFaults([{ kind: "status", status: 503 }]);

		await openForm(page, stage.appUrl, "Jellyfin");
		await find(page, "nobody.invalid");
		await expect(problem(page)).toContainText("No server answers there");
		await expect(problem(page)).toContainText("192.168.1.20:8096");
		await find(page, closed.url);
		await expect(problem(page)).toContainText("No server answers there");
		await find(page, stage.appUrl);
		await expect(problem(page)).toContainText("That is not a Jellyfin server");
		await find(page, "ftp://nas");
		await expect(problem(page)).toContainText("No server answers there");
		await find(page, old.at.url);
		await expect(problem(page)).toContainText("This Jellyfin server is too old");
		await expect(problem(page)).toContainText("Attic runs 10.9.11; 10.10 or newer is needed");
		await find(page, shut.at.url);
		await expect(problem(page)).toContainText("does not let this site read its answers");
		await find(page, starting.at.url);
		await expect(problem(page)).toContainText("The server is starting");
		starting.server.setFaults([]);
		await page.getByRole("button", { name: "Find server" }).click();
		await expect(page.getByText("Early bird")).toBeVisible();
		await expect(problem(page)).toHaveCount(0);
	});

	await test.step("an address without scheme and one with a path are found, and say name and version", async () => {
		const { server, at } = await extra.jellyfin({ name: "Under a path" });
		at.answerWith((request) => {
			const url = new URL(request.url);
			if (!url.pathname.startsWith("/media/jellyfin/"))
				return Promise.resolve(new Response("nothing", { status: 404 }));
			url.pathname = url.pathname.slice("/media/jellyfin".length);
			return server.handle(new Request(url, request));
		});
		await openForm(page, stage.appUrl, "Jellyfin");
		await find(page, `127.0.0.1:${at.port}/media/jellyfin/web/index.html#/home`);
		await expect(page.getByText("Under a path · Jellyfin 12.0.0")).toBeVisible();
		await expect(page.getByText(`${at.url}/media/jellyfin`, { exact: true })).toBeVisible();
	});

	await test.step("a wrong password and an account that may not sign in are told apart", async () => {
		const { server, at } = await extra.jellyfin();
		server.setPolicy("guest", { isDisabled: true });
		await openForm(page, stage.appUrl, "Jellyfin");
		await find(page, at.url);
		await signIn(page, "demo", "wrong");
		await expect(problem(page)).toContainText("Name or password is wrong");
		await signIn(page, "guest", "");
		await expect(problem(page)).toContainText("This account may not sign in now");
		server.setFaults([{ kind: "down", path: "/Users/AuthenticateByName" }]);
		await signIn(page, "demo", "demo");
		await expect(problem(page)).toContainText("The server cannot be reached");
		server.setFaults([{ kind: "html", path: "/Users/AuthenticateByName" }]);
		await page.getByRole("button", { name: "Sign in", exact: true }).click();
		await expect(problem(page)).toContainText("The answer makes no sense");
		server.setFaults([]);
		await page.getByRole("button", { name: "Sign in", exact: true }).click();
		await expect(home(page)).toBeAttached();
	});

	await test.step("a Quick Connect code lets in once it is entered elsewhere, and a new one follows one that ran out", async () => {
		const { server, at } = await extra.jellyfin();
		server.internals.isQuickConnectOn = false;
		await page.clock.install();
		await openForm(page, stage.appUrl, "Jellyfin");
		await find(page, at.url);
		await page.getByRole("button", { name: "Use Quick Connect" }).click();
		await expect(problem(page)).toContainText("Quick Connect is switched off");
		server.internals.isQuickConnectOn = true;
		await page.getByRole("button", { name: "New code" }).click();
		const code = page.getByRole("status").filter({ hasText: /^\d{6}$/ });
		await expect(code).toBeVisible();
		server.clock.advance(11 * 60_000);
		await page.clock.fastForward(3000);
		await expect(problem(page)).toContainText("The code has run out");
		await page.getByRole("button", { name: "New code" }).click();
		await expect(code).toBeVisible();
		server.approve((await code.textContent()) ?? "", "guest");
		await page.clock.fastForward(3000);
		await expect(home(page)).toBeAttached();
		await settings(page).click();
		await expect(page.getByText("Jellyfin 12.0.0 · guest")).toBeVisible();
	});
});

test("servers, accounts and addresses side by side", async ({ page, context, stage, extra }) => {
	const { server, at } = await extra.jellyfin({ name: "Ours" });

	await test.step("a second address is kept only where the same server answers, and no other server sees a token", async () => {
		const second = await extra.address();
		second.answerWith(server.handle);
		const stranger = await extra.jellyfin({ name: "Next door", seed: 2 });
		await connectJellyfin(page, stage.appUrl, at);
		await settings(page).click();
		const addresses = page.getByRole("list", { name: "Addresses of Ours" }).getByRole("listitem");
		await page.getByRole("button", { name: "Address", exact: true }).click();
		const dialog = page.getByRole("dialog", { name: "Another address of Ours" });
		await dialog.getByLabel("Address").fill(stranger.at.url);
		await dialog.getByRole("button", { name: "Add" }).click();
		await expect(dialog.getByRole("alert")).toContainText("Another server answers there");
		await expect(dialog.getByRole("alert")).toContainText("Next door");
		await dialog.getByLabel("Address").fill(second.url);
		await dialog.getByRole("button", { name: "Add" }).click();
		await expect(addresses).toHaveText([new RegExp(second.url), new RegExp(at.url)]);
		expect(carriedToken(second), "asked who it is without a token").toBe(false);

		// The first address is taken over by another server: what the second one still serves goes on.
		// While nobody looks: what is being read when it happens would still go there, with its token.
		await page.goto("about:blank");
		at.seen.length = 0;
		at.answerWith(stranger.server.handle);
		await page.goto(`${stage.appUrl}#/settings`);
		await page.getByRole("button", { name: "Refresh" }).click();
		await expect.poll(() => carriedToken(second)).toBe(true);
		await expect(page.getByText("Connected", { exact: true })).toBeVisible();
		expect(stranger.at.seen.length, "the stranger was asked who it is").toBeGreaterThan(0);
		expect(carriedToken(stranger.at), "a token to another server").toBe(false);
		expect(carriedToken(at), "a token to the address that was taken over").toBe(false);

		// And when no address is left that shows the right server, it is away, and nobody is told anything.
		await second.close();
		await page.reload();
		await page.getByRole("button", { name: "Refresh" }).click();
		await expect(page.getByText("Away", { exact: true })).toBeVisible();
		expect(at.seen.length, "the address was asked who is there").toBeGreaterThan(0);
		expect(carriedToken(at), "a token to the address that was taken over").toBe(false);
	});

	await test.step("several servers and several accounts live side by side", async () => {
		// The server from before has its address back.
		at.answerWith(server.handle, server.connect);
		const two = await extra.plex({ name: "Two" });
		await extra.plexTv(context, [two.server]);
		await connectJellyfin(page, stage.appUrl, at, "guest", "");
		await page.goto(`${stage.appUrl}#/welcome?with=plex`);
		await allowAtPlex(page);
		await page.getByRole("button", { name: /^demo/i }).click();
		await expect(home(page)).toBeAttached();
		await settings(page).click();
		const cards = page.locator(".server-card");
		await expect(cards).toHaveCount(3);
		await expect(cards.nth(0)).toContainText("Jellyfin 12.0.0 · demo");
		await expect(cards.nth(1)).toContainText("Jellyfin 12.0.0 · guest");
		await expect(cards.nth(2)).toContainText("Plex");
		// Signing in again with an account that is there makes no second one.
		await connectJellyfin(page, stage.appUrl, at);
		await settings(page).click();
		await expect(cards).toHaveCount(3);
	});

	await test.step("a Radarr beside them takes no wrong key, tells of a film on its page, and goes when it is removed", async () => {
		const radarr = createArr({ kind: "radarr", library: smallLibrary(), clock: createClock() });
		const arrAt = await extra.address();
		arrAt.answerWith(radarr.handle);
		await page.getByRole("button", { name: "Connect", exact: true }).click();
		const dialog = page.getByRole("dialog", { name: "Connect Radarr or Sonarr" });
		await dialog.getByLabel("Address").fill(arrAt.url);
		await dialog.getByLabel("API key").fill("wrong");
		await dialog.getByRole("button", { name: "Connect", exact: true }).click();
		await expect(dialog.getByRole("alert")).toContainText("The key is wrong");
		await dialog.getByLabel("API key").fill(radarr.key());
		await dialog.getByRole("button", { name: "Connect", exact: true }).click();
		const card = page.locator(".server-card", { hasText: "Demo Radarr" });
		await expect(card).toContainText("5 films");

		await openTitle(page, "Sherlock Jr.");
		const line = page.getByRole("list", { name: "Radarr" });
		await expect(line).toContainText("Monitored");
		await expect(line.getByRole("link")).toHaveAttribute("href", new RegExp(`^${arrAt.url}/movie/\\d+$`));
		expect(arrAt.seen.map(({ path }) => path).join(), "a key in an address").not.toContain(radarr.key());

		await settings(page).click();
		await card.getByRole("button", { name: "Remove" }).click();
		await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
		await expect(card).toHaveCount(0);
		await page.goBack();
		await expect(page.getByRole("heading", { level: 1, name: "Sherlock Jr." })).toBeVisible();
		await expect(line).toHaveCount(0);
	});
});

test("what stands in the way of Plex is said, and then it is connected", async ({ page, context, stage, extra }) => {
	await test.step("no answer from plex.tv, a code that ran out, an account without servers: each says what to do", async () => {
		const tv = await extra.plexTv(context, []);
		await page.clock.install();
		await page.goto(`${stage.appUrl}#/welcome?with=plex`);
		tv.setFaults([{ kind: "down" }]);
		// The clock is moved in all tabs, so none may come or go meanwhile.
		const refused = page.waitForEvent("popup");
		await page.getByRole("button", { name: "Sign in with Plex" }).click();
		await expect(problem(page)).toContainText("The server cannot be reached");
		const tab = await refused;
		await expect.poll(() => tab.isClosed()).toBe(true);
		tv.setFaults([]);
		const asking = page.waitForEvent("popup");
		await page.getByRole("button", { name: "Try again" }).click();
		await expect(page.getByText(/Waiting for you/)).toBeVisible();
		const unused = await asking;
		await expect(unused.getByRole("button", { name: "Allow" })).toBeVisible();
		tv.clock.advance(16 * 60_000);
		await page.clock.fastForward(2000);
		await expect(problem(page)).toContainText("The code has run out");
		await expect(problem(page)).toContainText("Get a new code");
		// A page behind another is drawn once a second.
		await unused.close();
		await allowAtPlex(page);
		await page.getByRole("button", { name: /^demo/i }).click();
		await expect(page.getByText("This account has no server yet.")).toBeVisible();
		await expect(page.getByRole("button", { name: "Ask again" })).toBeEnabled();
	});

	await test.step("a chosen server that does not answer is named, and keeps no other from connecting", async () => {
		const good = await extra.plex({ name: "Awake" });
		const bad = await extra.plex({ name: "Asleep", seed: 2 });
		await bad.at.close();
		await extra.plexTv(context, [good.server, bad.server]);
		await openForm(page, stage.appUrl, "Plex");
		await allowAtPlex(page);
		await page.getByRole("button", { name: /^demo/i }).click();
		await page.getByRole("button", { name: "Connect", exact: true }).click();
		await expect(page.getByRole("heading", { name: "Asleep" })).toBeVisible();
		await expect(problem(page)).toContainText("The server cannot be reached");
		await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Home" }).click();
		await expect(page.getByRole("region", { name: "Recently added" }).getByRole("link").first()).toBeVisible();
	});
});

test("sign in to Plex in a new tab, as the member of the household with the PIN, for the servers chosen", async ({
	page,
	context,
	stage,
	extra,
}) => {
	const living = await extra.plex({ name: "Living room" });
	const cellar = await extra.plex({ name: "Cellar", seed: 2 });
	const attic = await extra.plex({ name: "Attic", seed: 3 });
	await extra.plexTv(context, [living.server, cellar.server, attic.server]);
	await page.clock.install();
	await openForm(page, stage.appUrl, "Plex");
	await allowAtPlex(page);
	await page.getByRole("button", { name: "kid Asks for a PIN" }).click();
	await page.getByLabel("PIN of kid").fill("9999");
	await page.getByRole("button", { name: "Continue" }).click();
	await expect(problem(page)).toContainText("The PIN is wrong. Try again.");
	await page.getByLabel("PIN of kid").fill("1234");
	await page.getByRole("button", { name: "Continue" }).click();
	await page.getByRole("checkbox", { name: /Living room/ }).check();
	await page.getByRole("checkbox", { name: /Cellar/ }).check();
	await page.getByRole("button", { name: "Connect", exact: true }).click();
	await expect(home(page)).toBeAttached();
	await expect(page.getByRole("region", { name: "Recently added" }).getByRole("link").first()).toBeVisible();
	await settings(page).click();
	const cards = page.locator(".server-card");
	await expect(cards).toHaveCount(2);
	await expect(cards.nth(0)).toContainText(/Living room.*kid.*Connected/);
	await expect(cards.nth(1)).toContainText(/Cellar.*kid.*Connected/);
	expect(attic.at.seen, "a server that was not chosen is not asked").toEqual([]);
});

/** Opens the sign-in tab and clicks Allow there. Resolves once the page has gone on. */
async function allowAtPlex(page: Page): Promise<void> {
	const opened = page.waitForEvent("popup");
	await page.getByRole("button", { name: /Sign in with Plex|Try again/ }).click();
	const tab = await opened;
	await tab.getByRole("button", { name: "Allow" }).click();
	await expect.poll(() => tab.isClosed(), "the tab went when it had done its part").toBe(true);
	await page.bringToFront();
	const isFaked = await page.evaluate(() => "__pwClock" in globalThis);
	// The clock is moved in all tabs: only now that the other is gone.
	if (isFaked) await page.clock.fastForward(2000);
	await expect(page.getByText("Who is watching on this device?")).toBeVisible();
}
