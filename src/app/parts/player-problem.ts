import type { Failure } from "../../servers/outcome.ts";

/** Why nothing plays. `webUrl`: the title in its server's own web client, where that is known. */
export type PlayerProblem =
	| { readonly kind: "away" | "starting" | "signed-out" | "gone" | "no-access" | "refused" | "no-code" | "media" }
	/** The server answers, but not with the film. `status`: of its answer, `said`: its reason in plain words, where there is one. */
	| { readonly kind: "trouble"; readonly status?: number; readonly said?: string }
	/** The server knows the title and cannot find its file. */
	| { readonly kind: "no-file" }
	| { readonly kind: "blocked"; readonly reason: "mixed-content" | "permission" | "cors" | "needs-consent" }
	| { readonly kind: "impossible"; readonly reason: string; readonly webUrl: string }
	| { readonly kind: "no-picture" | "no-sound"; readonly webUrl: string };

/** What a failed request means to somebody who wants to watch; null for one that was given up on purpose. Pure. */
export function problemOf(failure: Failure): PlayerProblem | null {
	switch (failure.kind) {
		case "unauthorized":
			return { kind: "signed-out" };
		case "unreachable":
			return unreachableProblem(failure);
		case "blocked":
			return { kind: "blocked", reason: failure.detail === "needs-consent" ? failure.detail : failure.reason };
		case "gone":
		case "no-access":
			return { kind: failure.kind };
		case "refused":
			return { kind: failure.status === 421 ? "away" : "refused" };
	}
}

function unreachableProblem({ reason, detail }: Extract<Failure, { kind: "unreachable" }>): PlayerProblem | null {
	if (reason === "aborted") return null;
	if (detail === "starting") return { kind: "starting" };
	if (reason === "timeout" || reason === "network") return { kind: "away" };
	const status = Number.parseInt(detail ?? "", 10);
	return { kind: "trouble", ...(status >= 400 ? { status } : {}) };
}

/** What the status of a stream's own address means; null where it does not say why nothing plays. Pure. */
export function problemOfStatus(status: number | undefined): PlayerProblem | null {
	if (status === undefined || status < 400) return null;
	if (status === 404 || status === 410) return { kind: "no-file" };
	if (status === 401 || status === 403) return { kind: "no-access" };
	return status >= 500 || status === 429 || status === 408 ? { kind: "trouble", status } : { kind: "refused" };
}

export interface ProblemWords {
	readonly title: string;
	readonly text: string;
	/** Whether trying again may help. */
	readonly canRetry: boolean;
}

/** A problem in words: what happened and what to do. The place is kept in every case; it is said where somebody may doubt it. Pure. */
export function problemWords(problem: PlayerProblem, serverName: string): ProblemWords {
	switch (problem.kind) {
		case "away":
			return {
				title: `${serverName} is away`,
				text: "It does not answer. Your place is kept on this device, and playing goes on by itself once the server is back.",
				canRetry: true,
			};
		case "starting":
			return {
				title: `${serverName} is starting`,
				text: "It answers, but is not ready yet. Playing goes on by itself once it is.",
				canRetry: true,
			};
		case "trouble":
			return {
				title: `${serverName} has a problem`,
				text: `${troubleText(problem)} Try again in a moment. If that does not help, restart ${serverName} or look at its log. Your place is kept on this device.`,
				canRetry: true,
			};
		case "no-file":
			return {
				title: `${serverName} cannot find the file`,
				text: "It knows the title, but its file was moved or deleted, or the disk it lies on is not connected. Look there, and try again. Your place is kept on this device.",
				canRetry: true,
			};
		case "signed-out":
			return {
				title: `${serverName} asks you to sign in again`,
				text: "Nothing is lost: what you watched is kept on this device and is sent after you signed in.",
				canRetry: true,
			};
		case "gone":
			return {
				title: "The server no longer has this title",
				text: "It was removed, or replaced under another name. Refresh its library to find the new one.",
				canRetry: true,
			};
		case "no-access":
			return {
				title: "This account may not play it",
				text: `Whoever runs ${serverName} can give you access to this library.`,
				canRetry: true,
			};
		case "refused":
			return {
				title: `${serverName} refused to play it`,
				text: "It may be busy converting for others, or be set up not to convert. Try again in a moment.",
				canRetry: true,
			};
		case "blocked":
			return {
				title:
					problem.reason === "needs-consent"
						? `${serverName} has no encrypted address here`
						: `The browser does not let this page reach ${serverName}`,
				text: BLOCKED[problem.reason],
				canRetry: true,
			};
		case "no-code":
			return {
				title: "The player could not be loaded",
				text: "The app was updated, or this part of it was not saved on this device yet. Load the app again when you are online.",
				canRetry: true,
			};
		case "media":
			return {
				title: "The film stopped and could not go on",
				text: "The browser could not read what the server sent. Your place is kept on this device.",
				canRetry: true,
			};
		case "impossible":
			return { title: "This browser cannot play it", text: problem.reason, canRetry: false };
		case "no-picture":
			return {
				title: "There is sound but no picture",
				text: "This browser cannot show the film's picture, and the server could not convert it. Another browser may.",
				canRetry: true,
			};
		case "no-sound":
			return {
				title: "There is a picture but no sound",
				text: "This browser cannot play the film's sound, and the server could not convert it. Another browser may.",
				canRetry: true,
			};
	}
}

function troubleText({ status, said }: Extract<PlayerProblem, { kind: "trouble" }>): string {
	if (said !== undefined) return said;
	return status === undefined
		? "It gave an answer that makes no sense."
		: `It answered with error ${status} instead of the film.`;
}

const BLOCKED = {
	"needs-consent":
		"Over plain http, others on the network could read your Plex token, so nothing was sent. On a network you trust, allow plain http for Plex in Settings.",
	"mixed-content":
		"This app came over https and the server only has plain http addresses. Add an https address of the server in Settings.",
	permission:
		"Allow this page to reach devices on your network: the browser asks for it, or has it in the page's settings.",
	cors: "The server, or a proxy in front of it, does not allow this app's address. Its owner can add it to the allowed origins.",
} as const;
