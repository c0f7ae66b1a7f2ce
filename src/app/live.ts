import { type ReadonlySignal, signal } from "@preact/signals";
import { liveQuery } from "dexie";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** What a live query has given so far. */
export type Live<T> =
	| { readonly kind: "loading" }
	| { readonly kind: "ready"; readonly value: T }
	| { readonly kind: "failed"; readonly error: unknown };

const LOADING: Live<never> = { kind: "loading" };

/**
 * Runs `query` against the database and again whenever what it read changes, also when another tab or the worker changed it.
 * A change of `deps` starts over with `loading`: an answer is never shown for a question it was not given to.
 */
export function useLive<T>(query: () => Promise<T>, deps: readonly unknown[]): Live<T> {
	const [state, setState] = useState<{ deps: readonly unknown[]; live: Live<T> }>({ deps, live: LOADING });
	const newest = useRef(query);
	newest.current = query;
	// Not after the next frame: a page that asks one thing after another would wait for a frame each time.
	useLayoutEffect(() => {
		const subscription = liveQuery(() => newest.current()).subscribe({
			next: (value) => setState({ deps, live: { kind: "ready", value } }),
			error: (error: unknown) => setState({ deps, live: { kind: "failed", error } }),
		});
		return () => subscription.unsubscribe();
	}, deps);
	return isSame(state.deps, deps) ? state.live : LOADING;
}

/**
 * The newest answer of a live query, be it to the question asked before this one: for windows that move over a list, where what is
 * known of a row stays true while its neighbours are being read. Undefined until the first.
 */
export function useLatest<T>(query: () => Promise<T>, deps: readonly unknown[]): T | undefined {
	const latest = useRef<T | undefined>(undefined);
	const live = useLive(query, deps);
	if (live.kind === "ready") latest.current = live.value;
	return latest.current;
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
	return a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
}

/** A live query that runs as long as the app does, as a signal: for what every page shows (servers, waiting changes). */
export function liveSignal<T>(query: () => Promise<T>, first: T): ReadonlySignal<T> {
	const result = signal(first);
	liveQuery(query).subscribe({
		next: (value) => {
			result.value = value;
		},
		// The database could not be opened; the page on screen says so.
		error: () => undefined,
	});
	return result;
}
