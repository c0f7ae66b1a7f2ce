import { uuidOf } from "./hash.ts";

/** Somebody in the demo's Plex Home. */
export interface PlexAccount {
	readonly id: number;
	readonly uuid: string;
	readonly name: string;
	/** Owns the servers; the other is a managed user. */
	readonly isOwner: boolean;
	/** Asked for when switching to the account; null: none. */
	readonly pin: string | null;
}

export const OWNER: PlexAccount = {
	id: 1,
	uuid: uuidOf("user:demo").slice(0, 16),
	name: "demo",
	isOwner: true,
	pin: null,
};

/** The demo's accounts, the first is what a sign-in gives. */
export const plexAccounts: readonly PlexAccount[] = [
	OWNER,
	{ id: 7_000_002, uuid: uuidOf("user:kid").slice(0, 16), name: "kid", isOwner: false, pin: "1234" },
];

/** The account called `name`, the first without a name, or null. */
export function accountNamed(name: string | undefined): PlexAccount | null {
	return plexAccounts.find((account) => name === undefined || account.name === name) ?? null;
}
