import type { ItemId } from "../../model/ids.ts";
import type { MediaVersion } from "../../model/item.ts";
import type { Source } from "../../model/source.ts";
import type { WatchState } from "../../model/watch-state.ts";
import { type Outcome, ok } from "../outcome.ts";
import { LIST_TIMEOUT_MS } from "../request.ts";
import type { AskedItem, FullItem, ShowChildren } from "../server.ts";
import type { JellyfinClient } from "./client.ts";
import { mapCredits } from "./map-credits.ts";
import { mapItem } from "./map-item.ts";
import { mapSegments, mapVersions } from "./map-media.ts";
import { mapWatch } from "./map-watch.ts";
import { ROW_QUERY, readRows } from "./read-lists.ts";
import { readCollection, readPlaylist } from "./read-title-lists.ts";
import { itemSchema, listSchema } from "./schemas.ts";
import { webPath } from "./web-path.ts";

/** Seasons and episodes of a show, each in one answer: the server loads all of them whatever the page. Of a collection or playlist its titles. */
export async function readChildren(
	client: JellyfinClient,
	show: AskedItem,
	signal: AbortSignal,
): Promise<Outcome<ShowChildren>> {
	if (show.kind === "collection") return readCollection(client, show, signal);
	if (show.kind === "playlist") return readPlaylist(client, show, signal);
	const path = `/Shows/${client.keyOf(show.itemId)}`;
	const options = { timeoutMs: LIST_TIMEOUT_MS };
	const [seasons, episodes] = await Promise.all([
		client.get(`${path}/Seasons`, ROW_QUERY, listSchema, signal, options),
		client.get(`${path}/Episodes`, ROW_QUERY, listSchema, signal, options),
	]);
	if (seasons.kind !== "ok") return seasons;
	if (episodes.kind !== "ok") return episodes;
	const leaves = readRows(client, episodes.value.Items, show.libraryId);
	const branches = readRows(client, seasons.value.Items, show.libraryId);
	const leafCount = (seasonId: string) => leaves.rows.filter(({ item }) => item.parentId === seasonId).length;
	const counted = branches.rows.map((row) => ({
		...row,
		item: { ...row.item, leafCount: leafCount(row.item.itemId) },
	}));
	return ok({ rows: [...counted, ...leaves.rows], skipped: branches.skipped + leaves.skipped });
}

/** One title with everything: cast and crew are never cut short by Jellyfin. contract/jellyfin-api.md §3.4. */
export async function readFull(
	client: JellyfinClient,
	{ itemId, libraryId }: AskedItem,
	{ serverId, serverVersion }: Pick<Source, "serverId" | "serverVersion">,
	signal: AbortSignal,
): Promise<Outcome<FullItem>> {
	const key = client.keyOf(itemId);
	const [answer, segments] = await Promise.all([
		client.get(`/Items/${key}`, {}, itemSchema, signal, { timeoutMs: LIST_TIMEOUT_MS }),
		client.get(`/MediaSegments/${key}`, {}, listSchema, signal),
	]);
	if (answer.kind !== "ok") return answer;
	const row = mapItem(answer.value, client.sourceId, libraryId);
	if (row === null) return { kind: "unreachable", reason: "unreadable", detail: `type ${answer.value.Type}` };
	const isApart = keepsFilesApart(serverVersion);
	const versions = mapVersions(answer.value.MediaSources ?? [], (sourceKey) => {
		const fileId = client.toItemId(sourceKey);
		return isApart && fileId !== itemId ? fileId : undefined;
	});
	const detail = {
		versions,
		markers: segments.kind === "ok" ? mapSegments(segments.value.Items) : [],
		webPath: webPath(key, serverId),
	};
	return ok({
		row: { ...row, item: { ...row.item, detail } },
		files: await readFiles(client, versions, signal),
		...mapCredits(itemId, answer.value.People ?? []),
	});
}

/** Servers since 12 remember each file of a film by itself; those before put everything down to the title. contract/jellyfin-api.md §8. */
function keepsFilesApart(serverVersion: string | undefined): boolean {
	return Number.parseInt(serverVersion ?? "", 10) >= 12;
}

/** States of a title's further files. No list has them, only a read of each (jellyfin/recorded 04-movie-detail #6-7). */
async function readFiles(
	client: JellyfinClient,
	versions: readonly MediaVersion[],
	signal: AbortSignal,
): Promise<ReadonlyMap<ItemId, WatchState>> {
	const fileIds = versions.flatMap(({ itemId }) => itemId ?? []);
	const read = await Promise.all(
		fileIds.map(async (fileId) => ({
			fileId,
			answer: await client.get(`/Items/${client.keyOf(fileId)}`, {}, itemSchema, signal),
		})),
	);
	return new Map(
		read.flatMap(({ fileId, answer }): [ItemId, WatchState][] =>
			answer.kind === "ok" && answer.value.UserData ? [[fileId, mapWatch(answer.value.UserData)]] : [],
		),
	);
}
