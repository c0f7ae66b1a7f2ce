import { container, emptyPage, errorPage } from "./answers.ts";
import type { Call } from "./call.ts";
import type { Row } from "./tags.ts";
import type { PlayedPreferences } from "./timeline.ts";

const shared = { hidden: false, advanced: true, group: "library" } as const;

function settings(preferences: PlayedPreferences, serverName: string): Row[] {
	return [
		{
			id: "FriendlyName",
			label: "Friendly name",
			summary: "This name will be used to identify this media server to other computers on your network.",
			type: "text",
			default: "",
			value: serverName,
			...shared,
			advanced: false,
			group: "general",
		},
		{
			id: "OnDeckWindow",
			label: "Weeks to consider for Continue Watching",
			summary: "Media that has not been watched in this many weeks will not appear in Continue Watching.",
			type: "int",
			default: 16,
			value: 16,
			...shared,
		},
		{
			id: "LibraryVideoPlayedThreshold",
			label: "Video played threshold",
			summary: "",
			type: "int",
			default: 90,
			value: preferences.playedThreshold,
			...shared,
		},
		{
			id: "LibraryVideoPlayedAtBehaviour",
			label: "Video play completion behaviour",
			summary: "Decide whether to use end credits markers to determine the 'watched' state of video items.",
			type: "text",
			default: "3",
			value: String(preferences.playedAtBehaviour),
			...shared,
			enumValues:
				"0:at selected threshold percentage|1:at final credits marker position|2:at first credits marker position|3:earliest between threshold percent and first credits marker",
		},
		{
			id: "MinimumProgressTime",
			label: "",
			summary: "",
			type: "int",
			default: 60_000,
			value: preferences.minimumProgressMs,
			...shared,
			hidden: true,
			group: "",
		},
	];
}

/** GET `/:/prefs` and `/:/prefs/get?id=`: the owner's alone. */
export function readPreferences(call: Call): Response {
	if (!call.account.isOwner) return errorPage(call.reader, call.state.switches.ownerOnlyStatus);
	const all = settings(call.state.preferences, call.state.name);
	const id = call.url.pathname.endsWith("/get") ? call.read("id") : null;
	const rows = id === null ? all : all.filter((row) => String(row.id).toLowerCase() === id.toLowerCase());
	if (rows.length === 0) return errorPage(call.reader, 404);
	return container(call.reader, { size: rows.length, Setting: rows });
}

/** PUT `/:/prefs?MinimumProgressTime=…`. Numbers that do not parse are left alone. */
export function writePreferences(call: Call): Response {
	if (!call.account.isOwner) return errorPage(call.reader, call.state.switches.ownerOnlyStatus);
	const number = (name: string, old: number) => {
		const value = Number.parseInt(call.read(name) ?? "", 10);
		return Number.isNaN(value) ? old : value;
	};
	const old = call.state.preferences;
	const behaviour = number("LibraryVideoPlayedAtBehaviour", old.playedAtBehaviour);
	call.state.preferences = {
		minimumProgressMs: number("MinimumProgressTime", old.minimumProgressMs),
		playedThreshold: number("LibraryVideoPlayedThreshold", old.playedThreshold),
		playedAtBehaviour: ([0, 1, 2, 3] as const).find((known) => known === behaviour) ?? old.playedAtBehaviour,
	};
	return emptyPage(call.reader);
}
