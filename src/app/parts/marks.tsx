import type { VNode } from "preact";
import type { Shown } from "../watch-states.ts";
import { Icon } from "./icon.tsx";

/** How far in, along the lower edge of a picture. */
export function ProgressBar({ fraction }: { fraction: number }): VNode {
	const percent = Math.round(fraction * 100);
	return (
		<span class="progress">
			<span class="progress-seen" style={{ inlineSize: `${Math.max(2, percent)}%` }} />
			<span class="unseen">{percent} % watched</span>
		</span>
	);
}

/** The small marks in the corner of a picture: watched, episodes left, and a change that still waits to be sent. */
export function Marks({ shown, left }: { shown: Shown | undefined; left?: number }): VNode | null {
	const isWatched = shown?.state.watched === true && shown.state.positionMs === 0;
	if (!isWatched && !shown?.unsent && !left) return null;
	return (
		<span class="marks">
			{shown?.unsent && (
				<span class={shown.unsent.status === "waiting" ? "mark" : "mark is-alert"} title="Waits to be sent">
					<Icon name={shown.unsent.status === "waiting" ? "cloud-upload" : "circle-alert"} />
					<span class="unseen">Waits to be sent</span>
				</span>
			)}
			{isWatched && (
				<span class="mark is-watched" title="Watched">
					<Icon name="check" />
					<span class="unseen">Watched</span>
				</span>
			)}
			{!isWatched && left !== undefined && left > 0 && (
				<span class="mark is-count">
					{left}
					<span class="unseen"> left to watch</span>
				</span>
			)}
		</span>
	);
}
