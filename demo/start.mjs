/**
 * `npm start`: installs and builds what is missing, then serves the app with the demo servers beside it. Plain JavaScript that any Node
 * can at least parse, because it is what tells people that theirs is too old.
 */
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const usage = `Usage: npm start [-- OPTIONS]

  --port N          port of the app (8470); the demo servers take the next ones
  --items N         fill the demo library up to N movies and shows
  --arr             a demo Radarr and a demo Sonarr too
  --no-demo         the app alone
  --host [ADDRESS]  listen for other devices too (0.0.0.0 without an address)
  --cert FILE       certificate as PEM, and
  --key FILE        its key: serve over https, which other devices need
  --dev             hot reload instead of the built app (npm run dev)
  --help            this`;

/** npm or Vite while one of them runs for us. */
let child = null;
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, quit);

const options = readOptions(process.argv.slice(2));
checkNode();
await installPackages();
if (!options.dev) await build();
// Found by its path only now: before the installation there was none.
const { runnerImport } = await import(pathToFileURL(join(root, "node_modules/vite/dist/node/index.js")).href);
const { module } = await runnerImport(join(root, "demo/serve/main.ts"), { root, configFile: false, logLevel: "error" });
await module.main({ root, ...options }).catch((error) => fail(1, `Could not start: ${error.message}`));

function readOptions(given) {
	const read = { port: 8470, demo: true, arr: false, dev: false };
	const rest = [...given];
	const next = (name) => {
		const value = rest.shift();
		return value === undefined || value.startsWith("--") ? fail(2, `${name} needs a value.`) : value;
	};
	const whole = (name, least, most) => {
		const value = next(name);
		const number = Number(value);
		if (/^\d+$/.test(value) && number >= least && number <= most) return number;
		return fail(2, `${name} takes a whole number from ${least} to ${most}, not "${value}".`);
	};
	while (rest.length > 0) {
		const name = rest.shift();
		if (name === "--port") read.port = whole(name, 0, 65_000);
		else if (name === "--items") read.items = whole(name, 0, 1_000_000);
		else if (name === "--arr") read.arr = true;
		else if (name === "--no-demo") read.demo = false;
		else if (name === "--dev") read.dev = true;
		else if (name === "--host")
			read.host = rest[0] === undefined || rest[0].startsWith("--") ? "0.0.0.0" : rest.shift();
		else if (name === "--cert") read.cert = resolve(next(name));
		else if (name === "--key") read.key = resolve(next(name));
		else if (name === "--help" || name === "-h") {
			console.log(usage);
			process.exit(0);
		} else fail(2, `There is no option ${name}.`);
	}
	if ((read.cert === undefined) !== (read.key === undefined)) fail(2, "--cert and --key go together.");
	if (read.arr && !read.demo) fail(2, "--arr and --no-demo do not go together.");
	for (const file of [read.cert, read.key]) if (file && !existsSync(file)) fail(2, `There is no file ${file}.`);
	if (read.dev && read.cert) fail(2, "--dev serves over http only.");
	return read;
}

function checkNode() {
	const [major, minor] = process.versions.node.split(".").map(Number);
	if (major > 20 || (major === 20 && minor >= 19)) return;
	fail(1, `Stowaway needs Node 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org.`);
}

async function installPackages() {
	const installed = join(root, "node_modules/.package-lock.json");
	const wanted = join(root, "package-lock.json");
	if (existsSync(installed) && (changedAt(installed) >= changedAt(wanted) || hasAll(installed, wanted))) return;
	console.log("Installing packages (npm ci) …");
	const isWindows = process.platform === "win32";
	await run(isWindows ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund"], { shell: isWindows }, "npm ci failed");
}

/** Whether what is installed is what is wanted, although the lock file is newer: a checkout touches it. */
function hasAll(installed, wanted) {
	const present = JSON.parse(readFileSync(installed, "utf8")).packages;
	const packages = Object.entries(JSON.parse(readFileSync(wanted, "utf8")).packages);
	return packages.every(
		([path, { optional, version }]) => path === "" || optional || present[path]?.version === version,
	);
}

async function build() {
	const sources = ["src", "public", "index.html", "manifest.json", "vite.config.ts", "package-lock.json"];
	const newest = Math.max(...sources.map((name) => newestIn(join(root, name))));
	if (changedAt(join(root, "dist/index.html")) >= newest) return;
	console.log("Building the app …");
	await run(
		process.execPath,
		[join(root, "node_modules/vite/bin/vite.js"), "build", "--logLevel", "warn"],
		{},
		"The build failed",
	);
}

function newestIn(path) {
	if (!existsSync(path)) return 0;
	if (!statSync(path).isDirectory()) return changedAt(path);
	// The folder's own time tells of files that went away.
	return Math.max(changedAt(path), ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

function changedAt(path) {
	return existsSync(path) ? statSync(path).mtimeMs : 0;
}

function run(command, args, spawnOptions, complaint) {
	child = spawn(command, args, { cwd: root, stdio: "inherit", ...spawnOptions });
	return new Promise((done) => {
		child.once("error", (error) => fail(1, `${complaint}: ${error.message}`));
		child.once("exit", (code) => {
			child = null;
			if (code === 0) done();
			else fail(1, `${complaint}.`);
		});
	});
}

/** Ends all of it at once: nothing here has a state to save. */
function quit() {
	child?.kill("SIGTERM");
	process.exit(0);
}

function fail(code, text) {
	console.error(code === 2 ? `${text}\n\n${usage}` : text);
	process.exit(code);
}
