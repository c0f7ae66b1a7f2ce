import type { ReasonCode } from "../model/change.ts";

const TEXTS: Readonly<Record<ReasonCode, string>> = {
	resumed: "An earlier try was cut off, but it had reached the server.",
	"already-there": "The server already had this.",
	"fast-forward": "Nobody else had been at it, so yours was kept.",
	"unwatched-elsewhere": "It was marked not watched somewhere else meanwhile.",
	"remote-newer": "Something was done with it somewhere else more recently, so that was kept.",
	"local-unwatched": "You marked it not watched.",
	"local-finished": "You finished it or marked it watched.",
	"watched-elsewhere": "It was watched to the end somewhere else meanwhile, so that was kept.",
	rewatch: "It had been watched to the end; you are watching it again.",
	"local-newer": "You watched it more recently than anybody else, so the server took your place in it.",
	"tie-further": "It was watched in two places, and nobody can tell which was last, so the place further on was kept.",
	gone: "The server no longer has this title. It waits in case the title comes back.",
	"re-bound": "The server gave this title a new number; your change followed it.",
	"no-access": "Your account may not open this title at the moment. It waits until it may.",
	"signed-out": "You are signed out of this server. It waits until you sign in again.",
	unreachable: "It could not be sent yet. It is tried again by itself.",
	refused: "The server would not accept this.",
	unverified: "The server said yes, but then did not show it.",
	"lost-by-server": "The server had this and lost it again.",
	discarded: "You threw this change away.",
	"kept-theirs": "You chose what the server has.",
	undone: "You took this back.",
};

/** True for a code that a decision can have: what comes from a file may hold anything. */
export function isReasonCode(value: unknown): value is ReasonCode {
	return typeof value === "string" && Object.hasOwn(TEXTS, value);
}

/** Why a decision fell as it did, as a sentence for the person whose film it is. */
export function reasonText(code: ReasonCode): string {
	return TEXTS[code];
}

/** What both sides of a conflict are about, as a sentence before the choice; what was decided does not hold yet. */
export function conflictText(code: ReasonCode | undefined): string {
	switch (code) {
		case "unwatched-elsewhere":
			return "It was marked not watched somewhere else meanwhile. Choose which to keep.";
		case "lost-by-server":
			return "The server lost this again and again. Choose which to keep.";
		default:
			return "Something was done with it somewhere else, and it is not clear which was last. Choose which to keep.";
	}
}
