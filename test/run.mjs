/**
 * Runs the checks and the tests, from a clean clone if need be. Node and npm only.
 *
 *   node test/run.mjs              checks, unit, property, contract, end-to-end
 *   node test/run.mjs rest         the end-to-end stories that the above tells with one dialect, with the other; and the long ones
 *   node test/run.mjs check        types, lint, import direction, dead code, build, size budget
 *   node test/run.mjs e2e [args]   builds and runs the end-to-end tests; args go to Playwright
 *   node test/run.mjs screenshots  builds and pictures every page in screenshots/
 *
 * The last line is `N passed, N failed`; a check that fails counts as one failure. Exit code 1 when anything failed.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const results = join(root, "node_modules/.cache/stowaway-results");
const [mode = "all", ...rest] = process.argv.slice(2);
const timings = [];
let passed = 0;
let failed = 0;

installPackages();
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

if (mode === "check") {
	await checks();
	await unitLayers(["test/unit/structure"]);
} else if (mode === "e2e" || mode === "screenshots") {
	if (mode === "screenshots") process.env.STOWAWAY_GALLERY = "1";
	await step("build", bin("vite"), ["build", "--logLevel", "warn"]);
	await endToEnd(rest);
} else if (mode === "rest") {
	process.env.STOWAWAY_STORIES = "rest";
	const isBuilt = process.env.STOWAWAY_BUILT === "1" && existsSync(join(root, "dist/index.html"));
	if (!isBuilt) await step("build", bin("vite"), ["build", "--logLevel", "warn"]);
	await endToEnd([]);
} else if (mode === "all") {
	process.env.STOWAWAY_STORIES = "core";
	// Looked for first: better to hear at once that it is missing than after two minutes.
	const chromium = findChromium();
	await checks();
	await unitLayers([]);
	await endToEnd([], chromium);
} else {
	console.error(`Unknown: ${mode}. Use nothing, rest, check, e2e or screenshots.`);
	process.exit(2);
}
report();

async function checks() {
	// None of them keeps two cores busy by itself.
	await Promise.all([
		step("types", bin("tsc"), ["-b"]),
		step("lint", bin("biome"), ["ci", "--error-on-warnings", "."]),
		step("dead code", bin("knip"), []),
		step("build", bin("vite"), ["build", "--logLevel", "warn"]).then(
			(isBuilt) => isBuilt && step("size budget", bin("size-limit"), []),
		),
	]);
}

async function unitLayers(filters) {
	const file = join(results, "vitest.json");
	const ok = await run("unit, property, contract", bin("vitest"), [
		"run",
		"--reporter=default",
		"--reporter=json",
		`--outputFile.json=${file}`,
		...filters,
	]);
	const report = readJson(file);
	passed += report?.numPassedTests ?? 0;
	count(ok, report?.numFailedTests ?? 0);
}

async function endToEnd(args, chromium = findChromium()) {
	const file = join(results, "playwright.json");
	const ok = await run("end-to-end", bin("playwright"), ["test", "--reporter=list,json", ...args], {
		CHROME_PATH: chromium,
		PLAYWRIGHT_JSON_OUTPUT_NAME: file,
		STOWAWAY_BUILT: "1",
	});
	const stats = readJson(file)?.stats;
	passed += (stats?.expected ?? 0) + (stats?.flaky ?? 0);
	count(ok, stats?.unexpected ?? 0);
}

/** A check: one failure when it fails, nothing otherwise. */
async function step(name, command, args) {
	const ok = await run(name, command, args);
	count(ok, 0);
	return ok;
}

/** A run that ended badly without naming a failed test (a file that does not load) is a failure all the same. */
function count(ok, failures) {
	failed += ok ? failures : Math.max(1, failures);
}

function run(name, command, args, env = {}) {
	console.log(`\n— ${name}`);
	const started = Date.now();
	const child = spawn(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
	const end = () => child.kill("SIGTERM");
	process.once("SIGINT", end);
	process.once("SIGTERM", end);
	return new Promise((done) => {
		child.on("error", (error) => console.error(String(error)));
		child.on("close", (code) => {
			process.off("SIGINT", end);
			process.off("SIGTERM", end);
			timings.push([name, Date.now() - started, code === 0]);
			done(code === 0);
		});
	});
}

function report() {
	console.log("");
	for (const [name, ms, ok] of timings) {
		console.log(`${ok ? "ok    " : "failed"}  ${name.padEnd(26)} ${(ms / 1000).toFixed(1).padStart(6)} s`);
	}
	console.log("");
	console.log(`${passed} passed, ${failed} failed`);
	process.exitCode = failed > 0 ? 1 : 0;
}

function installPackages() {
	const installed = join(root, "node_modules/.package-lock.json");
	const isCurrent =
		existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs - 1000;
	if (isCurrent || (existsSync(installed) && isSameLock(installed))) return;
	console.log("Installing packages");
	const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: root, stdio: "inherit" });
	if (npm.status !== 0) {
		console.error("npm ci failed, see above. It needs Node 20.19 or later and a package registry.");
		process.exit(1);
	}
}

/** A checkout gives files new dates; what counts is whether every package is there in its version. */
function isSameLock(installed) {
	const wanted = readJson(join(root, "package-lock.json"))?.packages ?? {};
	const present = readJson(installed)?.packages ?? {};
	return Object.entries(wanted).every(
		([path, entry]) => path === "" || entry.optional || present[path]?.version === entry.version,
	);
}

/** Path of a Chromium, installed if this machine lets us; ends the run with plain words otherwise. */
function findChromium() {
	const found = installedChromium();
	if (found) return found;
	if (process.getuid?.() === 0 && isThere("apt-get")) {
		console.log("No Chromium here; installing Debian's");
		const quiet = { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
		spawnSync("apt-get", ["update", "-q"], quiet);
		spawnSync("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"], quiet);
	}
	if (!installedChromium()) {
		console.log("No Chromium here; asking Playwright for its own");
		spawnSync(bin("playwright"), ["install", "chromium"], { cwd: root, stdio: "inherit" });
	}
	const path = installedChromium();
	if (path) return path;
	console.error(
		"The end-to-end tests need Chromium and none could be installed. Install it (Debian: apt install chromium),\n" +
			"or set CHROME_PATH to a Chromium or Chrome binary, and run npm test again.",
	);
	process.exit(1);
}

function installedChromium() {
	const own = spawnSync(
		process.execPath,
		["-e", "import('playwright').then(({ chromium }) => console.log(chromium.executablePath()))"],
		{ cwd: root, encoding: "utf8" },
	).stdout.trim();
	const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
	const candidates = [process.env.CHROME_PATH, ...names.map((name) => `/usr/bin/${name}`), own];
	return candidates.find((path) => path && existsSync(path));
}

function isThere(command) {
	return spawnSync("sh", ["-c", `command -v ${command}`]).status === 0;
}

function bin(name) {
	return join(root, "node_modules/.bin", name);
}

function readJson(path) {
	try {
		return JSON.parse(readFileSync(path, "utf8"));
	} catch {
		return undefined;
	}
}
