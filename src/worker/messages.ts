import * as z from "zod/mini";

/** What a page may ask of the service worker. */
const pageMessage = z.discriminatedUnion("type", [
	/** A person agreed to the new build; spelt as workbox-window sends it. */
	z.object({ type: z.literal("SKIP_WAITING") }),
	/** The page is leaving and something waits: send it if there is time. */
	z.object({ type: z.literal("drain") }),
	/** No worker answers the page, which runs this script: take it over if that is of the same build. */
	z.object({ type: z.literal("claim"), script: z.string() }),
]);

export type PageMessage = z.infer<typeof pageMessage>;

/** Reads a message of a page; null for anything that is not one, because any script of the origin can post here. */
export function readPageMessage(data: unknown): PageMessage | null {
	const parsed = pageMessage.safeParse(data);
	return parsed.success ? parsed.data : null;
}
