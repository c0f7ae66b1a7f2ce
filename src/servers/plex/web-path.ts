/** The title's page in the web client that the server itself serves. */
export function webPath(ratingKey: string, serverId: string): string {
	const key = encodeURIComponent(`/library/metadata/${ratingKey}`);
	return `/web/index.html#!/server/${serverId}/details?key=${key}`;
}
