import * as z from "zod/mini";

/** The rows that could be read, and how many could not: one bad row never spoils a page. */
export function parseRows<T>(
	rows: readonly unknown[],
	schema: z.core.$ZodType<T>,
): { readonly rows: readonly T[]; readonly skipped: number } {
	const read: T[] = [];
	for (const row of rows) {
		const parsed = z.safeParse(schema, row);
		if (parsed.success) read.push(parsed.data);
	}
	return { rows: read, skipped: rows.length - read.length };
}
