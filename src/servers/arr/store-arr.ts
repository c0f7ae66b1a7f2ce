import { noteWholeSource } from "../../db/title-changes.ts";
import type { World } from "../../db/world.ts";
import type { ArrId } from "../../model/arr.ts";
import { sealedSecret } from "../secrets.ts";
import type { FoundArr } from "./connect-arr.ts";

/** Counts the ids given out, so that the id of a removed server never comes back while rows of it may still be written. */
const LAST_ID_SETTING = "arr.last";

/**
 * Stores a server that took the key, and the key sealed. One that is known already (of the same kind, at the same address) keeps its
 * id and its titles, and gets the new key.
 */
export async function storeArr({ db }: Pick<World, "db">, found: FoundArr, key: string): Promise<ArrId> {
	// Sealed before the transaction: WebCrypto would let it end.
	const secret = await sealedSecret("", { token: key });
	return db.transaction("rw", db.arrServers, db.secrets, db.settings, async () => {
		const servers = await db.arrServers.toArray();
		const known = servers.find(({ kind, baseUrl }) => kind === found.kind && baseUrl === found.baseUrl);
		const row = await db.settings.get(LAST_ID_SETTING);
		const last = typeof row?.value === "number" ? row.value : 0;
		const arrId = known?.arrId ?? `r${last + 1}`;
		if (known === undefined) await db.settings.put({ name: LAST_ID_SETTING, value: last + 1 });
		const { problem: _, ...kept } = known ?? {};
		await db.arrServers.put({ ...kept, ...found, arrId });
		await db.secrets.put({ ...secret, sourceId: arrId });
		return arrId;
	});
}

/** Removes a server, its key and its titles from this device; the catalogue of titles forgets it next. What is being read of it then is not written any more. */
export async function removeArr({ db }: Pick<World, "db">, arrId: ArrId): Promise<void> {
	await db.transaction("rw", db.arrServers, db.secrets, db.arrTitles, db.freshness, db.titleChanges, async () => {
		await db.arrServers.delete(arrId);
		await db.secrets.delete(arrId);
		await db.arrTitles.where("arrTitleId").between(`${arrId}/`, `${arrId}/\uffff`).delete();
		await db.freshness.bulkDelete([`arr:${arrId}`, `arr-queue:${arrId}`]);
		await noteWholeSource(db, arrId);
	});
}
