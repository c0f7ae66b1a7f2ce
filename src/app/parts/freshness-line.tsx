import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { FreshnessRow } from "../../db/schema.ts";
import { freshnessOf, parseScope } from "../../library/scopes.ts";
import { ttlOf } from "../../library/ttl.ts";
import { age } from "../format.ts";
import { useLive } from "../live.ts";
import { useSetting } from "../use-setting.ts";
import type { Refresh } from "../use-touch.ts";
import { world } from "../world.ts";
import { Icon } from "./icon.tsx";

interface FreshnessLineProps {
	/** Those that stand for the page, of one kind: it is as old as the oldest. */
	readonly scopes: readonly string[];
	readonly refresh: Refresh;
}

/** `Updated 3 h ago`, how the last try went, and the button that refreshes. */
export function FreshnessLine({ scopes, refresh }: FreshnessLineProps): VNode {
	const live = useLive(() => world.db.freshness.bulkGet([...scopes]), [scopes.join("\n")]);
	const now = useMinutes();
	const [ttl] = useSetting(ttlOf(parseScope(scopes[0] ?? "")?.kind ?? "full"));
	const row = live.kind === "ready" ? oldestOf(live.value) : undefined;
	const isOld = ttl !== undefined && freshnessOf(row, ttl, now) === "very-stale" && !refresh.isRefreshing;
	return (
		<p class={isOld ? "freshness is-old" : "freshness"} title={isOld ? "Older than it should be" : undefined}>
			<span role="status">{refresh.isRefreshing ? "Updating…" : words(row, now, scopes.length > 1)}</span>
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

type Row = Pick<FreshnessRow, "fetchedAt" | "failures" | "done">;

/** One row for several: as old as the oldest, and not well while one of them is not. */
function oldestOf(rows: readonly (Row | undefined)[]): Row | undefined {
	const known = rows.filter((row) => row !== undefined);
	if (known.length === 0) return undefined;
	return {
		fetchedAt: Math.min(...rows.map((row) => row?.fetchedAt ?? 0)),
		failures: Math.max(...known.map(({ failures }) => failures)),
		done: Math.max(...known.map(({ done = 0, fetchedAt }) => done || fetchedAt)),
	};
}

function words(row: Row | undefined, now: number, areSeveral: boolean): string {
	if (!row) return "";
	const last = row.fetchedAt > 0 ? `Updated ${age(row.fetchedAt, now)}` : row.done ? "Read in part" : "Not read yet";
	return row.failures > 0 ? `${last} · ${areSeveral ? "not all reached" : "server not reached"}` : last;
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
