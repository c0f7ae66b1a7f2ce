import type { Reader } from "./answers.ts";
import { container } from "./answers.ts";
import type { Call } from "./call.ts";
import type { MediaServerState } from "./media-server.ts";

/** What the emulator says it is. */
export const PMS_VERSION = "1.43.0.10492-121068a07";

/** GET `/identity`: answered to everybody, readable for Plex's own pages only when there is no token. */
export function identity(state: MediaServerState, reader: Reader): Response {
	return container(reader, {
		size: 0,
		claimed: true,
		machineIdentifier: state.machineIdentifier,
		version: PMS_VERSION,
	});
}

/** GET `/`. */
export function serverRoot(call: Call): Response {
	const { state, account } = call;
	return container(call.reader, {
		size: 1,
		allowCameraUpload: false,
		allowChannelAccess: true,
		allowMediaDeletion: account.isOwner,
		allowSharing: true,
		allowSync: true,
		allowTuners: false,
		backgroundProcessing: true,
		certificate: false,
		companionProxy: true,
		countryCode: "gbr",
		diagnostics: "logs,databases,streaminglogs",
		eventStream: true,
		friendlyName: state.name,
		hubSearch: true,
		itemClusters: true,
		livetv: 7,
		machineIdentifier: state.machineIdentifier,
		mediaProviders: true,
		multiuser: true,
		musicAnalysis: 2,
		myPlex: true,
		myPlexMappingState: "mapped",
		myPlexSigninState: "ok",
		myPlexSubscription: false,
		myPlexUsername: "demo@example.com",
		offlineTranscode: 1,
		ownerFeatures: "collections,federated-auth,home,shared-radio,type-first",
		platform: "Linux",
		platformVersion: "6.1.0",
		pluginHost: false,
		pushNotifications: false,
		readOnlyLibraries: false,
		streamingBrainABRVersion: 3,
		streamingBrainVersion: 2,
		sync: true,
		transcoderActiveVideoSessions: 0,
		transcoderAudio: true,
		transcoderLyrics: true,
		transcoderPhoto: true,
		transcoderSubtitles: true,
		transcoderVideo: true,
		transcoderVideoBitrates: "64,96,208,320,720,1500,2000,3000,4000,8000,10000,12000,20000",
		transcoderVideoQualities: "0,1,2,3,4,5,6,7,8,9,10,11,12",
		transcoderVideoResolutions: "128,128,160,240,320,480,768,720,720,1080,1080,1080,1080",
		updatedAt: Math.floor(state.clock.now() / 1000),
		updater: true,
		version: PMS_VERSION,
		voiceSearch: true,
		Directory: [{ count: 1, key: "library", title: "library" }],
	});
}
