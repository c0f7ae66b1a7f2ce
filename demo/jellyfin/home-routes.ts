import { json, page, problem } from "./answers.ts";
import { actingAccount, type Call, guidPart } from "./call.ts";
import { type Entry, playable } from "./entry.ts";
import { dashedGuid } from "./guid.ts";
import { isResumable } from "./item-query.ts";
import { pageOf, printRows } from "./item-routes.ts";
import { Refusal } from "./query.ts";
import type { Route } from "./router.ts";
import { isVisible } from "./server-state.ts";
import { parseStamp } from "./stamp.ts";
import { shownData, type UserDataRows } from "./user-data.ts";

function seriesInPath(call: Call): Entry {
	const entry = call.state.catalogue().byId.get(guidPart(call, "seriesId"));
	if (entry?.type !== "Series" || !isVisible(entry, actingAccount(call))) {
		throw new Refusal(json("Series not found", 404));
	}
	return entry;
}

function listSeasons(call: Call): Response {
	const entry = call.state.catalogue().byId.get(guidPart(call, "seriesId"));
	if (entry?.type !== "Series" || !isVisible(entry, actingAccount(call))) {
		return problem(404);
	}
	const wantsSpecials = call.query.flag("isSpecialSeason");
	const shown = entry.children.filter(
		(season) => wantsSpecials === null || (season.indexNumber === 0) === wantsSpecials,
	);
	return page(printRows(call, shown));
}

/** Episodes in the order they aired: a special stands where its `airs` puts it, files without a number first (04-series #12). */
export function airedOrder(series: Entry): Entry[] {
	const place = (episode: Entry): readonly [number, number, number] => {
		const { airs } = episode.extras;
		if (airs?.beforeSeason !== undefined) {
			return [airs.beforeSeason, airs.beforeEpisode ?? 0, 0];
		}
		if (airs?.afterSeason !== undefined) {
			return [airs.afterSeason, 1_000_000, episode.indexNumber ?? 0];
		}
		return [episode.season?.indexNumber ?? 0, episode.indexNumber ?? -1, 1];
	};
	return playable(series).sort((a, b) => {
		const [left, right] = [place(a), place(b)];
		return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
	});
}

function isOfSeason(episode: Entry, season: Entry): boolean {
	const { airs } = episode.extras;
	return episode.season === season || (airs?.beforeSeason ?? airs?.afterSeason) === season.indexNumber;
}

function listEpisodes(call: Call): Response {
	const series = seriesInPath(call);
	const { query } = call;
	let shown = airedOrder(series);
	const seasonId = query.guid("seasonId");
	const number = query.integer("season");
	if (seasonId !== null || number !== null) {
		const season = series.children.find((child) =>
			seasonId === null ? child.indexNumber === number : child.id === seasonId,
		);
		if (!season && seasonId !== null) {
			return json(`No season exists with Id ${dashedGuid(seasonId)}`, 404);
		}
		shown = season ? shown.filter((episode) => isOfSeason(episode, season)) : [];
	}
	if (query.flag("isMissing")) {
		shown = [];
	}
	const adjacent = query.guid("adjacentTo");
	if (adjacent !== null) {
		const index = shown.findIndex((episode) => episode.id === adjacent);
		shown = shown.slice(Math.max(0, index - 1), index + 2);
	}
	const first = query.guid("startItemId");
	if (first !== null) {
		shown = shown.slice(shown.findIndex((episode) => episode.id === first));
	}
	return pageOf(call, shown);
}

/** The episode after the last watched one, or the one in progress; none without a watched or begun episode. */
function nextOf(series: Entry, rows: UserDataRows, isAsked: boolean): { episode: Entry; at: string } | null {
	const episodes = airedOrder(series).filter(
		({ indexNumber, parentIndexNumber }) => indexNumber !== null && parentIndexNumber !== 0,
	);
	let last = -1;
	let at = "";
	for (const [index, episode] of episodes.entries()) {
		const data = rows.get(episode.id);
		if (data?.isPlayed || (data?.position ?? 0) > 0) {
			last = data?.isPlayed ? index : index - 1;
			at = data?.lastPlayed && data.lastPlayed > at ? data.lastPlayed : at;
		}
	}
	const isBegun = episodes.some(({ id }) => rows.get(id)?.isPlayed || (rows.get(id)?.position ?? 0) > 0);
	if (!isBegun && !isAsked) {
		return null;
	}
	const next = episodes.slice(last + 1).find(({ id }) => !rows.get(id)?.isPlayed);
	return next ? { episode: next, at } : null;
}

