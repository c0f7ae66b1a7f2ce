import { DEVICE_NAME, PRODUCT, PRODUCT_VERSION } from "../app-identity.ts";

export interface PlexIdentity {
	/** The installation's id (`servers/device-id.ts`). */
	readonly clientIdentifier: string;
}

/**
 * What every Plex request says about its sender, as query parameters. `Platform` is a name Plex knows: unknown ones make it
 * refuse to transcode. contract/plex-api.md §0, §5.
 */
export function plexParameters(identity: PlexIdentity, token?: string): Readonly<Record<string, string>> {
	return {
		"X-Plex-Client-Identifier": identity.clientIdentifier,
		"X-Plex-Product": PRODUCT,
		"X-Plex-Version": PRODUCT_VERSION,
		"X-Plex-Platform": "Chrome",
		"X-Plex-Device": "Browser",
		"X-Plex-Device-Name": DEVICE_NAME,
		"X-Plex-Model": "hosted",
		...(token === undefined ? {} : { "X-Plex-Token": token }),
	};
}
