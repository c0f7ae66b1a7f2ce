import type { Change, OutboxRow, TitleSnapshot } from "../model/change.ts";
import type { SourceState } from "../model/source.ts";
import type { WatchState } from "../model/watch-state.ts";
import { episodeCode, timecode } from "./format.ts";

/** What the person did, in words that follow the title: `stopped at 12:30`, `marked watched`. Pure. */
export function changesInWords(changes: readonly Change[]): string {
	return changes.map(changeInWords).join(", then ");
}

function changeInWords(change: Change): string {
	switch (change.type) {
		case "progress":
			return `stopped at ${timecode(change.positionMs ?? 0)}`;
		case "finished":
			return "watched to the end";
		case "markWatched":
			return "marked watched";
		case "markUnwatched":
			return "marked not watched";
		case "clearPosition":
			return "position cleared";
	}
}

/** Why a row waits, when its reason alone does not say it. Pure. `now` device epoch ms. */
export function whyItWaits(row: OutboxRow, server: SourceState | undefined, now: number): string {
	if (row.lease && row.lease.until > now) return "Being sent now.";
	if (row.status === "waiting" && row.attempts === 0) {
		if (server === "signed-out" || server === "left") return "It goes once you have signed in again.";
		return server === "away"
			? "Its server is away. It goes as soon as it is back."
			: "Goes with the next sync, in a moment.";
	}
	const next = row.nextTryAt - now;
	if (row.status === "waiting" && next > 0) {
		const tries = row.attempts === 1 ? "once" : `${row.attempts} times`;
		return `Tried ${tries}; next try in ${Math.ceil(next / 60_000)} min.`;
	}
	return "";
}

/** A changed title as one line, from the snapshot that was kept with the change. */
export function snapshotName(snapshot: TitleSnapshot): string {
	const { title, year, version } = snapshot;
	const parts =
		snapshot.kind === "episode"
			? [snapshot.showTitle, episodeCode(snapshot), title]
			: [year ? `${title} (${year})` : title];
	return [...parts, version].filter(Boolean).join(" · ");
}

/** A watch state in words: `Watched`, `Watched, at 12:30 again`, `At 12:30`, `Not watched`. */
export function stateInWords(state: WatchState): string {
	if (state.positionMs > 0) return `${state.watched ? "Watched, again at" : "At"} ${timecode(state.positionMs)}`;
	return state.watched ? "Watched" : "Not watched";
}
