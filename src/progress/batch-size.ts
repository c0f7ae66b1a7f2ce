/** How long a batch of writes may take, ms: what was read before it must be young when the last of it is written. */
const BATCH_MS = 1_500;
const SMALLEST = 10;
const LARGEST = 50;

/**
 * How many rows the next batch has, after one of `size` took `tookMs` to write: as many as take a second and a half, at most twice as
 * many as before, and never more than the server lets one read name. Pure.
 */
export function nextBatchSize(size: number, tookMs: number, serverLimit: number): number {
	const wanted = Math.round((size * BATCH_MS) / Math.max(1, tookMs));
	return Math.min(Math.max(SMALLEST, Math.min(wanted, 2 * size)), LARGEST, serverLimit);
}
