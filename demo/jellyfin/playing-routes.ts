import type { Account, Login } from "./accounts.ts";
import { empty, failed, invalid, json } from "./answers.ts";
import { type Call, itemInPath, signedIn } from "./call.ts";
import type { Entry } from "./entry.ts";
import { parseGuid } from "./guid.ts";
import { itemRow, playingItem } from "./item-row.ts";
import { positionAt } from "./playbacks.ts";
import { printSession } from "./print-account.ts";
import { Refusal } from "./query.ts";
import { readBody, textField, truth, wholeNumber } from "./read-body.ts";
import type { Route } from "./router.ts";
import { objectData, type ServerState, staleKey } from "./server-state.ts";
import { stampOf } from "./stamp.ts";
import { reportPosition, startPlaying, type UserData, untouched } from "./user-data.ts";

/** What a device says of its playback. */
interface Report {
	readonly entry: Entry | null;
	readonly position: number | null;
	readonly isPaused: boolean;
	readonly hasFailed: boolean;
	readonly playSessionId: string | null;
}

async function readReport(call: Call, name: string): Promise<Report> {
	const body = await readBody(call, name);
	const itemId = textField(body, "ItemId");
	const id = itemId === undefined ? null : parseGuid(itemId);
	if (itemId !== undefined && id === null) {
		throw new Refusal(invalid({ "": ["The supplied value is invalid."], [name]: [`The ${name} field is required.`] }));
	}
	return {
		entry: playedFile(call.state, id, textField(body, "MediaSourceId") ?? null),
		position: wholeNumber(body, "PositionTicks", name) ?? null,
		isPaused: truth(body, "IsPaused", name) ?? false,
		hasFailed: truth(body, "Failed", name) ?? false,
		playSessionId: textField(body, "PlaySessionId") ?? null,
	};
}

/** The file that is played: the version that the media source names, else the item (06-playing-odd #22-37). */
function playedFile(state: ServerState, itemId: string | null, mediaSourceId: string | null): Entry | null {
	const { byId } = state.catalogue();
	const item = itemId === null ? undefined : byId.get(itemId);
	const source = byId.get(parseGuid(mediaSourceId ?? "") ?? "");
	return item?.versions.find((version) => version === source) ?? item ?? null;
}

function alter(state: ServerState, account: Account, entry: Entry, change: (data: UserData) => UserData): void {
	state.setData(account, entry, change(state.dataOf(account).get(entry.id) ?? untouched));
}

/** Stores a reported position; finishing one file of a film marks the others watched. */
export function storePosition(state: ServerState, account: Account, entry: Entry, position: number | null): void {
	const wasPlayed = state.dataOf(account).get(entry.id)?.isPlayed ?? false;
	alter(state, account, entry, (data) => reportPosition(data, position, entry.runtimeTicks, state.rule));
	if (!wasPlayed && state.dataOf(account).get(entry.id)?.isPlayed) {
		const primary = entry.primary ?? entry;
		for (const file of [primary, ...primary.versions]) {
			if (file !== entry) alter(state, account, file, (data) => ({ ...data, isPlayed: true, position: 0 }));
		}
	}
}

/** A session that a scan has left behind stores all of its old snapshot with the position, over what others wrote since. */
function storeReport(state: ServerState, login: Login, entry: Entry, position: number | null): void {
	const playback = state.playbacks.of(login);
	if (playback?.entry === entry && playback.snapshot) {
		const key = staleKey(login.account, entry);
		state.staleObjects.set(key, objectData(state, login.account, entry));
		state.setData(login.account, entry, playback.snapshot);
		storePosition(state, login.account, entry, position);
		playback.snapshot = state.dataOf(login.account).get(entry.id) ?? playback.snapshot;
		return;
	}
	storePosition(state, login.account, entry, position);
}

