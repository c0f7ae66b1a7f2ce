import { type ReadonlySignal, signal } from "@preact/signals";
import { isQuotaExceeded } from "../db/database-errors.ts";

const full = signal(false);

/** True since something could not be written because this device has no room left, until something could be. */
export const isStorageFull: ReadonlySignal<boolean> = full;

/** Notes a failure to write for want of room, and gives true when it was one. */
export function noteFull(error: unknown): boolean {
	if (!isQuotaExceeded(error)) return false;
	full.value = true;
	return true;
}

/** Notes what a write that went well, or a refresh that could not be kept, says of the room on this device. */
export function noteRoom(hasRoom: boolean): void {
	full.value = !hasRoom;
}
