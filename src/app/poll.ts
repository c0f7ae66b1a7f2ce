import { sleep } from "../servers/sleep.ts";

/**
 * Asks again and again until `ask` gives something else than null, the first time at once. Null when `signal` aborted first.
 * `everyMs` lies between an answer and the next question.
 */
export async function poll<T>(ask: () => Promise<T | null>, everyMs: number, signal: AbortSignal): Promise<T | null> {
	while (!signal.aborted) {
		const answer = await ask();
		if (signal.aborted) return null;
		if (answer !== null) return answer;
		await sleep(everyMs, signal);
	}
	return null;
}
