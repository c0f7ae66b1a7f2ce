import type { Failure } from "../servers/outcome.ts";

/**
 * Why a refresh did not end well.
 *
 * | reason | means | the rest of a sync |
 * |---|---|---|
 * | signed-out | the token was refused, and again at a second look | stops |
 * | unreachable | no answer | stops |
 * | blocked | the browser does not let us | stops |
 * | storage-full | the device has no room for what came | stops |
 * | bad-answer | the server answered something that is not an answer | goes on |
 * | no-access, gone, refused | this one thing is denied | goes on |
 * | incomplete | a list ended before its own total | goes on |
 */
export type RefreshFailureReason =
	| "signed-out"
	| "unreachable"
	| "blocked"
	| "storage-full"
	| "bad-answer"
	| "no-access"
	| "gone"
	| "refused"
	| "incomplete";

export interface RefreshFailure {
	readonly kind: "failed";
	readonly reason: RefreshFailureReason;
	/** Plain words for the person. */
	readonly error: string;
}

/** How a refresh ended. `rows` came, `skipped` could not be read. */
export type Refreshed =
	| { readonly kind: "done"; readonly rows: number; readonly skipped: number }
	| { readonly kind: "stopped" }
	| RefreshFailure;

const BLOCKED_TEXT = {
	"needs-consent":
		"This server has no encrypted address here. On a network you trust, allow plain http for Plex in Settings.",
	"mixed-content": "The browser does not let this page talk to a server over plain http.",
	permission: "The browser needs permission to reach servers on the home network.",
	cors: "The server does not let web apps talk to it (CORS).",
} as const;

/** This device ended it. */
export const STORAGE_FULL: RefreshFailure = {
	kind: "failed",
	reason: "storage-full",
	error: "There is no room left on this device.",
};

/** A failed refresh in plain words. */
export function failed(reason: RefreshFailureReason, error: string): RefreshFailure {
	return { kind: "failed", reason, error };
}

/** What a failed call means for a refresh. A 401 counts as signed out here: the second look comes before (`judgeFailure`). */
export function refreshedFrom(failure: Failure): Exclude<Refreshed, { kind: "done" }> {
	switch (failure.kind) {
		case "unauthorized":
			return failed("signed-out", "The server asks to sign in again.");
		case "blocked":
			return failed("blocked", BLOCKED_TEXT[failure.detail === "needs-consent" ? failure.detail : failure.reason]);
		case "gone":
			return failed("gone", "The server no longer has this.");
		case "no-access":
			return failed("no-access", "The server does not show this to this account.");
		case "refused":
			if (failure.detail === "other-server") return failed("unreachable", "Another server answers at its address.");
			return failed("refused", `The server refused the request (${failure.status}).`);
		case "unreachable":
			if (failure.reason === "aborted") return { kind: "stopped" };
			if (failure.reason === "unreadable")
				return failed("bad-answer", "The server gave an answer that makes no sense.");
			if (failure.reason === "server-error") return failed("bad-answer", "The server has a problem of its own.");
			return failed(
				"unreachable",
				failure.reason === "timeout" ? "The server took too long to answer." : "The server cannot be reached.",
			);
	}
}

/** True when a failure concerns the whole source, or this device, so that trying the next list is pointless. */
export function endsSync(failure: RefreshFailure): boolean {
	return ["signed-out", "unreachable", "blocked", "storage-full"].includes(failure.reason);
}