function begin(call: Call, report: Report): Response {
	const { state } = call;
	const login = signedIn(call);
	const now = state.clock.now();
	state.sessions++;
	if (report.entry) {
		alter(state, login.account, report.entry, (data) => startPlaying(data, stampOf(now)));
		state.tellOfUserData(login.account, report.entry);
		state.playbacks.report(login, report.entry, { ...report, isStart: true }, now);
	}
	return empty(204);
}

function progress(call: Call, report: Report): Response {
	const { state } = call;
	const login = signedIn(call);
	state.sessions++;
	if (report.entry) {
		if (report.position !== null) {
			storeReport(state, login, report.entry, report.position);
		}
		state.playbacks.report(login, report.entry, { ...report, isStart: false }, state.clock.now());
	}
	return empty(204);
}

function end(call: Call, report: Report): Response {
	const { state } = call;
	const login = signedIn(call);
	state.sessions++;
	if (report.position !== null && report.position < 0) {
		return failed(400);
	}
	if (report.entry && !report.hasFailed) {
		storeReport(state, login, report.entry, report.position);
		state.tellOfUserData(login.account, report.entry);
	}
	state.playbacks.end(login);
	return empty(204);
}

function legacyReport(call: Call): Report {
	const entry = itemInPath(call, null);
	return {
		entry: playedFile(call.state, entry.id, call.query.text("mediaSourceId")),
		position: call.query.integer("positionTicks"),
		isPaused: call.query.flag("isPaused") ?? false,
		hasFailed: false,
		playSessionId: call.query.text("playSessionId"),
	};
}

function listSessions(call: Call): Response {
	const { state } = call;
	const login = signedIn(call);
	const deviceId = call.query.text("deviceId");
	const playback = state.playbacks
		.all()
		.find(({ login: other }) =>
			login.account.isAdministrator && deviceId ? other.deviceId === deviceId : other === login,
		);
	const session = { ...printSession(playback?.login ?? login, state), RemoteEndPoint: "127.0.0.1" };
	if (!playback) {
		return json([session]);
	}
	return json([
		{
			...session,
			PlayState: {
				PositionTicks: positionAt(playback, state.clock.now()),
				CanSeek: true,
				IsPaused: playback.isPaused,
				IsMuted: false,
				MediaSourceId: playback.entry.id,
				PlayMethod: "DirectPlay",
				RepeatMode: "RepeatNone",
				PlaybackOrder: "Default",
			},
			NowPlayingItem: itemRow(playback.entry, playingItem, state.rowContext(playback.login.account)),
		},
	]);
}

function ping(call: Call): Response {
	call.state.playbacks.ping(call.query.text("playSessionId") ?? "", call.state.clock.now());
	return empty(204);
}

/** Live reports of a device that plays. Never refused for an item that is gone: 204 (contract/jellyfin-api.md §4.3). */
export const playingRoutes: readonly Route[] = [
	{
		method: "POST",
		path: "/Sessions/Playing",
		gate: "user",
		answer: async (call) => begin(call, await readReport(call, "playbackStartInfo")),
	},
	{
		method: "POST",
		path: "/Sessions/Playing/Progress",
		gate: "user",
		answer: async (call) => progress(call, await readReport(call, "playbackProgressInfo")),
	},
	{
		method: "POST",
		path: "/Sessions/Playing/Stopped",
		gate: "user",
		answer: async (call) => end(call, await readReport(call, "playbackStopInfo")),
	},
	{ method: "POST", path: "/Sessions/Playing/Ping", gate: "user", answer: ping },
	{ method: "GET", path: "/Sessions", gate: "user", answer: listSessions },
	{ method: "POST", path: "/PlayingItems/{itemId}", gate: "user", answer: (call) => begin(call, legacyReport(call)) },
	{
		method: "POST",
		path: "/PlayingItems/{itemId}/Progress",
		gate: "user",
		answer: (call) => progress(call, legacyReport(call)),
	},
	{ method: "DELETE", path: "/PlayingItems/{itemId}", gate: "user", answer: (call) => end(call, legacyReport(call)) },
];
