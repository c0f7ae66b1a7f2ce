import { useEffect } from "preact/hooks";
import { refreshing, touchScope } from "./engine.ts";
import { onRefresh } from "./keys.ts";

/** What a page can do about the age of what it shows. */
export interface Refresh {
	readonly isRefreshing: boolean;
	/** Refreshes whatever its age. */
	readonly now: () => void;
}

/** Touches the scopes a page shows, when it opens and when they change; R and the refresh button force them. DESIGN.md §3. */
export function useTouch(scopes: readonly string[]): Refresh {
	const key = scopes.join("\n");
	const touchAll = (force: boolean) => {
		for (const scope of scopes) touchScope(scope, force).catch(() => undefined);
	};
	useEffect(() => {
		touchAll(false);
		return onRefresh(() => touchAll(true));
	}, [key]);
	return { isRefreshing: scopes.some((scope) => refreshing.value.has(scope)), now: () => touchAll(true) };
}
