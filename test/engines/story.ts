import { startDemoServers } from "../../demo/serve/demo-servers.ts";
import { startApp } from "../../demo/serve/start-all.ts";
import { DemoControl } from "../support/demo-control.ts";
import type { Engine } from "./engine.ts";

const FILM = { title: "The General", slug: "the-general" };
const PATIENCE_MS = 60_000;

/** What the story was told of, for the line that says it passed. */
export type Dialect = "jellyfin" | "plex";

/**
 * The main story where there is no Background Sync: connect, lose the app's host and the server, mark a film watched, reload, still
 * there and not sent, both come back, the server is right and nothing waits. Rejects with what was waited for when it does not come.
 */
export async function tellStory(engine: Engine, dialect: Dialect): Promise<void> {
	const servers = await startDemoServers({ port: 0, host: "127.0.0.1", say: () => undefined });
	let app = await startApp({ port: 0 }, () => servers);
	const server = new DemoControl(dialect === "jellyfin" ? servers.jellyfinUrl : servers.plexUrl);
	const sees = (what: string, expression: string) =>
		until(what, async () => (await engine.evaluate(expression)) === true);
	const watched = async () => (await server.item(FILM.slug)).watched;
	try {
		await engine.open(`${app.appUrl}#/welcome`);
		await sees("the button of the demo", press(`Try the demo ${dialect === "jellyfin" ? "Jellyfin" : "Plex"}`));
		await sees("the library", `Boolean(document.querySelector("#app .home .card-title"))`);
		await sees("the end of the first sync", `!document.querySelector('main [role="progressbar"]')`);
		await sees("the service worker", "Boolean(navigator.serviceWorker.controller)");

		await engine.evaluate(`void (location.hash = "#/search?q=${encodeURIComponent(FILM.title)}")`);
		await sees("the film", press(FILM.title, ".search-results a, main a"));
		await sees("its page", `document.querySelector("h1")?.textContent === ${JSON.stringify(FILM.title)}`);
		if ((await engine.evaluate(`"SyncManager" in window`)) === true)
			throw new Error("This browser has Background Sync");

		await server.setFaults({ kind: "down" });
		await app.close();
		await sees("the button of the mark", press(`Mark watched: ${FILM.title}`));
		await sees("the mark", hasButton(`Watched: ${FILM.title}`));
		await engine.reload();
		await sees("the mark after a reload with everything down", hasButton(`Watched: ${FILM.title}`));
		if (await watched()) throw new Error("The server knew of the mark while it was down");

		await server.clearFaults();
		app = await startApp({ port: app.port }, () => servers);
		await engine.reload();
		await until("the mark on the server", watched);
		await engine.evaluate(`void (location.hash = "#/activity")`);
		await sees("that nothing waits", `document.body.innerText.includes("Everything is with your servers")`);
		const { writes } = await server.state();
		await engine.reload();
		await sees("the page again", `document.body.innerText.includes("Everything is with your servers")`);
		if ((await server.state()).writes !== writes) throw new Error("A second drain wrote again");
	} finally {
		await Promise.all([app.close(), servers.close()]);
	}
}

/** Clicks the first button or link so named, and says whether there was one. */
function press(name: string, among = "button, a"): string {
	return `(() => { const found = ${named(name, among)}; found?.click(); return Boolean(found); })()`;
}

function hasButton(name: string): string {
	return `Boolean(${named(name, "button")})`;
}

function named(name: string, among: string): string {
	return `[...document.querySelectorAll(${JSON.stringify(`#app :is(${among})`)})].find((one) => (one.ariaLabel ?? one.textContent).trim().startsWith(${JSON.stringify(name)}))`;
}

/** Asks again until it is so; rejects after a minute, with what was last wrong. */
async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
	const deadline = Date.now() + PATIENCE_MS;
	let last: unknown;
	while (Date.now() < deadline) {
		try {
			if (await isSo()) return;
		} catch (error) {
			last = error; // A page that is being loaded answers nothing.
		}
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
	throw new Error(`Waited in vain for ${what}`, { cause: last });
}
