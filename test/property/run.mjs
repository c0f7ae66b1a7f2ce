/**
 * Runs the property tests. Node and npm only.
 *
 *   npm run test:property                  as in `npm test`: the same few hundred runs of each every time
 *   npm run test:property -- --runs=20000  so many runs of each, other ones every time; a failure tells its seed
 *
 * Any other argument goes to Vitest: the name of a file, `-t` with the name of a test.
 */
import { spawn } from "node:child_process";
import { resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const args = process.argv.slice(2);
const runs = args.find((arg) => arg.startsWith("--runs="))?.slice("--runs=".length);
if (runs !== undefined && !/^[1-9]\d*$/.test(runs)) {
	console.error(`--runs needs a number, not ${runs}.`);
	process.exit(2);
}
const rest = args.filter((arg) => !arg.startsWith("--runs="));
const child = spawn(resolve(root, "node_modules/.bin/vitest"), ["run", "--project", "property", ...rest], {
	cwd: root,
	stdio: "inherit",
	env: { ...process.env, ...(runs === undefined ? {} : { RUNS: runs }) },
});
child.on("close", (code) => {
	process.exitCode = code ?? 1;
});
