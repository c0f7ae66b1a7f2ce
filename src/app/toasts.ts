import { type ReadonlySignal, signal } from "@preact/signals";

/** A short message at the edge of the screen, with at most one thing to do about it. */
export interface Toast {
	readonly id: number;
	readonly text: string;
	readonly action?: { readonly label: string; readonly run: () => void };
}

const SHOWN_MS = 6000;
const shown = signal<readonly Toast[]>([]);
let lastId = 0;

/** What is on screen now. */
export const toasts: ReadonlySignal<readonly Toast[]> = shown;

/** Shows a message for six seconds. Screen readers are told too. */
export function say(text: string, action?: Toast["action"]): void {
	lastId += 1;
	const toast: Toast = { id: lastId, text, ...(action ? { action } : {}) };
	shown.value = [...shown.value.slice(-1), toast];
	setTimeout(() => hush(toast.id), SHOWN_MS);
}

/** Takes a message away early. */
export function hush(id: number): void {
	shown.value = shown.value.filter((toast) => toast.id !== id);
}
