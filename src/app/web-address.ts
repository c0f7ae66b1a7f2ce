import { serverKeyOf } from "../model/ids.ts";
import type { Item } from "../model/item.ts";
import type { Source } from "../model/source.ts";
import { webPath as jellyfinWebPath } from "../servers/jellyfin/web-path.ts";
import { webPath as plexWebPath } from "../servers/plex/web-path.ts";

/** Where a title is opened in its own server's app, at the address that was reached last; null where that is not known. */
export function webAddress(item: Item, source: Source): string | null {
	const webPath = source.dialect === "plex" ? plexWebPath : jellyfinWebPath;
	const path = item.detail?.webPath ?? webPath(serverKeyOf(item.itemId), source.serverId);
	const [best] = [...source.addresses].sort((a, b) => (b.reachedAt ?? 0) - (a.reachedAt ?? 0));
	return best ? best.url + path : null;
}

/** What the app of a source's server is called. */
export function appName({ dialect }: Source): string {
	return dialect === "plex" ? "Plex" : "Jellyfin";
}
