import { sleep } from "../servers/sleep.ts";
import { world } from "./world.ts";

/** For so long nobody must have touched, scrolled or typed before work that can wait goes on. */
const LEFT_ALONE_MS = 10_000;

const TOUCHES = ["pointerdown", "touchmove", "wheel", "scroll", "keydown", "input"];

/** When the person last did something here (device epoch ms), and what ends when they do. */
let touchedAt = Number.NEGATIVE_INFINITY;
const working = new Set<AbortController>();

/** Notices from now on when somebody touches, scrolls or types. Called once. */
export function followTouches(): void {
	const touched = () => {
		touchedAt = world.now();
		for (const control of working) control.abort();
	};
	for (const event of TOUCHES) addEventListener(event, touched, { capture: true, passive: true });
}

/**
 * Has `work` done once nobody has touched the app for a while, and ended as soon as somebody does. False when it was ended so, or
 * `signal` aborted before it began.
 */
export async function whileLeftAlone(
	signal: AbortSignal,
	work: (signal: AbortSignal) => Promise<void>,
): Promise<boolean> {
	for (let ms = untilLeftAlone(); ms > 0 && !signal.aborted; ms = untilLeftAlone()) await sleep(ms, signal);
	if (signal.aborted) return false;
	const control = new AbortController();
	working.add(control);
	try {
		await work(AbortSignal.any([signal, control.signal]));
	} finally {
		working.delete(control);
	}
	return !control.signal.aborted;
}

/** 0 when nobody is there, or the clock was turned back since. */
function untilLeftAlone(): number {
	const age = world.now() - touchedAt;
	return age < 0 ? 0 : Math.max(0, LEFT_ALONE_MS - age);
}
