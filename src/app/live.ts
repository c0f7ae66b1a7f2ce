import { type ReadonlySignal, signal } from "@preact/signals";
import { Dexie, liveQuery, type Subscription, type Table } from "dexie";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** What a live query has given so far. */
export type Live<T> =
	| { readonly kind: "loading" }
	| { readonly kind: "ready"; readonly value: T }
	| { readonly kind: "failed"; readonly error: unknown };

const LOADING: Live<never> = { kind: "loading" };

type Tables = readonly Pick<Table, "db" | "name">[];

/** How often a paced query is asked at most, ms: a sync writes several pages a second, and nobody reads faster than this. */
const PACE_MS = 400;

/**
 * Runs `query`, and again when one of `tables` changed in any way, at once and then at most once in `PACE_MS`: for what changes with
 * every page of a sync. Keeps no account of what was read, so `tables` must name all of it.
 */
export function pacedQuery<T>(
	query: () => Promise<T>,
	tables: Tables,
	{ next, error }: { readonly next: (value: T) => void; readonly error: (error: unknown) => void },
): Pick<Subscription, "unsubscribe"> {
	const parts = tables.map(({ db, name }) => `idb://${db.name}/${name}/`);
	let timer: ReturnType<typeof setTimeout> | undefined;
	let nextAt = 0;
	let isEnded = false;
	const ask = () => {
		timer = undefined;
		nextAt = performance.now() + PACE_MS;
		query().then(
			(value) => isEnded || next(value),
			(reason: unknown) => isEnded || error(reason),
		);
	};
	const heard = (changed: object) => {
		if (timer !== undefined || !Object.keys(changed).some((key) => parts.some((part) => key.startsWith(part)))) return;
		timer = setTimeout(ask, nextAt - performance.now());
	};
	Dexie.on("storagemutated", heard);
	ask();
	return {
		unsubscribe: () => {
			isEnded = true;
			clearTimeout(timer);
			Dexie.on.storagemutated.unsubscribe(heard);
		},
	};
}

/**
 * Runs `query` against the database and again whenever what it read changes, also when another tab or the worker changed it.
 * A change of `deps` starts over with `loading`: an answer is never shown for a question it was not given to. With `tables` it is a
 * `pacedQuery` of them.
 */
export function useLive<T>(query: () => Promise<T>, deps: readonly unknown[], tables?: Tables): Live<T> {
	const [state, setState] = useState<{ deps: readonly unknown[]; live: Live<T> }>({ deps, live: LOADING });
	const newest = useRef(query);
	newest.current = query;
	// Not after the next frame: a page that asks one thing after another would wait for a frame each time.
	useLayoutEffect(() => {
		const ask = () => newest.current();
		const observer = {
			next: (value: T) => setState({ deps, live: { kind: "ready", value } }),
			error: (error: unknown) => setState({ deps, live: { kind: "failed", error } }),
		};
		const subscription = tables ? pacedQuery(ask, tables, observer) : liveQuery(ask).subscribe(observer);
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

/**
 * A live query that runs as long as the app does, as a signal: for what every page shows (servers, waiting changes). With `tables` it
 * is a `pacedQuery` of them.
 */
export function liveSignal<T>(query: () => Promise<T>, first: T, tables?: Tables): ReadonlySignal<T> {
	const result = signal(first);
	const observer = {
		next: (value: T) => {
			result.value = value;
		},
		// The database could not be opened; the page on screen says so.
		error: () => undefined,
	};
	if (tables) pacedQuery(query, tables, observer);
	else liveQuery(query).subscribe(observer);
	return result;
}
