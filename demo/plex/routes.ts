import { scrobble, timeline, unscrobble } from "./actions.ts";
import { emptyPage, errorPage, PLEX_WEB, preflight, type Reader } from "./answers.ts";
import { type Call, parameterReader } from "./call.ts";
import { continueWatching, onDeck, recentlyAdded } from "./hubs.ts";
import { allLeaves, children, collectionItems, details, everything, sectionList, sections } from "./library-routes.ts";
import type { MediaServerState } from "./media-server.ts";
import { captionFile, part } from "./parts.ts";
import { personMedia, personTag } from "./people.ts";
import { photoTranscode, pictureAt } from "./pictures.ts";
import { playlistItems, playlists } from "./playlist-routes.ts";
import { readPreferences, writePreferences } from "./preferences.ts";
import { identity, serverRoot } from "./server-info.ts";
import { decision, sessionFile, startPlaylist, stopTranscode } from "./transcode.ts";

type Answer = (call: Call, id: string) => Response | Promise<Response>;
type Methods = readonly string[];

const READ: Methods = ["GET", "HEAD"];
const PUT_OR_GET: Methods = ["PUT", "GET"];
const POST_OR_GET: Methods = ["POST", "GET"];

/** Which path is answered by what. The group of the pattern is `id`. */
const routes: readonly (readonly [Methods, RegExp, Answer])[] = [
	[READ, /^\/()$/, serverRoot],
	[READ, /^\/library\/sections(?:\/all)?()$/, sections],
	[READ, /^\/library\/sections\/(\w+)\/all$/, (call, id) => sectionList(call, id, call.read("type"))],
	[READ, /^\/library\/sections\/(\w+)\/collections$/, (call, id) => sectionList(call, id, "18")],
	[READ, /^\/library\/metadata\/([\w,]+)$/, details],
	[READ, /^\/library\/metadata\/(\w+)\/children$/, children],
	[READ, /^\/library\/metadata\/(\w+)\/(?:allLeaves|grandchildren)$/, allLeaves],
	[
		READ,
		/^\/library\/(?:metadata|collections)\/(\w+)\/(?:thumb|art|composite)/,
		(call) => pictureAt(call, call.url.pathname),
	],
	[READ, /^\/library\/collections\/(\w+)$/, details],
	[READ, /^\/library\/collections\/(\w+)\/(?:children|items)$/, collectionItems],
	[READ, /^\/playlists()$/, playlists],
	[READ, /^\/playlists\/(\w+)$/, details],
	[READ, /^\/playlists\/(\w+)\/items$/, playlistItems],
	[READ, /^\/playlists\/(\w+)\/composite/, (call) => pictureAt(call, call.url.pathname)],
	[READ, /^\/library\/people\/(\w+)$/, personTag],
	[READ, /^\/library\/people\/(\w+)\/media$/, personMedia],
	[READ, /^\/library\/all()$/, everything],
	[READ, /^\/library\/onDeck()$/, onDeck],
	[READ, /^\/library\/recentlyAdded()$/, recentlyAdded],
	[READ, /^\/hubs\/continueWatching()$/, continueWatching],
	[READ, /^\/library\/parts\/(\d+)\/\d+\/file\.\w+$/, part],
	[READ, /^\/library\/streams\/(\d+)(?:\.\w+)?$/, captionFile],
	[READ, /^\/photo\/:\/transcode()$/, photoTranscode],
	[POST_OR_GET, /^\/:\/timeline()$/, timeline],
	[PUT_OR_GET, /^\/:\/scrobble()$/, scrobble],
	[PUT_OR_GET, /^\/:\/unscrobble()$/, unscrobble],
	[READ, /^\/:\/prefs(?:\/get)?()$/, readPreferences],
	[["PUT"], /^\/:\/prefs()$/, writePreferences],
	[READ, /^\/video\/:\/transcode\/universal\/decision()$/, decision],
	[READ, /^\/video\/:\/transcode\/universal\/start\.m3u8()$/, startPlaylist],
	[PUT_OR_GET, /^\/video\/:\/transcode\/universal\/stop()$/, stopTranscode],
	[PUT_OR_GET, /^\/video\/:\/transcode\/universal\/ping()$/, (call) => emptyPage(call.reader)],
];

/**
 * Answers one request to the PMS. OPTIONS is answered to everybody; everything but `/identity` needs a token that this server
 * gave out, else 401 as a page that only Plex's own web client may read (contract/plex-api.md §2).
 */
export async function answer(state: MediaServerState, request: Request): Promise<Response> {
	if (request.method === "OPTIONS") return preflight(request);
	const url = new URL(request.url);
	const read = parameterReader(request, url);
	const account = state.tokens.get(read("X-Plex-Token") ?? "");
	const origin = request.headers.get("origin");
	const isReadable = account !== undefined && state.switches.opensCors && origin !== null;
	const reader: Reader = { request, allowedOrigin: isReadable ? origin : PLEX_WEB };
	if (url.pathname === "/identity") return identity(state, reader);
	const path = decodeURIComponent(url.pathname);
	const played = await sessionFile(state, reader, path);
	if (played !== null) return played;
	if (account === undefined) return errorPage(reader, 401);
	const call: Call = { state, account, request, url, reader, read };
	const matching = routes.flatMap(([methods, pattern, act]) => {
		const id = pattern.exec(path)?.[1];
		return id === undefined ? [] : [{ methods, act, id }];
	});
	if (matching.length === 0) return errorPage(reader, 404);
	const route = matching.find(({ methods }) => methods.includes(request.method));
	return route === undefined ? errorPage(reader, 405) : route.act(call, route.id);
}
