import type { World } from "../../db/world.ts";
import type { SourceId } from "../../model/ids.ts";
import type { Address, Source } from "../../model/source.ts";
import { forgetCheckedAddresses } from "../open-server.ts";
import { type SourceToken, sealedSecret } from "../secrets.ts";

/** Counts the ids given out, so that the id of a removed source never comes back while rows of it may still be written. */
const LAST_ID_SETTING = "sources.last";

export type NewSource = Omit<Source, "sourceId" | "state" | "stateSince" | "order">;

/**
 * Stores a source that signed in, with its token sealed. An account that is known already (dialect, server and user are the same)
 * keeps its id, order and everything stored for it, and gets the new token and addresses, the new ones first.
 */
export async function storeSource(world: World, signedIn: NewSource, token: SourceToken): Promise<SourceId> {
	const { db } = world;
	// Sealed before the transaction: WebCrypto would let it end.
	const secret = await sealedSecret("", token);
	const sourceId = await db.transaction("rw", db.sources, db.secrets, db.settings, async () => {
		const sources = await db.sources.toArray();
		const known = sources.find((source) => isSameAccount(source, signedIn));
		const id = known?.sourceId ?? (await nextId(world, sources));
		const order = known?.order ?? sources.reduce((last, source) => Math.max(last, source.order + 1), 0);
		const addresses = mergedAddresses(signedIn.addresses, known?.addresses ?? []);
		await db.sources.put({ ...signedIn, addresses, sourceId: id, order, state: "ok", stateSince: world.now() });
		await db.secrets.put({ ...secret, sourceId: id });
		return id;
	});
	forgetCheckedAddresses(world, sourceId);
	return sourceId;
}

function isSameAccount(a: NewSource, b: NewSource): boolean {
	return a.dialect === b.dialect && a.serverId === b.serverId && a.userId === b.userId;
}

/** First the new ones in their order, then those known before that are not among them. */
export function mergedAddresses(fresh: readonly Address[], known: readonly Address[]): readonly Address[] {
	return [...fresh, ...known.filter(({ url }) => !fresh.some((address) => address.url === url))];
}

async function nextId({ db }: World, sources: readonly Source[]): Promise<SourceId> {
	const row = await db.settings.get(LAST_ID_SETTING);
	const used = sources.map(({ sourceId }) => Number.parseInt(sourceId.slice(1), 10) || 0);
	const last = Math.max(0, typeof row?.value === "number" ? row.value : 0, ...used) + 1;
	await db.settings.put({ name: LAST_ID_SETTING, value: last });
	return `a${last}`;
}
