/**
 * The name a library's window is stored under: its place in the order and its view, as in `120?sort=added`. The default view from the
 * top has none: syncs keep that one up to date. Pure.
 */
export function windowName(query: string, start: number): string | undefined {
	return query === "" && start === 0 ? undefined : `${start}?${query}`;
}

/** The inverse of `windowName`. Pure. */
export function readWindowName(view: string | undefined): { readonly start: number; readonly query: string } {
	if (view === undefined) return { start: 0, query: "" };
	const mark = view.indexOf("?");
	return { start: Number(view.slice(0, mark)) || 0, query: view.slice(mark + 1) };
}
