/**
 * What nobody has measured on a real PMS (contract/plex-api.md, *Open questions*), or what differs from server to server.
 * The defaults are those that give a client the least help; property tests run over all settings.
 */
export interface PlexSwitches {
	/** A timeline with `updated` before the item's `lastViewedAt` is thrown away. */
	readonly discardsStaleUpdated: boolean;
	/** A timeline with `updated` sets `lastViewedAt` to it; else to the server's now. */
	readonly updatedSetsLastViewedAt: boolean;
	/** `contentChangedAt` of a section grows when somebody watches. */
	readonly viewStateBumpsContentChangedAt: boolean;
	/** `contentChangedAt` of a section grows when a title goes. */
	readonly deletionBumpsContentChangedAt: boolean;
	/** `/library/metadata/1,2,3` gives full casts; else three bare tags as lists do. A single id always has its full cast. */
	readonly batchHasFullCast: boolean;
	/**
	 * What a lone `offline=1` report above the threshold does. PMS 1.32 stored it as a position (plex-api.rs
	 * `timeline/metadata_182_2.json`), 1.43 ignores a live one (contract/plex-api.md §4.1).
	 */
	readonly offlineAboveThreshold: "ignored" | "stored" | "watched";
	/** An `offline=1` report without `duration` is ignored, as a live one is. PMS 1.32 to 1.42 took it. */
	readonly offlineNeedsDuration: boolean;
	/** `/library/metadata/1,2,3` gives collections and playlists too. A single id of one does (plex-api.rs `media/metadata_161.json`). */
	readonly batchHasCollections: boolean;
	/** What an account that is not the owner gets from owner-only paths such as `/:/prefs`. */
	readonly ownerOnlyStatus: 401 | 403;
	/** After a rebuild the ratingKeys of before stand for other titles; else they are unknown. */
	readonly rebuildReusesKeys: boolean;
	/** A restored title has the ratingKey of before; else a new one, with the watch state that its guid kept. */
	readonly restoreKeepsKey: boolean;
	/** The most rows a page may have, or null: servers may cap what was asked. */
	readonly pageCap: number | null;
	/** `timeline` notifications tell of marks. Nobody has recorded any. */
	readonly announcesMarks: boolean;
	/** Requests whose token was accepted get our origin in `Access-Control-Allow-Origin`; else no page but Plex's may read. */
	readonly opensCors: boolean;
}

/** The least helpful server that the evidence allows. */
export const PESSIMISTIC: PlexSwitches = {
	discardsStaleUpdated: false,
	updatedSetsLastViewedAt: false,
	viewStateBumpsContentChangedAt: false,
	deletionBumpsContentChangedAt: false,
	batchHasFullCast: false,
	batchHasCollections: false,
	offlineAboveThreshold: "ignored",
	offlineNeedsDuration: true,
	ownerOnlyStatus: 401,
	rebuildReusesKeys: true,
	restoreKeepsKey: true,
	pageCap: null,
	announcesMarks: false,
	opensCors: true,
};
