import "fake-indexeddb/auto";
import type { ReasonCode } from "../../src/model/change.ts";
import { crashesAt, passesAt } from "../property/progress/crash-points.ts";
import { TARGETS } from "../property/progress/story.ts";
import { SoakWorld } from "./soak-world.ts";
import { CONFLICTS, type Counts } from "./tracked-changes.ts";

/** Each world: three devices for so long. */
const DAYS = 100;
const STEPS = 4500;
const WORLDS = 30;
/** How often devices die at each point, in each world. */
const DEATHS = 4;

const WANTED = { deviceYears: 20, changes: 50_000, inConflict: 5_000, each: 20 };
const CODES: readonly ReasonCode[] = [
	"resumed",
	"already-there",
	"fast-forward",
	...CONFLICTS,
	"gone",
	"re-bound",
	"no-access",
	"signed-out",
	"unreachable",
	"refused",
	"unverified",
	"lost-by-server",
	"discarded",
	"kept-theirs",
	"undone",
];
const POLICIES = ["newest", "newest", "furthest", "ask"] as const;

/** A table of names and counts, the rarest first. */
function listed(counts: ReadonlyMap<string, number>): string {
	const rows = [...counts].sort(([, a], [, b]) => a - b);
	return rows.map(([name, count]) => `  ${String(count).padStart(7)}  ${name}`).join("\n");
}

/**
 * Lets devices of every dialect live for twenty years among them, with everything going wrong that can, and says what happened.
 * `npm run soak [-- WORLDS [FIRST]]`: the same worlds each time, so `-- 8 8` is the eighth again. Gives the exit code: 1 when a change was lost, devices disagree, or something was not hit often enough.
 */
export async function main(args: readonly string[]): Promise<number> {
	const worlds = Number(args[0] ?? WORLDS);
	const first = Number(args[1] ?? 1);
	const counts: Counts = { changes: 0, inConflict: 0, asked: 0, superseded: 0, codes: new Map() };
	let deviceYears = 0;
	for (let seed = first; seed <= worlds; seed += 1) {
		const target = TARGETS[seed % TARGETS.length];
		const policy = POLICIES[seed % POLICIES.length];
		if (target === undefined || policy === undefined) continue;
		try {
			deviceYears += await new SoakWorld(
				{ target, policy, seed, days: DAYS, steps: STEPS, deaths: DEATHS },
				counts,
			).live();
		} catch (error) {
			console.error(`World ${seed}, ${target.name}, ${policy}:`, error);
			return 1;
		}
		console.log(
			`${seed}/${worlds} ${target.name}, ${policy}: ${counts.changes} changes, ${crashesAt.size} crash points`,
		);
	}
	const deaths = new Map([...passesAt.keys()].map((name) => [name, crashesAt.get(name) ?? 0]));
	const codes = new Map(CODES.map((code) => [code, counts.codes.get(code) ?? 0]));
	console.log(`\nReasons:\n${listed(codes)}\n\nDeaths:\n${listed(deaths)}\n`);
	console.log(`${deviceYears.toFixed(1)} device-years, ${counts.changes} changes, none lost`);
	console.log(
		`${counts.inConflict} where both sides had moved, ${counts.asked} put to the person, ${counts.superseded} superseded`,
	);
	const missing = [
		...(deviceYears < WANTED.deviceYears ? ["device-years"] : []),
		...(counts.changes < WANTED.changes ? ["changes"] : []),
		...(counts.inConflict < WANTED.inConflict ? ["changes in conflict"] : []),
		...[...codes, ...deaths].filter(([, count]) => count < WANTED.each).map(([name]) => name),
	];
	for (const name of missing) console.log(`too few: ${name}`);
	return missing.length === 0 ? 0 : 1;
}
