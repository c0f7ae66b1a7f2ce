/**
 * How long a list is, by one page of it: `rows` of at most `limit`, from `start` on. Pure.
 *
 * | the server's own count (`total`) | gives |
 * |---|---|
 * | reaches to the end of the page, or the page is not full | that |
 * | is missing, and the page is not full | as far as the page goes |
 * | is missing or less than what came, and the page is full | one more: nobody knows what comes after it, so the list is not complete |
 */
export function countedTotal(
	total: number | null | undefined,
	{ start, rows, limit }: { readonly start: number; readonly rows: number; readonly limit: number },
): number {
	const end = start + rows;
	if (rows < limit) return total ?? end;
	return total != null && total >= end ? total : end + Number(rows === limit);
}
