import * as z from "zod/mini";

const demoSchema = z.object({
	arr: z.optional(z.array(z.object({ name: z.string(), url: z.string(), key: z.string() }))),
});

/** A demo Radarr or Sonarr and its key. */
export type ArrDemo = NonNullable<z.infer<typeof demoSchema>["arr"]>[number];

/** The demo servers that `npm start -- --arr` runs beside the app, as `demo.json` tells them. None anywhere else. */
export async function readArrDemos(signal: AbortSignal): Promise<readonly ArrDemo[]> {
	try {
		const answer = await fetch("demo.json", { cache: "no-store", signal });
		const parsed = answer.ok ? demoSchema.safeParse(await answer.json()) : undefined;
		return parsed?.data?.arr ?? [];
	} catch {
		return []; // No network, or a host that answers everything with its own page.
	}
}
