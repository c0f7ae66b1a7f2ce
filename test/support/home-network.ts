import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { type RunningApp, startApp } from "../../demo/serve/start-all.ts";
import { BROWSER_ARGS, chromiumPath } from "./browser.ts";
import { selfSigned } from "./self-signed.ts";

/** How the app is called by its host on the internet. */
const APP_HOST = "stowaway.test";

/** A browser that holds the app for a site of the internet and the given ports for servers in the home network. */
export interface AtHome {
	/** https, with a slash at the end. */
	readonly appUrl: string;
	readonly context: BrowserContext;
	readonly page: Page;
	/** Violations of the security policy and uncaught errors so far. */
	readonly complaints: string[];
	/** The person lets the site reach the local network, or takes that back. */
	setAllowed(isAllowed: boolean): Promise<void>;
	close(): Promise<void>;
}

/**
 * Serves the built app by https under a public name, and starts a browser for which `home` maps names of the home network to ports
 * of loopback. contract/platform.md §4.1. `isAllowed`: whether the person lets the site reach the local network.
 */
export async function goHome(home: Readonly<Record<string, number>>, isAllowed: boolean): Promise<AtHome> {
	const app: RunningApp = await startApp({ port: 0, tls: selfSigned(APP_HOST) });
	const spaces = Object.values(home).map((port) => `127.0.0.1:${port}=local`);
	const names = [APP_HOST, ...Object.keys(home)].map((name) => `MAP ${name} 127.0.0.1`);
	const browser = await chromium.launch({
		executablePath: chromiumPath(),
		args: [
			...BROWSER_ARGS,
			// A worker is not registered behind a certificate that was only clicked away.
			"--ignore-certificate-errors",
			`--host-resolver-rules=${names.join(",")}`,
			`--ip-address-space-overrides=${[`127.0.0.1:${app.port}=public`, ...spaces].join(",")}`,
		],
	});
	const context = await browser.newContext({ ignoreHTTPSErrors: true });
	const appUrl = `https://${APP_HOST}:${app.port}/`;
	// What is not granted by name is refused, Background Sync too.
	const setAllowed = async (isLet: boolean) => {
		const names = isLet ? ["background-sync", "local-network-access"] : ["background-sync"];
		await context.clearPermissions();
		await context.grantPermissions(names, { origin: new URL(appUrl).origin });
	};
	await setAllowed(isAllowed);
	const complaints: string[] = [];
	context.on("weberror", (error) => complaints.push(error.error().stack ?? error.error().message));
	context.on("console", (message) => {
		if (/Content Security Policy|Trusted(HTML|Script)/.test(message.text())) complaints.push(message.text());
	});
	return {
		appUrl,
		context,
		page: await context.newPage(),
		complaints,
		setAllowed,
		close: async () => {
			await browser.close();
			await app.close();
		},
	};
}
