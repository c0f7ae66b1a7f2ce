import { failed, json, page } from "./answers.ts";
import { actingAccount, type Call, itemInPath } from "./call.ts";
import type { Entry } from "./entry.ts";
import { guidOf, parseGuid } from "./guid.ts";
import { bySortName, candidates, itemFilter, queryTypes, sortItems } from "./item-query.ts";
import { itemRow, type RowOptions, wholeItem } from "./item-row.ts";
import { Refusal } from "./query.ts";
import type { Route } from "./router.ts";
import { isVisible } from "./server-state.ts";

const allTypes = 1_000;

/** What the parameters ask for of each row. */
export function rowOptions(call: Call): RowOptions {
	const { query } = call;
	const types = query.list("enableImageTypes");
	return {
		fields: new Set(query.list("fields")),
		enableUserData: query.flag("enableUserData") ?? true,
		enableImages: query.flag("enableImages") ?? true,
		imageTypeLimit: query.integer("imageTypeLimit") ?? allTypes,
		imageTypes: types.length > 0 ? new Set(types) : null,
	};
}

/** A page of `entries` from `startIndex`, `limit` long; a negative limit is none (03-item-lists #6-7). */
export function pageOf(call: Call, entries: readonly Entry[]): Response {
	const start = call.query.integer("startIndex") ?? 0;
	const limit = call.query.integer("limit");
	const from = Math.max(0, start);
	const rows = entries.slice(from, limit === null || limit < 0 ? undefined : from + limit);
	const total = call.query.flag("enableTotalRecordCount") === false ? rows.length : entries.length;
	return page(printRows(call, rows), total, start);
}

export function printRows(call: Call, entries: readonly Entry[]): Record<string, unknown>[] {
	const options = rowOptions(call);
	const context = call.state.rowContext(actingAccount(call));
	return entries.map((entry) => itemRow(entry, options, context));
}

/** `ids`: in the order asked for, unknown ones missing, films' further versions too; with a limit or a sort by name (03-ids-and-sweep). */
function byIds(call: Call, ids: readonly string[]): Response {
	const { byId } = call.state.catalogue();
	const found = [...new Set(ids)].flatMap((id) => byId.get(id) ?? []).filter((entry) => entry.primary === null);
	if (call.query.integer("limit") === null && call.query.list("sortBy").length === 0) {
		return page(printRows(call, found));
	}
	const rows = call.state.dataOf(actingAccount(call));
	return pageOf(call, sortItems(call.query, call.state.catalogue(), found.sort(bySortName), rows));
}

function parentOf(call: Call): Entry | null {
	const id = call.query.guid("parentId");
	if (id === null) {
		return null;
	}
	const catalogue = call.state.catalogue();
	const folder = catalogue.byId.get(id) ?? catalogue.views.find((view) => view.children[0]?.parentId === id);
	const account = actingAccount(call);
	if (!folder) {
		throw new Refusal(failed(400));
	}
	if (!isVisible(folder, account)) {
		throw new Refusal(json(`${account.name} is not permitted to access Library ${folder.name}.`, 401));
	}
	return folder;
}

function listItems(call: Call): Response {
	const { query, state } = call;
	const account = actingAccount(call);
	const catalogue = state.catalogue();
	const ids = query.list("ids").flatMap((id) => parseGuid(id) ?? []);
	if (ids.length > 0) {
		return byIds(call, ids);
	}
	const parent = parentOf(call);
	const types = query.list("includeItemTypes");
	const isRecursive = query.flag("recursive") ?? (parent?.type === "CollectionFolder" && types.length > 0);
	const isRoot = parent === null && !isRecursive && !query.has("searchTerm") && !query.has("personIds");
	if (isRoot) {
		const roots = [...catalogue.views.filter((view) => isVisible(view, account)), catalogue.playlists];
		return page(printRows(call, roots));
	}
	if (types.length > 0 && !types.some((type) => queryTypes.has(type))) {
		return page([]);
	}
	const rows = state.dataOf(account);
	const matches = itemFilter(query, catalogue, rows, account);
	const base = candidates(catalogue, parent, isRecursive || parent === null, types);
	const collapsed = query.flag("collapseBoxSetItems") ? collapse(base, catalogue.views) : base;
	return pageOf(call, sortItems(query, catalogue, collapsed, rows).filter(matches));
}

/** Members of a collection give way to it (03-item-lists #28). */
function collapse(entries: readonly Entry[], views: readonly Entry[]): readonly Entry[] {
	const sets = views.find((view) => view.key === "view:boxsets")?.children ?? [];
	const inSet = new Set(sets.flatMap((set) => set.children));
	const shown = sets.filter((set) => set.children.some((member) => entries.includes(member)));
	return [...entries.filter((entry) => !inSet.has(entry) && entry.type !== "BoxSet"), ...shown].sort(bySortName);
}

