import * as z from "zod/mini";
import type { SecretRow, StowawayDatabase } from "../db/schema.ts";
import type { SourceId } from "../model/ids.ts";

/** What a source signs its requests with. `accountToken`: Plex, for the account service. */
export interface SourceToken {
	readonly token: string;
	readonly accountToken?: string;
}

const tokenSchema = z.object({ token: z.string(), accountToken: z.optional(z.string()) });

/**
 * Seals a source's token with a new key that no script can read out. DESIGN.md §8: this keeps tokens out of dumps, exports and
 * backups of the profile, not from code that runs in the app.
 */
export async function sealedSecret(sourceId: SourceId, token: SourceToken): Promise<SecretRow> {
	const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
	const iv = crypto.getRandomValues(new Uint8Array(12));
	const bytes = new TextEncoder().encode(JSON.stringify(token));
	return { sourceId, key, iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes) };
}

/** The token of a source, or null when there is none that can be opened. */
export async function openToken(db: StowawayDatabase, sourceId: SourceId): Promise<SourceToken | null> {
	const row = await db.secrets.get(sourceId);
	if (row === undefined) return null;
	try {
		const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, row.key, row.sealed);
		return tokenSchema.parse(JSON.parse(new TextDecoder().decode(opened)));
	} catch {
		return null;
	}
}

/**
 * Puts a renewed token in the place of `old`, unless it was dropped or changed meanwhile: a page and a worker may renew at once, and
 * the person may leave while it is being sealed.
 */
export async function replaceToken(
	db: StowawayDatabase,
	sourceId: SourceId,
	old: string,
	token: string,
): Promise<void> {
	const before = await db.secrets.get(sourceId);
	const opened = await openToken(db, sourceId);
	if (before === undefined || opened?.token !== old) return;
	// Sealed before the transaction: WebCrypto would let it end.
	const renewed = await sealedSecret(sourceId, { ...opened, token });
	await db.transaction("rw", db.secrets, async () => {
		const now = await db.secrets.get(sourceId);
		// Every sealing has its own random start value.
		if (now !== undefined && String(now.iv) === String(before.iv)) await db.secrets.put(renewed);
	});
}

/** Forgets the token of a source. */
export async function dropToken(db: StowawayDatabase, sourceId: SourceId): Promise<void> {
	await db.secrets.delete(sourceId);
}
