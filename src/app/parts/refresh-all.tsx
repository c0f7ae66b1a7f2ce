import type { VNode } from "preact";
import { age } from "../format.ts";
import { syncProgress } from "../sync-progress.ts";
import { refreshEverything, syncingSources } from "../syncing.ts";
import { useMinutes } from "./freshness-line.tsx";
import { Icon } from "./icon.tsx";

/** Reads all servers anew, and says how old what is shown is. */
export function RefreshAll(): VNode {
	const now = useMinutes();
	const progress = [...syncProgress().values()];
	const isSyncing = syncingSources.value.size > 0;
	// A first reading takes minutes and has a bar of its own: no picture has to be drawn anew sixty times a second all the while.
	const isTurning = isSyncing && progress.every(({ isComplete }) => isComplete);
	const oldest = Math.min(...progress.map(({ fetchedAt }) => fetchedAt));
	return (
		<span class="freshness">
			<span role="status">
				{isSyncing ? "Updating…" : oldest > 0 && progress.length > 0 ? `Updated ${age(oldest, now)}` : ""}
			</span>
			<button
				type="button"
				class={isTurning ? "icon-button is-turning" : "icon-button"}
				aria-label="Refresh everything"
				title="Refresh (R)"
				disabled={isSyncing}
				onClick={refreshEverything}
			>
				<Icon name="refresh-cw" />
			</button>
		</span>
	);
}
