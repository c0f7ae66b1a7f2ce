import type { StowawayDatabase } from "../db/schema.ts";

/**
 * The id of this installation, the same for every server and account, made on first use. Servers tie tokens to it
 * (contract/jellyfin-api.md §1.2), so it is never exported and never shared between installations.
 */
export async function deviceId(db: StowawayDatabase): Promise<string> {
	const made = newId();
	return db.transaction("rw", db.settings, async () => {
		const row = await db.settings.get("device");
		if (typeof row?.value === "string" && row.value !== "") return row.value;
		await db.settings.put({ name: "device", value: made });
		return made;
	});
}

function newId(): string {
	return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
