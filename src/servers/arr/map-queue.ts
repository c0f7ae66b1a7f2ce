import type { ArrDownload } from "../../model/arr.ts";
import type { QueuedRow } from "./schemas.ts";

/** States of a download that need a person, in lower case. */
const STUCK = ["importblocked", "failedpending", "failed", "warning", "downloadclientunavailable"];
const WAITING = ["queued", "paused", "delay", "fallback", "unknown"];

/**
 * How the download of one row stands.
 *
 * | trackedDownloadState | status | is |
 * |---|---|---|
 * | importBlocked, failedPending, failed | any | stuck |
 * | any | failed, warning, downloadClientUnavailable | stuck |
 * | importPending, importing, imported | any | importing |
 * | any | completed | importing |
 * | any | queued, paused, delay, fallback, unknown | waiting |
 * | any | any other | downloading |
 */
function stateOf({ trackedDownloadState, status }: QueuedRow): ArrDownload["state"] {
	const [tracked, said] = [(trackedDownloadState ?? "").toLowerCase(), (status ?? "").toLowerCase()];
	if (STUCK.includes(tracked) || STUCK.includes(said)) return "stuck";
	if (tracked.startsWith("import") || said === "completed") return "importing";
	return WAITING.includes(said) ? "waiting" : "downloading";
}

/** Of several downloads of a title, this is told: what needs a person, then what moves. */
const TELLING: readonly ArrDownload["state"][] = ["stuck", "downloading", "importing", "waiting"];

/**
 * What a queue says of each title, by its number there. Rows of titles that the server does not know are left out. A pack of episodes
 * is one download with a row an episode, each of which has the size of the whole.
 */
export function mapQueue(rows: readonly QueuedRow[]): ReadonlyMap<number, ArrDownload> {
	const byTitle = new Map<number, QueuedRow[]>();
	for (const row of rows) {
		const id = row.movieId ?? row.seriesId ?? 0;
		if (id > 0) byTitle.set(id, [...(byTitle.get(id) ?? []), row]);
	}
	return new Map([...byTitle].map(([id, own]) => [id, downloadOf(own)]));
}

function downloadOf(rows: readonly QueuedRow[]): ArrDownload {
	const states = rows.map(stateOf);
	const once = new Map(rows.map((row, at) => [row.downloadId || String(at), row]));
	let [size, left] = [0, 0];
	for (const row of once.values()) {
		const whole = Math.max(0, row.size ?? 0);
		size += whole;
		left += Math.min(whole, Math.max(0, row.sizeleft ?? whole));
	}
	return {
		state: TELLING.find((state) => states.includes(state)) ?? "waiting",
		count: rows.length,
		...(size > 0 ? { fraction: (size - left) / size } : {}),
	};
}
