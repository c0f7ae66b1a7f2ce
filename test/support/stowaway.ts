import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { type Running, startAll } from "../../demo/serve/start-all.ts";
import { DemoControl } from "./demo-control.ts";
import { withPlainPictures } from "./plain-pictures.ts";

/** Pictures of pages are taken, to be looked at. */
const IS_GALLERY = process.env.STOWAWAY_GALLERY === "1";

export type Dialect = "jellyfin" | "plex";
export const DIALECTS: readonly Dialect[] = ["jellyfin", "plex"];

/** What marks the tests that `npm test` leaves to `npm run test:rest`. CI runs both. */
export const REST = "@rest";

/**
 * For a story that is told with both dialects and hardly differs by them: `npm test` tells it with `first`, `npm run test:rest` with the
 * other.
 */
export function firstWith(first: Dialect, dialect: Dialect): { readonly tag: string[] } {
	return { tag: dialect === first ? [] : [REST] };
}

/** The app and its demo servers, as one test process has them. */
export interface Stage {
	/** Where the built app is served, with a slash at the end. */
	readonly appUrl: string;
	readonly servers: Readonly<Record<Dialect, DemoControl>>;
	/** The stand-in for plex.tv. */
	readonly plexTvUrl: string;
}

/** What must never happen, however a test ends: collected from every page of the context. */
export interface Complaints {
	readonly all: string[];
	/** Leaves out what a test provokes. */
	allow(pattern: RegExp): void;
}

interface TestFixtures {
	readonly complaints: Complaints;
}

interface WorkerFixtures {
	readonly stage: Stage;
}

/**
 * Playwright's test with the app on stage: servers of its own for each process, put back to their beginning before each test,
 * and a test that fails when a page violated its security policy, threw, or asked anybody beyond loopback for anything.
 */
export const test = base.extend<TestFixtures, WorkerFixtures>({
	stage: [
		// Playwright reads the pattern of the first argument, so there must be one.
		async ({ playwright: _ }, use) => {
			const running: Running = await startAll({ port: 0, ...(IS_GALLERY ? {} : { around: withPlainPictures }) });
			await use({
				appUrl: running.appUrl,
				servers: { jellyfin: new DemoControl(running.jellyfinUrl), plex: new DemoControl(running.plexUrl) },
				plexTvUrl: running.plexTvUrl,
			});
			await running.close();
		},
		{ scope: "worker" },
	],
	complaints: [
		async ({ context, stage }, use) => {
			await Promise.all(Object.values(stage.servers).map((server) => server.reset()));
			const complaints = await collectComplaints(context);
			await use(complaints);
			expect(complaints.all, "no violation, no uncaught error, nobody else asked").toEqual([]);
		},
		{ auto: true },
	],
});

export { expect };

async function collectComplaints(context: BrowserContext): Promise<Complaints> {
	const all: string[] = [];
	const allowed: RegExp[] = [];
	const complain = (what: string) => {
		if (!allowed.some((pattern) => pattern.test(what))) all.push(what);
	};
	await context.exposeBinding("__violated", (_, what: string) => complain(`policy: ${what}`));
	await context.addInitScript(() => {
		addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
			Object(globalThis).__violated(`${violatedDirective} ${blockedURI} ${sample}`);
		});
	});
	const watch = (page: Page) => page.on("pageerror", (error) => complain(`error: ${error.stack ?? error.message}`));
	for (const page of context.pages()) watch(page);
	context.on("page", watch);
	// Workers raise no event for a test to hear; Chromium says it on the console.
	context.on("console", (message) => {
		if (/Content Security Policy|Trusted(HTML|Script)/.test(message.text())) complain(`console: ${message.text()}`);
	});
	context.on("request", (request) => {
		const { protocol, hostname } = new URL(request.url());
		if (/^(http|ws)s?:$/.test(protocol) && !/^(localhost|127\.0\.0\.1)$/.test(hostname))
			complain(`asked: ${request.url()}`);
	});
	return { all, allow: (pattern) => void allowed.push(pattern) };
}
