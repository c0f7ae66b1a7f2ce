import { OWNER, type PlexAccount, plexAccounts } from "./accounts.ts";
import { isoSeconds } from "./pins.ts";
import type { PlexServer } from "./plex.ts";
import { PMS_VERSION } from "./server-info.ts";
import type { Row } from "./tags.ts";

const JOINED_AT = 1_577_836_800;

/** What `/api/v2/user` and a Home switch answer. A managed user has neither a name to sign in with nor an address. */
export function userRow(account: PlexAccount, authToken: string, nowMs: number): Row {
	const { isOwner } = account;
	return {
		id: account.id,
		uuid: account.uuid,
		username: isOwner ? account.name : "",
		title: account.name,
		email: isOwner ? "demo@example.com" : "",
		friendlyName: "",
		locale: null,
		confirmed: isOwner,
		joinedAt: JOINED_AT,
		emailOnlyAuth: false,
		hasPassword: isOwner,
		protected: account.pin !== null,
		thumb: `https://plex.tv/users/${account.uuid}/avatar?c=${JOINED_AT}`,
		authToken,
		mailingListStatus: "unsubscribed",
		mailingListActive: false,
		scrobbleTypes: "",
		country: "GB",
		subscription: {
			active: false,
			subscribedAt: null,
			status: "Inactive",
			paymentService: null,
			plan: null,
			features: ["companions_sonos", "federated-auth", "home"],
		},
		subscriptionDescription: null,
		restricted: !isOwner,
		anonymous: null,
		home: true,
		guest: false,
		homeSize: plexAccounts.length,
		homeAdmin: isOwner,
		maxHomeSize: 15,
		rememberExpiresAt: Math.floor(nowMs / 1000) + 1_209_600,
		profile: {
			autoSelectAudio: true,
			defaultAudioLanguage: "en",
			// A list that became text in July 2026 and broke clients that read more than the token (contract/plex-api.md §1.5).
			defaultAudioLanguages: "en,de",
			defaultSubtitleLanguage: "en",
			autoSelectSubtitle: 1,
			defaultSubtitleAccessibility: 0,
			defaultSubtitleForced: 0,
			watchedIndicator: 1,
			mediaReviewsVisibility: 0,
		},
		entitlements: [],
		subscriptions: [],
		pastSubscriptions: [],
		trials: [],
		services: [],
		adsConsent: null,
		adsConsentSetAt: null,
		adsConsentReminderAt: null,
		experimentalFeatures: false,
		twoFactorEnabled: false,
		backupCodesCreated: false,
		attributionPartner: null,
	};
}

/** What `/api/v2/home/users` answers. */
export function homeRow(nowMs: number): Row {
	return {
		id: 4_711,
		name: "Demo Home",
		guestUserID: null,
		guestUserUUID: "",
		guestEnabled: false,
		subscription: false,
		users: plexAccounts.map((account) => ({
			id: account.id,
			uuid: account.uuid,
			title: account.name,
			username: account.isOwner ? account.name : null,
			email: account.isOwner ? "demo@example.com" : null,
			friendlyName: null,
			thumb: `https://plex.tv/users/${account.uuid}/avatar?c=${JOINED_AT}`,
			hasPassword: account.isOwner,
			restricted: !account.isOwner,
			updatedAt: Math.floor(nowMs / 1000),
			restrictionProfile: account.isOwner ? null : "little_kid",
			admin: account.isOwner,
			guest: false,
			protected: account.pin !== null,
		})),
	};
}

/**
 * One server as `/api/v2/resources` lists it, with the account's own token for it. A dead address comes first, then the true one;
 * with `hasRelay` a dead relay last. The dead ones are ports of its host that nothing listens on and browsers refuse.
 */
export function resourceRow(server: PlexServer, account: PlexAccount, hasRelay: boolean, nowMs: number): Row {
	const { hostname, port, protocol } = new URL(server.origin);
	const scheme = protocol.slice(0, -1);
	const dead = { protocol: "http", address: hostname, local: true, relay: false, IPv6: false };
	const alive = {
		protocol: scheme,
		address: hostname,
		port: Number(port || (scheme === "https" ? 443 : 80)),
		uri: server.origin,
		local: true,
		relay: false,
		IPv6: false,
	};
	return {
		name: server.name,
		product: "Plex Media Server",
		productVersion: PMS_VERSION,
		platform: "Linux",
		platformVersion: "6.1.0",
		device: "Docker Container",
		clientIdentifier: server.machineIdentifier(),
		createdAt: isoSeconds(JOINED_AT * 1000),
		lastSeenAt: isoSeconds(nowMs),
		provides: "server",
		ownerId: account.isOwner ? null : OWNER.id,
		sourceTitle: account.isOwner ? null : OWNER.name,
		publicAddress: "127.0.0.1",
		accessToken: server.issueToken(account.name),
		owned: account.isOwner,
		home: !account.isOwner,
		synced: false,
		relay: hasRelay,
		presence: true,
		httpsRequired: false,
		publicAddressMatches: true,
		dnsRebindingProtection: false,
		natLoopbackSupported: false,
		connections: [
			{ ...dead, port: 1, uri: `http://${hostname}:1` },
			alive,
			...(hasRelay ? [{ ...dead, port: 7, uri: `http://${hostname}:7`, local: false, relay: true }] : []),
		],
	};
}
