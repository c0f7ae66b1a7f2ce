import * as z from "zod/mini";

const demoSchema = z.object({
	jellyfin: z.object({ url: z.string(), userName: z.string(), password: z.string() }),
	/** Absent where the app is not on loopback: its stand-in for plex.tv hands out tokens to anybody. */
	plex: z.optional(z.object({ url: z.string(), accountUrl: z.string() })),
});

/** Where the demo servers are that `npm start` runs beside the app. */
export type Demo = z.infer<typeof demoSchema>;

/** Reads `demo.json`, which only `npm start` serves (DESIGN.md §9). Null anywhere else, offline, and when something else answers there. */
export async function readDemo(signal: AbortSignal): Promise<Demo | null> {
	try {
		const answer = await fetch("demo.json", { cache: "no-store", signal });
		if (!answer.ok) return null;
		const parsed = demoSchema.safeParse(await answer.json());
		return parsed.success ? parsed.data : null;
	} catch {
		return null; // No network, or a host that answers everything with its own page.
	}
}

/** Approves a PIN as the person would at the demo's stand-in for plex.tv. True when it was taken. */
export async function approveDemoPin(accountUrl: string, code: string, signal: AbortSignal): Promise<boolean> {
	try {
		const answer = await fetch(`${accountUrl}/__demo/approve`, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({ code }),
			signal,
		});
		return answer.ok;
	} catch {
		return false; // The demo was stopped.
	}
}