function listViews(call: Call): Response {
	const account = actingAccount(call);
	const context = call.state.rowContext(account);
	const shown = call.state
		.catalogue()
		.views.filter((view) => isVisible(view, account) && (view.children.length > 0 || view.key !== "view:boxsets"));
	// As the server's source has it; no recording is of an account with playlists.
	const { playlists } = call.state.catalogue();
	const all = playlists.children.length > 0 ? [...shown, playlists] : shown;
	return page(all.map((view) => itemRow(view, wholeItem, context)));
}

/** What is in a playlist, in its order, each row with a key of its place. From the server's API description: not recorded. */
function playlistItems(call: Call): Response {
	const account = actingAccount(call);
	const playlist = itemInPath(call, account);
	if (playlist.type !== "Playlist") missing();
	const entries = playlist.children.filter((entry) => isVisible(entry, account));
	const start = Math.max(0, call.query.integer("startIndex") ?? 0);
	const limit = call.query.integer("limit");
	const shown = entries.slice(start, limit === null ? undefined : start + limit);
	const rows = printRows(call, shown).map((row, at) => ({
		...row,
		PlaylistItemId: guidOf(playlist.id, `${start + at}`),
	}));
	return page(rows, entries.length, start);
}

function oneItem(call: Call): Response {
	const account = actingAccount(call);
	return json(itemRow(itemInPath(call, account), wholeItem, call.state.rowContext(account)));
}

function countItems(call: Call): Response {
	const account = actingAccount(call);
	const seen = call.state.catalogue().titles.filter((entry) => isVisible(entry, account));
	const count = (type: string): number => seen.filter((entry) => entry.type === type).length;
	return json({
		MovieCount: count("Movie"),
		SeriesCount: count("Series"),
		EpisodeCount: count("Episode"),
		ArtistCount: 0,
		ProgramCount: 0,
		TrailerCount: 0,
		SongCount: 0,
		AlbumCount: 0,
		MusicVideoCount: 0,
		BoxSetCount: count("BoxSet"),
		BookCount: 0,
		ItemCount: 0,
	});
}

function listPersons(call: Call): Response {
	const { query, state } = call;
	const search = query.text("searchTerm")?.toLowerCase();
	const starts = query.text("nameStartsWith")?.toLowerCase();
	const within = query.guid("appearsInItemId");
	const types = new Set(query.list("personTypes").map((type) => type.toLowerCase()));
	const credits = within === null ? null : (state.catalogue().byId.get(within)?.facts?.credits ?? []);
	const names = credits
		?.filter(({ kind }) => types.size === 0 || types.has(kind === "guest" ? "gueststar" : kind))
		.map(({ name }) => name);
	const shown = state.catalogue().persons.filter(({ name }) => {
		const lower = name.toLowerCase();
		return (
			(!search || lower.includes(search)) && (!starts || lower.startsWith(starts)) && (!names || names.includes(name))
		);
	});
	return pageOf(call, shown);
}

function onePerson(call: Call): Response {
	const account = actingAccount(call);
	const person = call.state.catalogue().byKey.get(`person:${call.path.name ?? ""}`);
	return person ? json(itemRow(person, wholeItem, call.state.rowContext(account))) : missing();
}

function missing(): never {
	throw new Refusal(
		json(
			{ type: "https://tools.ietf.org/html/rfc9110#section-15.5.5", title: "Not Found", status: 404, traceId: "" },
			404,
		),
	);
}

/** Views, items, persons. */
export const itemRoutes: readonly Route[] = [
	{ method: "GET", path: "/UserViews", gate: "user", answer: listViews },
	{ method: "GET", path: "/Users/{userId}/Views", gate: "user", answer: listViews },
	{
		method: "GET",
		path: "/UserViews/GroupingOptions",
		gate: "user",
		answer: ({ state }) =>
			json(
				state
					.catalogue()
					.views.filter((view) => view.key !== "view:boxsets")
					.map(({ name, id }) => ({ Name: name, Id: id })),
			),
	},
	{ method: "GET", path: "/Items", gate: "user", answer: listItems },
	{ method: "GET", path: "/Users/{userId}/Items", gate: "user", answer: listItems },
	{ method: "GET", path: "/Items/Counts", gate: "user", answer: countItems },
	{ method: "GET", path: "/Items/{itemId}", gate: "user", answer: oneItem },
	{ method: "GET", path: "/Users/{userId}/Items/{itemId}", gate: "user", answer: oneItem },
	{ method: "GET", path: "/Playlists/{itemId}/Items", gate: "user", answer: playlistItems },
	{ method: "GET", path: "/Persons", gate: "user", answer: listPersons },
	{ method: "GET", path: "/Persons/{name}", gate: "user", answer: onePerson },
];
