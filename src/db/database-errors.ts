/** How deep causes are followed: Dexie wraps twice at most. */
const MAX_DEPTH = 4;

/** The names of an error and of what caused it, as DOM, IndexedDB and Dexie nest them (`inner`, `cause`, `failures`). */
function errorNames(error: unknown, depth = 0): string[] {
	if (typeof error !== "object" || error === null || depth > MAX_DEPTH) return [];
	const names = "name" in error && typeof error.name === "string" ? [error.name] : [];
	const causes: unknown[] = [];
	if ("inner" in error) causes.push(error.inner);
	if ("cause" in error) causes.push(error.cause);
	if ("failures" in error && Array.isArray(error.failures)) causes.push(error.failures[0]);
	return [...names, ...causes.flatMap((cause) => errorNames(cause, depth + 1))];
}

/** True when a write failed because the disk or the quota of this origin is full. */
export function isQuotaExceeded(error: unknown): boolean {
	return errorNames(error).includes("QuotaExceededError");
}

/** True when the browser dropped the connection under a transaction (WebKit does it to pages in the background). */
function isConnectionLost(error: unknown): boolean {
	const names = errorNames(error);
	return ["DatabaseClosedError", "UnknownError", "InvalidStateError"].some((name) => names.includes(name));
}

/**
 * Runs `work`, and once more when the connection was lost: Dexie reopens it for the next transaction, but what was in flight
 * is rejected (contract/platform.md §4.4). `work` must be safe to repeat, as one transaction is.
 */
export async function withReopen<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (!isConnectionLost(error) || isQuotaExceeded(error)) throw error;
		return work();
	}
}
