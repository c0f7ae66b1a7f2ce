import * as z from "zod/mini";

/** The rows that could be read, and those that could not: one bad row never spoils a page. */
export function parseRows<T>(
	rows: readonly unknown[],
	schema: z.core.$ZodType<T>,
): { readonly rows: readonly T[]; readonly bad: readonly unknown[]; readonly skipped: number } {
	const read: T[] = [];
	const bad: unknown[] = [];
	for (const row of rows) {
		const parsed = z.safeParse(schema, row);
		if (parsed.success) read.push(parsed.data);
		else bad.push(row);
	}
	return { rows: read, bad, skipped: bad.length };
}
