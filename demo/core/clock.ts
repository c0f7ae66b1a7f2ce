import type { DemoClock } from "../emulator.ts";

/**
 * A clock that can be shifted. `real` gives the true time in epoch ms. A shifted clock goes on running from where it was put;
 * for one that stands still pass a constant function as `real`.
 */
export function createClock(real: () => number = Date.now): DemoClock {
	let shiftMs = 0;
	return {
		now: () => real() + shiftMs,
		advance: (ms) => {
			shiftMs += ms;
		},
		set: (epochMs) => {
			shiftMs = epochMs === null ? 0 : epochMs - real();
		},
	};
}
