/** How long a better address may keep a worse one that has answered waiting, ms. */
const HEAD_START_MS = 400;

/**
 * Runs attempts in parallel and resolves with the result of the best (earliest in the list) that succeeds: at once when all before
 * it have failed, else after a short head start for those. Null when all failed. Attempts give null for a failure.
 */
export function firstPreferred<T>(attempts: readonly Promise<T | null>[]): Promise<T | null> {
	return new Promise((resolve) => {
		const results: (T | null | undefined)[] = attempts.map(() => undefined);
		let headStart: ReturnType<typeof setTimeout> | undefined;
		const finish = (result: T | null) => {
			clearTimeout(headStart);
			resolve(result);
		};
		const best = () => results.find((result) => result !== null && result !== undefined) ?? null;
		const weigh = () => {
			const firstOpen = results.findIndex((result) => result !== null);
			if (firstOpen === -1) return finish(null);
			const leading = results[firstOpen];
			if (leading !== undefined && leading !== null) return finish(leading);
			if (best() !== null) headStart ??= setTimeout(() => finish(best()), HEAD_START_MS);
		};
		if (attempts.length === 0) resolve(null);
		for (const [index, attempt] of attempts.entries()) {
			const settle = (result: T | null) => {
				results[index] = result;
				weigh();
			};
			attempt.then(settle, () => settle(null));
		}
	});
}
