import { empty, json } from "./answers.ts";
import type { Call } from "./call.ts";
import type { Route } from "./router.ts";
import { printStamp, stampOf } from "./stamp.ts";

function publicInfo({ state }: Call): Record<string, unknown> {
	return {
		LocalAddress: state.options.origin,
		ServerName: state.name,
		Version: state.version,
		ProductName: "Jellyfin Server",
		OperatingSystem: "",
		Id: state.serverId,
		StartupWizardCompleted: true,
	};
}

function camelCase(row: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(row).map(([key, value]) => [key.charAt(0).toLowerCase() + key.slice(1), value]),
	);
}

function systemInfo(call: Call): Response {
	return json({
		OperatingSystemDisplayName: "",
		HasPendingRestart: false,
		IsShuttingDown: false,
		SupportsLibraryMonitor: true,
		WebSocketPortNumber: 8096,
		CompletedInstallations: [],
		CanSelfRestart: true,
		CanLaunchWebBrowser: false,
		ProgramDataPath: "/var/lib/jellyfin",
		WebPath: "/usr/lib/jellyfin/jellyfin-web",
		ItemsByNamePath: "/var/lib/jellyfin/metadata",
		CachePath: "/var/cache/jellyfin",
		LogPath: "/var/log/jellyfin",
		InternalMetadataPath: "/var/lib/jellyfin/metadata",
		TranscodingTempPath: "/var/cache/jellyfin/transcodes",
		CastReceiverApplications: [],
		HasUpdateAvailable: false,
		EncoderLocation: "System",
		SystemArchitecture: "X64",
		...publicInfo(call),
	});
}

/** The part of the configuration that clients read: the thresholds, and what sort names are made by. */
function configuration({ state }: Call): Response {
	return json({
		QuickConnectAvailable: state.isQuickConnectOn,
		SortReplaceCharacters: [".", "+", "%"],
		SortRemoveCharacters: [",", "&", "-", "{", "}", "'"],
		SortRemoveWords: ["the", "a", "an"],
		MinResumePct: state.rule.minPercent,
		MaxResumePct: state.rule.maxPercent,
		MinResumeDurationSeconds: state.rule.minSeconds,
		MinAudiobookResume: 5,
		MaxAudiobookResume: 5,
		LibraryUpdateDuration: 30,
		ServerName: state.name,
		CorsHosts: state.corsHosts,
		IsStartupWizardCompleted: true,
	});
}

function utcTime({ state }: Call): Response {
	const now = printStamp(stampOf(state.clock.now()));
	return json({ RequestReceptionTime: now, ResponseTransmissionTime: now });
}

/** What is known of the server itself. */
export const systemRoutes: readonly Route[] = [
	{
		method: "GET",
		path: "/System/Info/Public",
		gate: "open",
		answer: (call) => {
			const info = publicInfo(call);
			return json(/profile="?CamelCase/i.test(call.request.headers.get("Accept") ?? "") ? camelCase(info) : info);
		},
	},
	{ method: "GET", path: "/System/Info", gate: "user", answer: systemInfo },
	{ method: "GET", path: "/System/Ping", gate: "open", answer: () => json("Jellyfin Server") },
	{ method: "POST", path: "/System/Ping", gate: "open", answer: () => json("Jellyfin Server") },
	{ method: "GET", path: "/GetUtcTime", gate: "open", answer: utcTime },
	{ method: "GET", path: "/System/Configuration", gate: "user", answer: configuration },
	{ method: "GET", path: "/System/Endpoint", gate: "user", answer: () => json({ IsLocal: true, IsInNetwork: true }) },
	{ method: "GET", path: "/Branding/Configuration", gate: "open", answer: () => json({ SplashscreenEnabled: false }) },
	{ method: "GET", path: "/Library/VirtualFolders", gate: "admin", answer: () => json([]) },
	{ method: "POST", path: "/Library/Refresh", gate: "admin", answer: () => empty(204) },
	{ method: "GET", path: "/ScheduledTasks", gate: "admin", answer: () => json([]) },
	{ method: "GET", path: "/System/Logs", gate: "admin", answer: () => json([]) },
	{
		method: "GET",
		path: "/System/ActivityLog/Entries",
		gate: "admin",
		answer: () => json({ Items: [], TotalRecordCount: 0, StartIndex: 0 }),
	},
	{
		method: "GET",
		path: "/health",
		gate: "open",
		answer: () =>
			new Response("Healthy", {
				headers: {
					"Content-Type": "text/plain",
					"Cache-Control": "no-store, no-cache",
					Expires: "Thu, 01 Jan 1970 00:00:00 GMT",
				},
			}),
	},
	{ method: "POST", path: "/Sessions/Capabilities/Full", gate: "user", answer: () => empty(204) },
	{ method: "POST", path: "/Sessions/Capabilities", gate: "user", answer: () => empty(204) },
];
