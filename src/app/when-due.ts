import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { sleep } from "../servers/sleep.ts";

const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 3_600_000;

/** When what failed so many times in a row is tried again, ms: after a minute, doubled each time, an hour at most. Pure. */
export function retryMs(failures: number): number {
	return Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS);
}

/** How work is done when it is due. */
export interface DueWork {
	readonly isDue: ReadonlySignal<boolean>;
	readonly work: () => Promise<void>;
	/** Told of a failure; `times`: how many there were in a row. */
	readonly failed: (error: unknown, times: number) => void;
	/** Where it turns false, what failed is tried again at once: there is room again. */
	readonly isFull: ReadonlySignal<boolean>;
}

/** Has `work` done whenever it is due, one at a time; what fails is tried again, later each time (`retryMs`). Gives what ends that. */
export function whenDue({ isDue, work, failed, isFull }: DueWork): () => void {
	const isAtIt = signal(false);
	let failures = 0;
	const rest = async (error: unknown) => {
		failures += 1;
		failed(error, failures);
		const control = new AbortController();
		let wasFull = isFull.peek();
		const stop = effect(() => {
			if (wasFull && !isFull.value) control.abort();
			wasFull = isFull.value;
		});
		await sleep(retryMs(failures), control.signal);
		stop();
	};
	return effect(() => {
		if (isAtIt.value || !isDue.value) return;
		isAtIt.value = true;
		work()
			.then(() => {
				failures = 0;
			}, rest)
			.finally(() => {
				isAtIt.value = false;
			});
	});
}
