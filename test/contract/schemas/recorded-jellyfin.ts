import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

const folder = resolve(import.meta.dirname, "../recorded/jellyfin");

/** One recorded exchange. */
export interface Exchange {
	readonly file: string;
	readonly step: number;
	readonly request: { readonly method: string; readonly path: string };
	readonly response: { readonly status: number; readonly body: unknown };
}

/** All recorded requests with their answers. */
export function recordedJellyfin(): Exchange[] {
	return readdirSync(folder)
		.filter((name) => name.endsWith(".json"))
		.flatMap((file) => {
			const { steps }: { steps: Partial<Exchange>[] } = JSON.parse(readFileSync(resolve(folder, file), "utf8"));
			return steps.flatMap(({ request, response }, step) =>
				request === undefined || response === undefined ? [] : [{ file, step, request, response }],
			);
		});
}
