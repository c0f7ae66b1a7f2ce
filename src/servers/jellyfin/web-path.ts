/** The title's page in Jellyfin's own web client, relative to the server's address. */
export function webPath(key: string, serverId: string): string {
	return `/web/#/details?id=${key}&serverId=${serverId}`;
}
