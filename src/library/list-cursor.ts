import * as z from "zod/mini";

const count = z.number().check(z.gte(0));

/**
 * Where an interrupted list goes on. `start`: first row not yet written. `received`: different rows written so far, `skipped`
 * those that could not be read; both over all runs of this pass.
 */
const cursorSchema = z.object({
	start: count,
	received: count,
	skipped: count,
	/** The pass before it ended short, so its rows may be there already. */
	isRepeat: z.optional(z.boolean()),
	/** When its first page was asked for, server epoch ms. */
	beganAt: z.optional(z.number()),
	/** Titles that were here when the pass began; present while what it sees is kept, so that it can tell what is missing. */
	known: z.optional(count),
	/** Rows so far that could not be read and did not say which title they are of. */
	unnamed: z.optional(count),
	/** Every page was read; what is missing is still to be settled. */
	isRead: z.optional(z.boolean()),
});
export type ListCursor = z.infer<typeof cursorSchema>;

/** Reads a stored cursor; the beginning of the list when there is none, or none that this build understands. */
export function readCursor(stored: unknown): ListCursor {
	const parsed = cursorSchema.safeParse(stored);
	return parsed.success ? parsed.data : { start: 0, received: 0, skipped: 0 };
}

/** What is known of a pass over a list when its last page was read. */
export interface ListEnd {
	readonly received: number;
	readonly skipped: number;
	/** Rows that came a second time in this run. */
	readonly duplicates: number;
	/** The server's own count. */
	readonly total: number;
	/** The pass as it stood before the first page that was shorter than it should be. */
	readonly short: ListCursor | null;
	/** The pass before it ended short too. */
	readonly isRepeat: boolean;
	/** As in the cursor; what it keeps of the pass before. */
	readonly known?: number | undefined;
}

/**
 * Whether a list was read completely; else where the next try begins. Servers sort without a tiebreaker, so that a list which
 * changes meanwhile repeats some rows and leaves others out (contract/jellyfin-api.md §3.2).
 *
 * | rows | is |
 * |---|---|
 * | as many as the server counts | complete (null) |
 * | fewer, after a page came short | again from that page |
 * | fewer, because some came twice | again from the start; the second time the server's count is wrong: complete |
 * | fewer otherwise | again from the start |
 */
export function nextTry({ received, skipped, duplicates, total, short, isRepeat, known }: ListEnd): ListCursor | null {
	if (received + skipped >= total) return null;
	if (short !== null) return { ...short, isRepeat: true };
	if (isRepeat && received + skipped + duplicates >= total) return null;
	return { start: 0, received: 0, skipped: 0, isRepeat: true, ...(known === undefined ? {} : { known }) };
}
