import { noteArrChanges } from "../db/title-changes.ts";
import type { World } from "../db/world.ts";
import type { ArrDownload, ArrId, ArrProblem, ArrServer, ArrTitle, ArrTitleId } from "../model/arr.ts";
import { type ArrAccess, arrProblemOf } from "../servers/arr/client.ts";
import { arrTitleId } from "../servers/arr/map-title.ts";
import { readQueue, readTitle } from "../servers/arr/read-arr.ts";
import { reachableFrom } from "../servers/reachable-from.ts";
import { openToken } from "../servers/secrets.ts";
import { type ArrTouch, readWhenDue } from "./arr-freshness.ts";
import { titlesScope } from "./arr-titles.ts";
import { fetchedRow } from "./freshness-rows.ts";
import { isSameValue } from "./same-value.ts";
import type { Scope } from "./scopes.ts";

/** How long what a server downloads counts as fresh, ms. */
const QUEUE_TTL_MS = 60_000;
/** How many titles are read one by one after a look at the queue; the rest come with the next reading of all. */
const MOST_SINGLE = 10;

/** The scope of what a server downloads. */
export const queueScope = (arrId: ArrId): Scope => `arr-queue:${arrId}`;

/** What a later answer of any kind disproves. */
const PASSING: readonly (ArrProblem | undefined)[] = ["no-answer", "starting"];

/**
 * Makes fresh what is known of a server's downloads, and of the title `also`. A title that has left the queue is read again, because most likely its file is
 * there now; so is one that came with the queue and is not known yet. Nothing before the titles were read for the first time. A server that
 * answers is no longer one that does not.
 */
export async function touchArrQueue(
	world: World,
	arrId: ArrId,
	touch: ArrTouch & { also?: ArrTitleId },
): Promise<void> {
	await readWhenDue(world, arrId, queueScope(arrId), QUEUE_TTL_MS, touch, async () => {
		const server = await world.db.arrServers.get(arrId);
		const secret = await openToken(world.db, arrId);
		if (server?.readAt === undefined || secret === null || !reachableFrom(world.place, server.baseUrl)) return null;
		const access = { baseUrl: server.baseUrl, key: secret.token };
		const queue = await readQueue(world, access, touch.signal);
		if (queue.kind !== "ok") return arrProblemOf(queue);
		const downloads = new Map([...queue.value].map(([id, download]) => [arrTitleId(arrId, id), download]));
		const read = await readSingle(world, server, access, downloads, touch);
		await write(world, arrId, downloads, read);
		return "done";
	});
}

/** The title that is asked for, and those that left the queue or are new, as they are now; null for one that is gone. Those that could not be read are left out. */
async function readSingle(
	world: World,
	server: ArrServer,
	access: ArrAccess,
	downloads: ReadonlyMap<ArrTitleId, ArrDownload>,
	{ also, signal }: { readonly also?: ArrTitleId; readonly signal: AbortSignal },
): Promise<ReadonlyMap<ArrTitleId, ArrTitle | null>> {
	const { arrTitles } = world.db;
	const queued = await arrTitles.where("queuedBy").equals(server.arrId).primaryKeys();
	const known = new Set(
		await arrTitles
			.where("arrTitleId")
			.anyOf([...downloads.keys()])
			.primaryKeys(),
	);
	const left = queued.filter((id) => !downloads.has(id));
	const unknown = [...downloads.keys()].filter((id) => !known.has(id));
	const read = new Map<ArrTitleId, ArrTitle | null>();
	const ids = new Set([...(also === undefined ? [] : [also]), ...left, ...unknown]);
	for (const id of [...ids].slice(0, MOST_SINGLE)) {
		const number = Number(id.slice(server.arrId.length + 1));
		const answer = await readTitle(world, server, access, number, signal);
		if (answer.kind === "ok") read.set(id, answer.value);
		else if (answer.kind === "gone") read.set(id, null);
	}
	return read;
}

function write(
	{ db, now }: World,
	arrId: ArrId,
	downloads: ReadonlyMap<ArrTitleId, ArrDownload>,
	read: ReadonlyMap<ArrTitleId, ArrTitle | null>,
): Promise<void> {
	return db.transaction("rw", db.arrServers, db.arrTitles, db.freshness, db.titleChanges, async () => {
		const server = await db.arrServers.get(arrId);
		if (server === undefined) return;
		if (PASSING.includes(server.problem)) {
			const { problem: _, ...rest } = server;
			await db.arrServers.put(rest);
			await db.freshness.update(titlesScope(arrId), { failures: 0 });
		}
		const queued = await db.arrTitles.where("queuedBy").equals(arrId).primaryKeys();
		const ids = [...new Set([...queued, ...downloads.keys(), ...read.keys()])];
		const rows = await db.arrTitles.bulkGet(ids);
		for (const [at, id] of ids.entries()) {
			const before = rows[at];
			const fresh = read.get(id);
			const row = fresh === undefined ? before : fresh;
			if (row === null) await db.arrTitles.delete(id);
			else if (row !== undefined) {
				const after = withDownload(row, downloads.get(id));
				if (!isSameValue(before, after)) await db.arrTitles.put(after);
			}
		}
		const known = new Map(ids.map((id, at) => [id, rows[at]]));
		const changes = [...read].map(([id, fresh]) => [known.get(id), fresh ?? undefined] as const);
		await noteArrChanges(db, arrId, changes);
		await db.freshness.put(fetchedRow(queueScope(arrId), now()));
	});
}

function withDownload(row: ArrTitle, download: ArrDownload | undefined): ArrTitle {
	const { download: _, queuedBy: __, ...rest } = row;
	return download === undefined ? rest : { ...rest, download, queuedBy: row.arrId };
}
