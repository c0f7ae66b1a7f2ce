import { writeFile } from "node:fs/promises";
import { disk } from "./disk.ts";
import { drain } from "./drain.ts";
import { type Figure, table } from "./figure.ts";
import { firstSync } from "./first-sync.ts";
import { heap } from "./heap.ts";
import { jump } from "./jump.ts";
import { openLibrary } from "./open-library.ts";
import { refresh } from "./refresh.ts";
import { search } from "./search.ts";
import { shelves } from "./shelves.ts";
import { titles } from "./titles.ts";

/** Every bench by the name that `npm run bench -- NAME` takes. */
const BENCHES: Record<string, () => Promise<Figure[]>> = {
	"open-library": openLibrary,
	jump,
	heap,
	"first-sync": firstSync,
	refresh,
	disk,
	drain,
	search,
	shelves,
	titles,
};

/** Runs the named benches (all without), prints the table and writes `bench-results.json`. Gives the exit code. */
export async function main(names: readonly string[]): Promise<number> {
	const unknown = names.filter((name) => !(name in BENCHES));
	if (unknown.length > 0) {
		console.error(`No bench named ${unknown.join(", ")}. There are: ${Object.keys(BENCHES).join(", ")}.`);
		return 2;
	}
	const figures: Figure[] = [];
	for (const [name, run] of Object.entries(BENCHES)) {
		if (names.length > 0 && !names.includes(name)) continue;
		console.log(`${name} …`);
		figures.push(...(await run()));
	}
	console.log(`\n${table(figures)}\n`);
	await writeFile("bench-results.json", `${JSON.stringify({ at: new Date().toISOString(), figures }, null, "\t")}\n`);
	return 0;
}
