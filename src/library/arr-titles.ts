import { isQuotaExceeded } from "../db/database-errors.ts";
import { noteArrChanges } from "../db/title-changes.ts";
import type { World } from "../db/world.ts";
import type { ArrId, ArrProblem, ArrTitle, ArrTitleId } from "../model/arr.ts";
import { arrProblemOf } from "../servers/arr/client.ts";
import { parseTitles, readTitles } from "../servers/arr/read-arr.ts";
import { reachableFrom } from "../servers/reachable-from.ts";
import { openToken } from "../servers/secrets.ts";
import { type ArrTouch, isScopeDue, readWhenDue } from "./arr-freshness.ts";
import { fetchedRow } from "./freshness-rows.ts";
import { isSameValue } from "./same-value.ts";
import type { Scope } from "./scopes.ts";

/** How long the titles of a Radarr or Sonarr count as fresh, ms. */
const TITLES_TTL_MS = 60 * 60_000;

/** The scope of the titles of a server. */
export const titlesScope = (arrId: ArrId): Scope => `arr:${arrId}`;

/** Whether `touchArr` would read the titles now. */
export function isArrDue(world: Pick<World, "db" | "now">, arrId: ArrId, force = false): Promise<boolean> {
	return isScopeDue(world, titlesScope(arrId), TITLES_TTL_MS, force);
}

/**
 * Makes what is known of a server's titles fresh: returns at once when it is, or failed a moment ago. `settle` writes what was read,
 * `settleArr` where the caller has no better place for it. What went wrong stands in the server's row.
 */
export async function touchArr(
	world: World,
	arrId: ArrId,
	touch: ArrTouch & { readonly settle?: (text: string) => Promise<ArrProblem | null> },
): Promise<void> {
	const settle = touch.settle ?? ((text) => settleArr(world, arrId, text));
	await readWhenDue(world, arrId, titlesScope(arrId), TITLES_TTL_MS, touch, async () => {
		const server = await world.db.arrServers.get(arrId);
		if (server === undefined) return null;
		const secret = await openToken(world.db, arrId);
		if (secret === null) return "wrong-key";
		if (!reachableFrom(world.place, server.baseUrl)) return "mixed-content";
		const access = { baseUrl: server.baseUrl, key: secret.token };
		const answer = await readTitles(world, server, access, touch.signal);
		return answer.kind === "ok" ? ((await settle(answer.value)) ?? "done") : arrProblemOf(answer);
	});
}

/**
 * Writes the titles of a server that `readTitles` gave, in one transaction: rows that changed, and removals. Rows that could not be
 * read stay as they are. Null when that went well. Nothing is written of a server that was removed.
 */
export async function settleArr(world: World, arrId: ArrId, text: string): Promise<ArrProblem | null> {
	const server = await world.db.arrServers.get(arrId);
	if (server === undefined) return null;
	const parsed = parseTitles(server, text);
	if (parsed.kind !== "ok") return "unreadable";
	const { titles, skipped, unread } = parsed.value;
	if (titles.length === 0 && skipped > 0) return "unreadable";
	try {
		await write(world, arrId, titles, skipped, unread);
		return null;
	} catch (error) {
		if (!isQuotaExceeded(error)) throw error;
		return "storage-full";
	}
}

function write(
	{ db, now }: World,
	arrId: ArrId,
	titles: readonly ArrTitle[],
	skipped: number,
	unread: readonly ArrTitleId[] | null,
): Promise<void> {
	return db.transaction("rw", db.arrServers, db.arrTitles, db.freshness, db.titleChanges, async () => {
		const server = await db.arrServers.get(arrId);
		if (server === undefined) return;
		const known = await db.arrTitles.where("arrTitleId").between(`${arrId}/`, `${arrId}/\uffff`).toArray();
		const gone = new Map(known.map((row) => [row.arrTitleId, row]));
		const changed = titles.flatMap((title): [ArrTitle | undefined, ArrTitle][] => {
			const before = gone.get(title.arrTitleId);
			gone.delete(title.arrTitleId);
			const after = before?.download ? { ...title, download: before.download, queuedBy: arrId } : title;
			return isSameValue(before, after) ? [] : [[before, after]];
		});
		await db.arrTitles.bulkPut(changed.map(([, after]) => after));
		for (const id of unread ?? []) gone.delete(id);
		if (unread === null) gone.clear();
		await db.arrTitles.bulkDelete([...gone.keys()]);
		const left = [...gone.values()].map((before) => [before, undefined] as const);
		await noteArrChanges(db, arrId, [...changed, ...left]);
		const { problem: _, ...rest } = server;
		await db.arrServers.put({ ...rest, titles: titles.length, readAt: now() });
		await db.freshness.put(fetchedRow(titlesScope(arrId), now(), skipped));
	});
}
