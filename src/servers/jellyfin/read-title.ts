import type { Item } from "../../model/item.ts";
import { type Outcome, ok } from "../outcome.ts";
import { LIST_TIMEOUT_MS } from "../request.ts";
import type { FullItem, ShowChildren } from "../server.ts";
import type { JellyfinClient } from "./client.ts";
import { mapCredits } from "./map-credits.ts";
import { mapItem } from "./map-item.ts";
import { mapSegments, mapVersions } from "./map-media.ts";
import { ROW_QUERY, readRows } from "./read-lists.ts";
import { itemSchema, listSchema } from "./schemas.ts";
import { webPath } from "./web-path.ts";

/** Seasons and episodes of a show, each in one answer: the server loads all of them whatever the page. */
export async function readChildren(
	client: JellyfinClient,
	show: Pick<Item, "itemId" | "libraryId">,
	signal: AbortSignal,
): Promise<Outcome<ShowChildren>> {
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
	{ itemId, libraryId }: Pick<Item, "itemId" | "libraryId">,
	serverId: string,
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
	const detail = {
		versions: mapVersions(answer.value.MediaSources ?? []),
		markers: segments.kind === "ok" ? mapSegments(segments.value.Items) : [],
		webPath: webPath(key, serverId),
	};
	return ok({
		row: { ...row, item: { ...row.item, detail } },
		...mapCredits(itemId, answer.value.People ?? []),
	});
}
