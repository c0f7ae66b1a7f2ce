import type { ArrKind, ArrProblem, ArrTitle } from "../model/arr.ts";

/** What a server of a kind is called. */
export function arrKindName(kind: ArrKind): string {
	return kind === "radarr" ? "Radarr" : "Sonarr";
}

/** A title's standing in a word or two, and how it looks. `share`: 0 to 1 of a download. */
export interface ArrStanding {
	readonly words: string;
	readonly tone: "is-ok" | "is-away" | "is-alert" | "";
	readonly share?: number;
}

/**
 * How a title stands at a Radarr or Sonarr, the most telling first.
 *
 * | title | words |
 * |---|---|
 * | downloads | Downloading 42% · Waiting to download · Importing · Download needs attention |
 * | film with a file | its quality |
 * | film without, monitored | Missing, or Not out yet |
 * | film without, not monitored | No file |
 * | show | All 12 episodes, or 3 of 12 episodes |
 */
export function arrStanding(title: ArrTitle): ArrStanding {
	if (title.download) return downloadStanding(title);
	if (title.kind === "show") return episodesStanding(title);
	if (title.hasFile) return { words: title.quality ?? "Has a file", tone: "is-ok" };
	if (!title.monitored) return { words: "No file", tone: "" };
	return title.isAvailable === false ? { words: "Not out yet", tone: "" } : { words: "Missing", tone: "is-away" };
}

function downloadStanding({ download, kind }: ArrTitle): ArrStanding {
	if (download === undefined) return { words: "", tone: "" };
	const { state, fraction, count } = download;
	const many = kind === "show" && count > 1 ? `${count} episodes ` : "";
	const percent = fraction === undefined ? "" : ` ${Math.floor(fraction * 100)}%`;
	const share = fraction === undefined ? {} : { share: fraction };
	switch (state) {
		case "downloading":
			return { words: many ? `${many}downloading${percent}` : `Downloading${percent}`, tone: "is-away", ...share };
		case "waiting":
			return { words: many ? `${many}wait to download` : "Waiting to download", tone: "is-away" };
		case "importing":
			return { words: many ? `${many}are being imported` : "Importing", tone: "is-away" };
		case "stuck":
			return { words: "Download needs attention", tone: "is-alert" };
	}
}

function episodesStanding({ episodeFiles = 0, episodes = 0, monitored }: ArrTitle): ArrStanding {
	if (episodes === 0) return { words: "No episodes yet", tone: "" };
	const noun = episodes === 1 ? "episode" : "episodes";
	if (episodeFiles >= episodes)
		return { words: episodes === 1 ? "1 episode" : `All ${episodes} ${noun}`, tone: "is-ok" };
	return { words: `${episodeFiles} of ${episodes} ${noun}`, tone: monitored ? "is-away" : "" };
}

/** Where a title's page is; null without a name for it. */
export function arrWebAddress(baseUrl: string, { kind, titleSlug }: ArrTitle): string | null {
	if (!titleSlug) return null;
	return `${baseUrl}/${kind === "movie" ? "movie" : "series"}/${encodeURIComponent(titleSlug)}`;
}

/** What went wrong and what to do about it. `says`: what somebody else there is called. */
export function arrProblemWords(
	problem: ArrProblem,
	says?: string,
): { readonly title: string; readonly whatToDo: string } {
	const [title, whatToDo] = wordsOf(problem, says);
	return { title, whatToDo };
}

function wordsOf(problem: ArrProblem, says: string | undefined): readonly [string, string] {
	switch (problem) {
		case "wrong-key":
			return ["The key is wrong", "Copy it again: in Radarr or Sonarr under Settings, General, API Key."];
		case "not-arr":
			return says
				? [`That is ${says}`, "Only Radarr and Sonarr can be connected here. Check the port."]
				: [
						"No Radarr or Sonarr answers there",
						"Something else does, or it is still starting. Check the port (usually 7878 or 8989) and the path, such as /radarr, if it has one.",
					];
		case "starting":
			return ["It is starting", "It answers but is not ready. Wait a minute, then try again."];
		case "no-answer":
			return ["Nothing answers there", "Check the address, your connection, and that it is switched on."];
		case "too-slow":
			return ["It takes too long to answer", "It may be busy or waking up. Try again in a moment."];
		case "mixed-content":
			return [
				"The browser does not allow plain http here",
				"This page is secure, so it may only reach secure servers. Use an https address, or open this app over http on your own computer.",
			];
		case "permission":
			return [
				"The browser blocks your home network",
				"Allow this site to reach devices on your local network, in the address bar's site settings, then try again.",
			];
		case "cors":
			return [
				"This page may not read its answers",
				"It is there, but the browser is not let in. Radarr and Sonarr let every page in by themselves; a reverse proxy or a sign-in page before them may not. Use an address without it.",
			];
		case "trouble":
			return ["It has a problem of its own", "It answered with an error. Look at its log, or try again in a moment."];
		case "unreadable":
			return ["Its answer makes no sense", "Something between you and it may be in the way. Try again in a moment."];
		case "storage-full":
			return ["This device has no room left", "Free some space on it, then refresh."];
	}
}
