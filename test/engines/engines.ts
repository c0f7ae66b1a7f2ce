import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import type { Engine } from "./engine.ts";
import { FIREFOX, openFirefox } from "./firefox.ts";
import { type Dialect, tellStory } from "./story.ts";
import { openWebKit, webKitPaths } from "./webkit.ts";

const DIALECTS: readonly Dialect[] = ["jellyfin", "plex"];

/**
 * Tells the main story in Firefox ESR and WebKitGTK, for each dialect. As root on Debian what is missing is installed with apt; an
 * engine that cannot be had is skipped, and why is said. Gives the exit code.
 */
export async function main(): Promise<number> {
	installMissing();
	// Side by side: neither keeps two cores busy.
	const failed = await Promise.all(engines().map(([name, open]) => tellBoth(name, open)));
	return failed.some((number) => number > 0) ? 1 : 0;
}

/** Tells the story in one engine, for one dialect after the other. Gives how many failed. */
async function tellBoth(name: string, open: (() => Promise<Engine>) | undefined): Promise<number> {
	if (open === undefined) {
		console.log(`skipped  ${name}: not on this machine and not installable by apt here`);
		return 0;
	}
	let failed = 0;
	for (const dialect of DIALECTS) {
		const started = Date.now();
		let engine: Engine | undefined;
		try {
			engine = await open();
			await tellStory(engine, dialect);
			console.log(`passed   ${engine.name}, ${dialect} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
		} catch (error) {
			failed += 1;
			console.error(`failed   ${engine?.name ?? name}, ${dialect}`, error);
		} finally {
			await engine?.close();
		}
	}
	return failed;
}

function engines(): readonly [name: string, open: (() => Promise<Engine>) | undefined][] {
	const paths = webKitPaths();
	return [
		["Firefox", existsSync(FIREFOX) ? openFirefox : undefined],
		["WebKitGTK", paths ? () => openWebKit(paths) : undefined],
	];
}

function installMissing(): void {
	const missing = [
		...(existsSync(FIREFOX) ? [] : ["firefox-esr"]),
		...(webKitPaths() ? [] : ["webkit2gtk-driver", "xvfb"]),
	];
	if (missing.length === 0 || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
	console.log(`Installing ${missing.join(", ")}`);
	const quiet = { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } } as const;
	spawnSync("apt-get", ["update", "-q"], quiet);
	spawnSync("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...missing], quiet);
}