function nextUp(call: Call): Response {
	const account = actingAccount(call);
	const rows = call.state.dataOf(account);
	const { query } = call;
	const seriesId = query.guid("seriesId");
	const parentId = query.guid("parentId");
	const cutoff = parseStamp(query.text("nextUpDateCutoff") ?? "");
	const withResumable = query.flag("enableResumable") ?? true;
	const shows = call.state.catalogue().titles.filter((entry) => entry.type === "Series" && isVisible(entry, account));
	const found = shows
		.filter(({ id, libraryId }) => (seriesId ? id === seriesId : !parentId || libraryId === parentId))
		.flatMap((series) => nextOf(series, rows, seriesId !== null) ?? [])
		.filter(({ at }) => cutoff === null || at >= cutoff)
		.filter(({ episode }) => withResumable || (rows.get(episode.id)?.position ?? 0) === 0)
		.sort((a, b) => (a.at > b.at ? -1 : 1));
	return pageOf(
		call,
		found.map(({ episode }) => episode),
	);
}

/** The file of a film that was played last, if it is in progress. */
function playedFile(entry: Entry, rows: UserDataRows): Entry {
	return [entry, ...entry.versions]
		.filter((file) => (rows.get(file.id)?.position ?? 0) > 0)
		.reduce((best, file) =>
			(rows.get(file.id)?.lastPlayed ?? "") > (rows.get(best.id)?.lastPlayed ?? "") ? file : best,
		);
}

function resume(call: Call): Response {
	const account = actingAccount(call);
	const rows = call.state.dataOf(account);
	const { query } = call;
	const parentId = query.guid("parentId");
	const types = query.list("includeItemTypes");
	const isVideoOnly = query.list("mediaTypes").includes("Video");
	const found = call.state
		.catalogue()
		.titles.filter((entry) => {
			const isVideo = entry.type === "Movie" || entry.type === "Episode";
			return (
				isVisible(entry, account) &&
				(!parentId || entry.libraryId === parentId) &&
				(types.length === 0 || types.includes(entry.type)) &&
				(isVideo || !isVideoOnly) &&
				isResumable(entry, rows)
			);
		})
		.map((entry) => ({ entry, at: shownData(entry, rows).lastPlayed ?? "" }))
		.sort((a, b) => (a.at > b.at ? -1 : a.at < b.at ? 1 : a.entry.sortName < b.entry.sortName ? -1 : 1))
		.map(({ entry }) => (entry.versions.length > 0 ? playedFile(entry, rows) : entry));
	return pageOf(call, found);
}

/** What came last: films as they are, episodes gathered under their show; watched ones are left out only when asked. */
function latest(call: Call): Response {
	const account = actingAccount(call);
	const rows = call.state.dataOf(account);
	const { query, state } = call;
	const parentId = query.guid("parentId");
	const types = query.list("includeItemTypes");
	const isPlayed = query.flag("isPlayed");
	const isGrouped = query.flag("groupItems") ?? true;
	const videos = state
		.catalogue()
		.titles.filter(
			(entry) =>
				(entry.type === "Movie" || entry.type === "Episode") &&
				isVisible(entry, account) &&
				(!parentId || entry.libraryId === parentId) &&
				(types.length === 0 || types.includes(entry.type)) &&
				(isPlayed === null || (rows.get(entry.id)?.isPlayed ?? false) === isPlayed),
		)
		.sort((a, b) => (a.dateCreated > b.dateCreated ? -1 : a.dateCreated < b.dateCreated ? 1 : 0));
	const limit = query.integer("limit") ?? 20;
	if (!isGrouped) {
		return json(printRows(call, videos.slice(0, limit)));
	}
	// Without a library the server looks at twice as many files as rows were asked for (04-home-rows #10, #14).
	const looked = parentId ? videos : videos.slice(0, limit * 2);
	const groups = new Map<Entry, number>();
	for (const entry of looked) {
		const shown = entry.series ?? entry;
		groups.set(shown, (groups.get(shown) ?? 0) + 1);
	}
	const shown = [...groups.keys()].slice(0, limit);
	const rowOf = (row: Record<string, unknown>, entry: Entry | undefined): Record<string, unknown> => {
		const isCounted = !parentId && entry?.type === "Series";
		return isCounted ? { ...row, ChildCount: groups.get(entry) } : row;
	};
	return json(printRows(call, shown).map((row, index) => rowOf(row, shown[index])));
}

/** Seasons, episodes and the rows of a home page. */
export const homeRoutes: readonly Route[] = [
	{ method: "GET", path: "/Shows/{seriesId}/Seasons", gate: "user", answer: listSeasons },
	{ method: "GET", path: "/Shows/{seriesId}/Episodes", gate: "user", answer: listEpisodes },
	{ method: "GET", path: "/Shows/NextUp", gate: "user", answer: nextUp },
	{ method: "GET", path: "/UserItems/Resume", gate: "user", answer: resume },
	{ method: "GET", path: "/Users/{userId}/Items/Resume", gate: "user", answer: resume },
	{ method: "GET", path: "/Items/Latest", gate: "user", answer: latest },
	{ method: "GET", path: "/Users/{userId}/Items/Latest", gate: "user", answer: latest },
];
