/** Path of the app, ending in `/`: prefix of the names of its database, caches, locks and stored settings. */
export const scope = new URL(".", document.baseURI).pathname;
