/** One return to the app raises several events. */
const SAME_MS = 1_000;

const listeners = new Set<() => void>();
let wokenAt = Number.NEGATIVE_INFINITY;

/** Has `listener` called whenever the person comes back to the app; gives the function that ends that. */
export function onWake(listener: () => void): () => void {
	listeners.add(listener);
	return () => {
		listeners.delete(listener);
	};
}

function wake(): void {
	if (document.visibilityState !== "visible" || performance.now() - wokenAt < SAME_MS) return;
	wokenAt = performance.now();
	for (const listener of listeners) listener();
}

/** Begins to listen: the window has the focus, the page is shown again, the network is back. Called once. */
export function listenForWaking(): void {
	addEventListener("focus", wake);
	addEventListener("online", () => {
		wokenAt = Number.NEGATIVE_INFINITY;
		wake();
	});
	addEventListener("pageshow", (event) => event.persisted && wake());
	document.addEventListener("visibilitychange", wake);
}
