import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import * as z from "zod/mini";
import type { Engine } from "./engine.ts";

const ANSWER = z.object({ value: z.unknown() });
const SESSION = z.object({ sessionId: z.string(), capabilities: z.object({ browserVersion: z.string() }) });
const DRIVER = "/usr/bin/WebKitWebDriver";
const BROWSERS = ["x86_64-linux-gnu", "aarch64-linux-gnu"].flatMap((machine) =>
	["4.1", "4.0", "6.0"].map((version) => `/usr/lib/${machine}/webkit2gtk-${version}/MiniBrowser`),
);

/** WebKitGTK's small browser with its driver and a screen to draw on; undefined where one of them is missing. */
export function webKitPaths(): { readonly driver: string; readonly browser: string } | undefined {
	const browser = BROWSERS.find(existsSync);
	return browser && existsSync(DRIVER) && existsSync("/usr/bin/Xvfb") ? { driver: DRIVER, browser } : undefined;
}

/** WebKitGTK on a screen of its own, by its WebDriver. */
export async function openWebKit({ driver, browser }: { driver: string; browser: string }): Promise<Engine> {
	const display = `:${90 + (process.pid % 900)}`;
	const screen = spawn("/usr/bin/Xvfb", [display, "-screen", "0", "1280x900x24", "-nolisten", "tcp"], {
		stdio: "ignore",
	});
	const port = await freePort();
	const driving = spawn(driver, [`--port=${port}`, "--host=127.0.0.1"], {
		stdio: "ignore",
		// As root there is no sandbox to be had; the pages are our own.
		env: { ...process.env, DISPLAY: display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" },
	});
	const end = () => {
		driving.kill();
		screen.kill();
	};
	try {
		const service = `http://127.0.0.1:${port}`;
		await answers(`${service}/status`);
		const asked = { alwaysMatch: { "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] } } };
		const { sessionId, capabilities } = SESSION.parse(
			await command("POST", `${service}/session`, { capabilities: asked }),
		);
		const session = `${service}/session/${sessionId}`;
		return {
			name: `WebKitGTK ${capabilities.browserVersion}`,
			open: async (url) => {
				await command("POST", `${session}/url`, { url });
			},
			reload: async () => {
				await command("POST", `${session}/refresh`, {});
			},
			evaluate: (expression) =>
				command("POST", `${session}/execute/sync`, { script: `return ${expression}`, args: [] }),
			close: async () => {
				await command("DELETE", session).catch(() => undefined); // The browser may be quicker.
				end();
			},
		};
	} catch (error) {
		end();
		throw error;
	}
}

/** One command of the WebDriver standard; gives its value, rejects with the driver's own words. */
async function command(method: string, url: string, body?: unknown): Promise<unknown> {
	const answer = await fetch(url, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
	const { value } = ANSWER.parse(await answer.json());
	if (!answer.ok) throw new Error(`${method} ${url}: ${JSON.stringify(value)}`);
	return value;
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once("error", reject);
		server.listen(0, "127.0.0.1", () => {
			const address = server.address();
			server.close(() =>
				address && typeof address === "object" ? resolve(address.port) : reject(new Error("No port")),
			);
		});
	});
}

/** Waits until somebody answers there; rejects after ten seconds. */
async function answers(url: string): Promise<void> {
	const deadline = Date.now() + 10_000;
	for (;;) {
		const answer = await fetch(url).catch(() => null);
		if (answer) return;
		if (Date.now() > deadline) throw new Error(`Nobody answers at ${url}`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}
