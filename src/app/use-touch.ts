import { useEffect } from "preact/hooks";
import { onRefresh } from "./refresh-key.ts";
import { refreshing, touchScope } from "./refreshing.ts";

/** What a page can do about the age of what it shows. */
export interface Refresh {
	readonly isRefreshing: boolean;
	/** Refreshes whatever its age. */
	readonly now: () => void;
}

/**
 * Touches the scopes a page shows, when it opens and when they change. R and the refresh button force them, or do `instead`, for pages
 * that show more than their scopes. DESIGN.md §3.
 */
export function useTouch(scopes: readonly string[], instead?: () => void): Refresh {
	const key = scopes.join("\n");
	const touchAll = (force: boolean) => {
		for (const scope of scopes) touchScope(scope, force).catch(() => undefined);
	};
	const now = instead ?? (() => touchAll(true));
	useEffect(() => {
		touchAll(false);
		return onRefresh(now);
	}, [key]);
	return { isRefreshing: scopes.some((scope) => refreshing.value.has(scope)), now };
}
