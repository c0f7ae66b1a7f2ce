import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { freshnessOf, parseScope } from "../../library/scopes.ts";
import { ttlOf } from "../../library/ttl.ts";
import { age } from "../format.ts";
import { useLive } from "../live.ts";
import { useSetting } from "../use-setting.ts";
import type { Refresh } from "../use-touch.ts";
import { world } from "../world.ts";
import { Icon } from "./icon.tsx";

/** `Updated 3 h ago`, how the last try went, and the button that refreshes. `scope`: the one that stands for the page. */
export function FreshnessLine({ scope, refresh }: { scope: string; refresh: Refresh }): VNode {
	const live = useLive(() => world.db.freshness.get(scope), [scope]);
	const now = useMinutes();
	const [ttl] = useSetting(ttlOf(parseScope(scope)?.kind ?? "full"));
	const row = live.kind === "ready" ? live.value : undefined;
	const isOld = ttl !== undefined && freshnessOf(row, ttl, now) === "very-stale" && !refresh.isRefreshing;
	return (
		<p class={isOld ? "freshness is-old" : "freshness"} title={isOld ? "Older than it should be" : undefined}>
			<span role="status">{refresh.isRefreshing ? "Updating…" : words(row, now)}</span>
			<button
				type="button"
				class={refresh.isRefreshing ? "icon-button is-turning" : "icon-button"}
				aria-label="Refresh"
				title="Refresh (R)"
				disabled={refresh.isRefreshing}
				onClick={refresh.now}
			>
				<Icon name="refresh-cw" />
			</button>
		</p>
	);
}

function words(row: { fetchedAt: number; failures: number; done?: number } | undefined, now: number): string {
	if (!row) return "";
	const last = row.fetchedAt > 0 ? `Updated ${age(row.fetchedAt, now)}` : row.done ? "Read in part" : "Not read yet";
	return row.failures > 0 ? `${last} · server not reached` : last;
}

/** The time, renewed every minute, so that ages on screen stay true. */
export function useMinutes(): number {
	const [now, setNow] = useState(() => Date.now());
	useEffect(() => {
		const timer = setInterval(() => setNow(Date.now()), 60_000);
		return () => clearInterval(timer);
	}, []);
	return now;
}
