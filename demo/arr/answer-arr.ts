import { type Handler, jsonAnswer, OPEN_CORS } from "../core/handler.ts";
import type { DemoMovie, DemoShow } from "../library/types.ts";
import { movieRow, queueRows, seriesRow, standingOf } from "./rows.ts";

/** What the routes read of a demo Radarr or Sonarr. */
export interface ArrState {
	readonly kind: "radarr" | "sonarr";
	readonly name: string;
	readonly version: string;
	/** With a slash in front, none at the end; empty for none. */
	readonly urlBase: string;
	key(): string;
	/** Each title with its number, those that the server does not know left out. */
	titles(): readonly { readonly id: number; readonly title: DemoMovie | DemoShow }[];
	/** How much of what downloads is here, from 0; beyond 1 it is being imported, and from 1.1 it is a file. */
	fraction(): number;
}

/**
 * Answers one request. Only the versioned API opens itself to other origins, and it does before it asks for the key
 * (contract/arr-api.md); `/ping` and the pages do not.
 */
export function answerArr(state: ArrState): Handler {
	return async (request) => {
		const url = new URL(request.url);
		const { urlBase } = state;
		const isUnderBase = url.pathname === urlBase || url.pathname.startsWith(`${urlBase}/`);
		const path = isUnderBase ? url.pathname.slice(urlBase.length) : url.pathname;
		if (!path.startsWith("/api/")) {
			if (!isUnderBase) return new Response(null, { status: 302, headers: { location: urlBase + path } });
			return path === "/ping" ? Response.json({ status: "OK" }) : page(state, path);
		}
		if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: OPEN_CORS });
		const given = url.searchParams.get("apikey") ?? request.headers.get("x-api-key");
		if (given !== state.key()) return new Response(null, { status: 401, headers: OPEN_CORS });
		if (!isUnderBase) {
			return new Response(null, { status: 302, headers: { ...OPEN_CORS, location: urlBase + path + url.search } });
		}
		return request.method === "GET" ? answerApi(state, path, url.searchParams) : jsonAnswer({}, 405);
	};
}

function answerApi(state: ArrState, path: string, query: URLSearchParams): Response {
	const { kind, name, version, urlBase } = state;
	if (path === "/api/v3/system/status") {
		const appName = kind === "radarr" ? "Radarr" : "Sonarr";
		return jsonAnswer({ appName, instanceName: name, version, urlBase, branch: "main", osName: "demo" });
	}
	if (path === "/api/v3/queue") return jsonAnswer(queue(state, query));
	const [, id] = new RegExp(`^/api/v3/${kind === "radarr" ? "movie" : "series"}(?:/(\\d+))?$`).exec(path) ?? [
		null,
		null,
	];
	if (id === null) return jsonAnswer({ message: "NotFound" }, 404);
	const rows = state.titles().map(({ id, title }) => {
		const known = { id, isImported: standingOf(title.slug) === "downloading" && state.fraction() >= 1.1 };
		return title.kind === "movie" ? movieRow({ ...known, title }) : seriesRow({ ...known, title });
	});
	if (id !== undefined) {
		const row = rows.find((each) => each.id === Number(id));
		return row === undefined ? jsonAnswer({ message: "NotFound" }, 404) : jsonAnswer(row);
	}
	const [name_, wanted] =
		kind === "radarr" ? (["tmdbId", query.get("tmdbId")] as const) : (["tvdbId", query.get("tvdbId")] as const);
	return jsonAnswer(
		wanted === null ? rows : rows.filter((row) => String(new Map(Object.entries(row)).get(name_)) === wanted),
	);
}

function queue(state: ArrState, query: URLSearchParams) {
	const fraction = state.fraction();
	const under = fraction >= 1.1 ? [] : state.titles().filter(({ title }) => standingOf(title.slug) === "downloading");
	const rows = under.flatMap((known) => queueRows(state.kind, known, Math.min(1, fraction)));
	const page = Math.max(1, Number(query.get("page") ?? 1));
	const pageSize = Math.max(1, Number(query.get("pageSize") ?? 10));
	const records = rows.slice((page - 1) * pageSize, page * pageSize);
	return { page, pageSize, sortKey: "timeleft", sortDirection: "ascending", totalRecords: rows.length, records };
}

/** What stands where the true servers have their web client: enough to see that a link leads to the right title. */
function page({ kind, name, titles }: ArrState, path: string): Response {
	const [, slug] = /^\/(?:movie|series)\/([^/]+)$/.exec(path) ?? [];
	const slugOf = ({ title }: ReturnType<typeof titles>[number]) =>
		kind === "radarr" ? (title.providerIds.tmdb ?? title.slug) : title.slug;
	const title = slug === undefined ? undefined : titles().find((known) => slugOf(known) === decodeURIComponent(slug));
	const text = (title?.title.title ?? (slug === undefined ? "Nothing can be done here." : "Not found.")).replaceAll(
		"&",
		"&amp;",
	);
	const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="dark light"><body style="font:1rem/1.5 system-ui;max-width:32rem;margin:20vh auto;padding:0 1rem"><p>${name}</p><h1>${text}</h1></body></html>`;
	const isThere = slug === undefined || title !== undefined;
	return new Response(body, { status: isThere ? 200 : 404, headers: { "content-type": "text/html; charset=utf-8" } });
}
