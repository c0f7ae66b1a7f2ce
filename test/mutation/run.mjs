/**
 * Breaks each row of the table of decisions and each guard of the outbox once, in a copy of the project, and sees a test go red.
 *
 *   node test/mutation/run.mjs          all
 *   node test/mutation/run.mjs "row 5"  those whose name has this in it, or one of several such
 *
 * A patch that no longer applies, and a break that no test notices, is a failure: exit code 1. Takes a quarter of an hour.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { mergeMutations } from "./merge-mutations.mjs";
import { outboxMutations } from "./outbox-mutations.mjs";

const root = resolve(import.meta.dirname, "../..");
const wanted = process.argv.slice(2);
const mutations = [...mergeMutations, ...outboxMutations].filter(
	({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
);
const copy = mkdtempSync(join(tmpdir(), "stowaway-mutation-"));
const failures = [];
process.once("exit", () => rmSync(copy, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

for (const part of ["src", "demo", "test", "package.json", "vitest.config.ts", "tsconfig.json"]) {
	cpSync(join(root, part), join(copy, part), { recursive: true });
}
symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));

for (const mutation of mutations) {
	const path = join(copy, mutation.file);
	const original = readFileSync(path, "utf8");
	const times = original.split(mutation.find).length - 1;
	if (times !== 1) {
		report(mutation, `NO LONGER APPLIES: its text is ${times} times in ${mutation.file}`, true);
		continue;
	}
	writeFileSync(
		path,
		original.replace(mutation.find, () => mutation.replace),
	);
	const red = firstRed(mutation.tests);
	writeFileSync(path, original);
	report(mutation, red ?? "NOT NOTICED", red === undefined);
}
console.log(`\n${mutations.length - failures.length} of ${mutations.length} noticed`);
for (const name of failures) console.log(`failed: ${name}`);
process.exitCode = failures.length > 0 || mutations.length === 0 ? 1 : 0;

/** The first test that goes red, of the first file that has one. */
function firstRed(files) {
	const results = join(copy, "results.json");
	for (const file of files) {
		rmSync(results, { force: true });
		const args = ["run", "--bail=1", "--reporter=json", `--outputFile=${results}`, file];
		const run = spawnSync(join(root, "node_modules/.bin/vitest"), args, {
			cwd: copy,
			env: { ...process.env, RUNS: "120" },
			encoding: "utf8",
			timeout: 600_000,
		});
		if (run.status === 0) continue;
		const tests = readResults(results).flatMap(({ assertionResults }) => assertionResults);
		const red = tests.find(({ status }) => status === "failed");
		const where = file.replace("test/", "");
		if (red) return `${where}: ${red.fullName}`;
		if (tests.length > 0) return `${where}: an error outside of its tests`;
		throw new Error(`${file} did not run:\n${run.stdout}\n${run.stderr}`);
	}
	return undefined;
}

function readResults(path) {
	try {
		return JSON.parse(readFileSync(path, "utf8")).testResults;
	} catch {
		return [];
	}
}

function report({ name }, result, isFailure) {
	if (isFailure) failures.push(name);
	console.log(`${isFailure ? "✗" : "✓"} ${name}\n    ${result}`);
}
