import type { Failure } from "../outcome.ts";
import type { AddAddressResult } from "./add-address.ts";
import type { QuickConnectPoll, QuickConnectStart, SignInResult } from "./jellyfin-sign-in.ts";
import type { ProbeResult } from "./probe-jellyfin.ts";

/** Everything that connecting can end in, apart from success. */
export type ConnectFailure = Exclude<
	| ProbeResult
	| SignInResult
	| QuickConnectStart
	| QuickConnectPoll
	| AddAddressResult
	| Failure
	| { kind: "pin-expired" },
	{ kind: "found" | "signed-in" | "started" | "waiting" | "added" }
>;

export interface Explanation {
	readonly title: string;
	readonly whatToDo: string;
}

/** What went wrong and what to do about it, in words for the person. */
export function explain(result: ConnectFailure): Explanation {
	switch (result.kind) {
		case "no-answer":
			return say(
				"No server answers there",
				"Check the address and that the server is switched on. At home the address often looks like 192.168.1.20:8096.",
			);
		case "not-jellyfin":
			return say(
				"That is not a Jellyfin server",
				`Something else answers at ${result.address}. Check the port (Jellyfin's is usually 8096) and the path, if it has one.`,
			);
		case "too-old":
			return say(
				"This Jellyfin server is too old",
				`${result.name || "The server"} runs ${result.version}; 10.10 or newer is needed. Update it, then try again.`,
			);
		case "starting":
			return say("The server is starting", "It answers but is not ready. Wait a minute, then try again.");
		case "wrong-password":
			return say("Name or password is wrong", "Check both. Several wrong tries in a row can lock the account.");
		case "disabled":
			return say(
				"This account may not sign in now",
				"It may be disabled, locked after wrong passwords, or not allowed from here or at this hour. The server's administrator can change that.",
			);
		case "off":
			return say(
				"Quick Connect is switched off",
				"Sign in with name and password, or ask the server's administrator to switch Quick Connect on.",
			);
		case "expired":
		case "pin-expired":
			return say("The code has run out", "Get a new code and enter it within a few minutes.");
		case "other-server":
			return say(
				"Another server answers there",
				`That is ${result.name || "a different server"}, not the one this address is for. Check the address, or connect it as a server of its own.`,
			);
		case "blocked":
			return explainBlocked("detail" in result && result.detail === "needs-consent" ? "consent" : result.reason);
		case "unauthorized":
			return say("You are signed out", "Sign in to this server again. What waits to be sent is kept.");
		case "no-access":
			return say(
				"The server does not let you in",
				"Ask its owner for access. If it was shared with you just now, try again in a minute.",
			);
		case "gone":
			return say("Not found", "The server does not know what was asked for. Go back and start again.");
		case "refused":
			return result.detail === "other-server"
				? say(
						"Another server answers there",
						"Its address leads to a different server than before, which gets nothing of yours. If your server has moved, add its new address; if it was set up anew, connect it again.",
					)
				: say(
						"The server refused",
						result.status === 401
							? "The PIN is wrong. Try again."
							: `It said: ${result.detail || result.status}. Check what you entered, then try again.`,
					);
		case "unreachable":
			return explainUnreachable(result.reason);
	}
}

function explainBlocked(reason: "consent" | "mixed-content" | "permission" | "cors"): Explanation {
	switch (reason) {
		case "consent":
			return say(
				"This Plex server has no secure address",
				"Your Plex token would travel unencrypted, so it was not sent. Switch on secure connections in the server's network settings, or, on a network you trust, allow plain http for Plex in Settings here.",
			);
		case "mixed-content":
			return say(
				"The browser does not allow plain http here",
				"This page is secure, so it may only reach secure servers. Use the server's https address, or open this app over http on your own computer.",
			);
		case "permission":
			return say(
				"The browser blocks your home network",
				"Allow this site to reach devices on your local network, in the address bar's site settings, then try again.",
			);
		case "cors":
			return say(
				"The server does not let this site read its answers",
				"It is there, but does not allow this web address. Add it to the server's allowed (CORS) hosts, check the reverse proxy, or try again in a minute if the server is just starting.",
			);
	}
}

function explainUnreachable(reason: Extract<Failure, { kind: "unreachable" }>["reason"]): Explanation {
	switch (reason) {
		case "timeout":
			return say("The server takes too long", "It may be busy or waking up. Try again in a moment.");
		case "network":
			return say("The server cannot be reached", "Check your connection, and that the server is switched on.");
		case "server-error":
			return say("The server has a problem", "It answered with an error. Try again in a moment.");
		case "unreadable":
			return say(
				"The answer makes no sense",
				"Something between you and the server may be in the way, such as the sign-in page of a Wi-Fi network.",
			);
		case "aborted":
			return say("Stopped", "Nothing was changed. Try again whenever you like.");
	}
}

function say(title: string, whatToDo: string): Explanation {
	return { title, whatToDo };
}
