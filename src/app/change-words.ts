import type { Change, OutboxRow, TitleSnapshot } from "../model/change.ts";
import type { Source } from "../model/source.ts";
import type { WatchState } from "../model/watch-state.ts";
import type { Preview } from "../progress/preview.ts";
import { reasonText } from "../progress/reason-text.ts";
import { episodeCode, timecode } from "./format.ts";

const MINUTE_MS = 60_000;

/**
 * What the person did, in words that follow the title: `stopped at 12:30`, `marked it watched`. Pure. `what`: what it was done to, where
 * it was more than one title: `marked 8 episodes watched`.
 */
export function changesInWords(changes: readonly Change[], what = "it"): string {
	return changes.map((change) => changeInWords(change, what)).join(", then ");
}

function changeInWords(change: Change, what: string): string {
	switch (change.type) {
		case "progress":
			return `stopped at ${timecode(change.positionMs ?? 0)}`;
		case "finished":
			return `watched ${what} to the end`;
		case "markWatched":
			return `marked ${what} watched`;
		case "markUnwatched":
			return `marked ${what} not watched`;
		case "clearPosition":
			return `forgot the place in ${what}`;
	}
}

/** What else there is to know about why a row waits. */
export interface WaitingFacts {
	/** Undefined when it was removed from this device. */
	readonly source: Pick<Source, "state" | "serverName"> | undefined;
	/** Nothing goes at all now: no network, or the person has sending wait. */
	readonly isHeld: boolean;
	/** Device time, epoch ms. */
	readonly now: number;
}

/** In how long, coarse: `in a moment`, `in 5 min`, `in 6 h`. */
function inHowLong(ms: number): string {
	if (ms < MINUTE_MS) return "in a moment";
	return ms < 60 * MINUTE_MS ? `in ${Math.ceil(ms / MINUTE_MS)} min` : `in ${Math.round(ms / (60 * MINUTE_MS))} h`;
}

/**
 * Why a row waits and when it goes. Pure. The first line that applies is told; empty where the same is said of all that waits, once.
 *
 * | the row, or around it | is told |
 * |---|---|
 * | is being sent | that |
 * | its server was removed | that it goes nowhere |
 * | is dead or parked | what the server said, and when it is looked at again |
 * | the person signed out, or was; nothing goes now | nothing |
 * | back-off | what happened, how often it was tried, when next |
 * | its server is away | that it goes when it is back |
 */
export function whyItWaits(row: OutboxRow, { source, isHeld, now }: WaitingFacts): string {
	const { attempts, detail, lease, nextTryAt, reason, status } = row;
	if (lease && lease.until > now) return "Being sent now.";
	if (source === undefined) return "Its server was removed from this device.";
	const name = source.serverName;
	const next = nextTryAt - now;
	const told = [reason ? reasonText(reason) : "", detail ?? ""].filter(Boolean).join(" ");
	if (status === "dead") return `${told} It is not tried again by itself.`;
	if (status === "parked") return next > 0 ? `${told} Looked at again ${inHowLong(next)}.` : told;
	if (source.state === "left" || source.state === "signed-out" || isHeld) return "";
	if (attempts > 0 && next > 0) {
		const tries = attempts === 1 ? "once" : `${attempts} times`;
		return `${detail ?? told} Tried ${tries}; next try ${inHowLong(next)}.`;
	}
	if (source.state === "away") return `${name} is away. It goes as soon as it is back.`;
	return [told, "It goes with the next sync, in a moment."].filter(Boolean).join(" ");
}

/** What sending a change would do to its server, as a sentence. Pure. */
export function previewInWords({ kind, code, from, to }: Preview, server: string): string {
	const [before, after] = [stateInWords(from), stateInWords(to)];
	switch (kind) {
		case "asks":
			return `You will be asked: ${server} has “${before}”.`;
		case "nothing":
			return code === "already-there" || code === "resumed"
				? `${server} has this already (${before.toLowerCase()}).`
				: `${server} keeps what it has (${before.toLowerCase()}). ${reasonText(code)}`;
		case "writes": {
			if (before !== after) return `${server}: ${before} → ${after}`;
			return to.playCount > from.playCount
				? `${server}: ${after}, one more viewing`
				: `${server}: ${after}, with your date`;
		}
	}
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

/** A moment as the person's calendar and clock have it: `20 Nov, 14:05`. Takes epoch ms. */
export function moment(at: number): string {
	return new Date(at).toLocaleString(undefined, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
}
