import { forgetTitlesOf } from "../db/forget-titles.ts";
import type { StowawayDatabase } from "../db/schema.ts";
import { titlesLock } from "../db/title-changes.ts";
import type { World } from "../db/world.ts";
import { ALL_SOURCES, type SourceId } from "../model/ids.ts";
import { forgetCheckedAddresses, openWatchServer } from "./open-server.ts";
import { dropToken } from "./secrets.ts";

/** How many titles of a source have changes that the server does not know yet. */
export function waitingCount(db: StowawayDatabase, sourceId: SourceId): Promise<number> {
	return db.outbox.where("sourceId").equals(sourceId).count();
}

/**
 * Leaves a source: revokes the token if its server can be reached, and drops it. Cache and waiting changes stay, and go on when the
 * person signs in again. A drain before this is the caller's. DESIGN.md §4 *Leaving*.
 */
export async function signOut(
	world: World,
	sourceId: SourceId,
	signal: AbortSignal,
): Promise<{ readonly isRevoked: boolean; readonly waiting: number }> {
	const isRevoked = !(await sharesAccount(world.db, sourceId)) && (await revoke(world, sourceId, signal));
	await dropToken(world.db, sourceId);
	forgetCheckedAddresses(world, sourceId);
	await world.db.sources.update(sourceId, { state: "left", stateSince: world.now() });
	return { isRevoked, waiting: await waitingCount(world.db, sourceId) };
}

async function revoke(world: World, sourceId: SourceId, signal: AbortSignal): Promise<boolean> {
	const server = await openWatchServer(world, sourceId, signal);
	return server.kind === "ok" && (await server.value.signOut(signal)).kind === "ok";
}

/** True when another source uses the same Plex account: its token is one for all servers, and revoking it would end them too. */
async function sharesAccount(db: StowawayDatabase, sourceId: SourceId): Promise<boolean> {
	const sources = await db.sources.toArray();
	const leaving = sources.find((source) => source.sourceId === sourceId);
	return sources.some(
		(source) =>
			source.sourceId !== sourceId &&
			source.dialect === "plex" &&
			leaving?.dialect === "plex" &&
			source.userId === leaving.userId &&
			source.accountUrl === leaving.accountUrl &&
			source.state !== "left",
	);
}

/**
 * Removes everything of a source from this device: rows, changes that wait, journal, pictures. Its own row goes last, so that a
 * removal that was cut off shows and can be done again.
 */
export async function removeSource(world: World, sourceId: SourceId): Promise<void> {
	const { db } = world;
	// First of all: whoever writes rows of a source looks at this in the same transaction (`db/connected-source.ts`).
	await db.sources.update(sourceId, { state: "left", stateSince: world.now() });
	await dropToken(db, sourceId);
	forgetCheckedAddresses(world, sourceId);
	await removePictures(world, sourceId);
	await removeRows(db, sourceId);
	const catalogue = [db.titles, db.titleFindings, db.titleChanges, db.rulings, db.runs, db.runChanges];
	const tables = [db.sources, db.secrets, db.outbox, ...catalogue];
	// After a run over the titles that is under way, which would bring back what it has read.
	await world.locks.request(titlesLock(world.scope), {}, () =>
		db.transaction("rw", tables, async () => {
			// A film that plays on in another tab may have written since.
			await db.outbox.where("sourceId").equals(sourceId).delete();
			const successor = (await db.sources.get(sourceId))?.successor;
			await db.sources.delete(sourceId);
			await db.secrets.delete(sourceId);
			await forgetTitlesOf(db, sourceId, world.now(), successor);
		}),
	);
}

async function removeRows(db: StowawayDatabase, sourceId: SourceId): Promise<void> {
	const ids = [`${sourceId}/`, `${sourceId}/\uffff`] as const;
	const pairs = [[`${sourceId}/`], [`${sourceId}/\uffff`]] as const;
	// Before what is in them: a sync writes a page only while its library is there.
	await db.libraries.where("sourceId").equals(sourceId).delete();
	await db.outbox.where("sourceId").equals(sourceId).delete();
	await db.journal.where("sourceId").equals(sourceId).delete();
	await db.images.where("sourceId").equals(sourceId).delete();
	for (const table of [db.items, db.people, db.watch, db.written]) {
		await table
			.where(":id")
			.between(...ids)
			.delete();
	}
	for (const table of [db.credits, db.members, db.shelves, db.windows]) {
		await table
			.where(":id")
			.between(...pairs)
			.delete();
	}
	// What all sources showed together, this one among them.
	await db.windows
		.where(":id")
		.between([`${ALL_SOURCES}/`], [`${ALL_SOURCES}/\uffff`])
		.delete();
	const scopes = await db.freshness.toCollection().primaryKeys();
	const own = scopes.filter((scope) => isScopeOf(scope, sourceId));
	await db.freshness.bulkDelete(own);
	await db.absences.bulkDelete(own);
	await db.seen.filter(({ scope }) => isScopeOf(scope, sourceId)).delete();
}

/** Scopes end in the id of what they are about: `libraries:a1`, `full:a1/77`. */
export function isScopeOf(scope: string, sourceId: SourceId): boolean {
	const about = scope.slice(scope.indexOf(":") + 1);
	return about === sourceId || about.startsWith(`${sourceId}/`);
}

/** The bytes of the image cache: a key names its source after `-/image/`. */
async function removePictures({ caches, scope }: World, sourceId: SourceId): Promise<void> {
	const cache = await caches?.open(`stowaway-images:${scope}`);
	const prefix = `${scope}-/image/${sourceId}/`;
	for (const request of (await cache?.keys()) ?? []) {
		if (new URL(request.url).pathname.startsWith(prefix)) await cache?.delete(request);
	}
}
