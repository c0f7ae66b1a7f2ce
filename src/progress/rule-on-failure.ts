import type { World } from "../db/world.ts";
import type { ItemId } from "../model/ids.ts";
import type { Failure } from "../servers/outcome.ts";
import type { WatchServer } from "../servers/server.ts";
import { noteSetback, type Setback } from "./failures.ts";

/** Why a source's part of a drain ended before its rows did. */
export type Stop = "signed-out" | "unreachable" | "blocked" | "aborted" | "left" | "paused";

/** What happens to a row, and to the source, after a failure that was looked into. */
export type Ruling = { readonly row?: Setback; readonly stop?: Stop };

/** SYNC.md row 13: a 401 counts only when a second look at who we are is 401 too. */
async function secondLook(server: WatchServer, signal: AbortSignal): Promise<Ruling> {
	const who = await server.whoAmI(signal);
	switch (who.kind) {
		case "unauthorized":
			return { row: { reason: "signed-out" }, stop: "signed-out" };
		case "ok":
			// Servers under strain refuse good tokens for a while (contract/plex-api.md §8).
			return {
				row: { reason: "unreachable", detail: "Its sign-in was refused, though it is good." },
				stop: "unreachable",
			};
		default:
			return ruleOnAnswer(who);
	}
}

/**
 * | failure | row | source |
 * |---|---|---|
 * | no connection, timeout | back-off | no more for now |
 * | 5xx, unreadable | back-off: it may be this item's | goes on |
 * | blocked by the browser | nothing: another place may reach it | no more from here |
 * | stopped | nothing | no more |
 * | 404, 403, other 4xx | rows 12, 12b, 15 | goes on |
 */
function ruleOnAnswer(failure: Exclude<Failure, { kind: "unauthorized" }>): Ruling {
	switch (failure.kind) {
		case "unreachable": {
			if (failure.reason === "aborted") return { stop: "aborted" };
			const isSilent = failure.reason === "timeout" || failure.reason === "network";
			const what = failure.reason === "unreadable" ? "The answer cannot be read" : "The server is in trouble";
			const detail = isSilent ? "The server does not answer." : `${what} (${failure.detail ?? "no reason given"}).`;
			const row: Setback = { reason: "unreachable", detail };
			return isSilent ? { row, stop: "unreachable" } : { row };
		}
		case "blocked":
			return { stop: "blocked" };
		case "gone":
			return { row: { reason: "gone" } };
		case "no-access":
			return { row: { reason: "no-access" } };
		case "refused":
			return { row: { reason: "refused", detail: `It said: ${failure.detail || `error ${failure.status}`}.` } };
	}
}

/** What a failure means for the rows it hit and for their source; a 401 is looked into first. */
export async function ruleOn(server: WatchServer, failure: Failure, signal: AbortSignal): Promise<Ruling> {
	return failure.kind === "unauthorized" ? secondLook(server, signal) : ruleOnAnswer(failure);
}

/** True when a server said something, if only that it is unwell. */
export function isAnswer(failure: Failure): boolean {
	if (failure.kind === "blocked") return false;
	return failure.kind !== "unreachable" || failure.reason === "server-error" || failure.reason === "unreadable";
}

/** Backs off rows whose source could not be opened or asked at all. */
export async function postpone(
	world: Pick<World, "db" | "now" | "random">,
	itemIds: readonly ItemId[],
	failure: Failure,
): Promise<Stop> {
	if (failure.kind === "unauthorized") {
		await noteSetback(world, itemIds, { reason: "signed-out" });
		return "signed-out";
	}
	const ruling = ruleOnAnswer(failure);
	const isOther = failure.kind === "refused" && failure.status === 421;
	const detail = isOther ? "Another server answers at its address." : ruling.row?.detail;
	if (ruling.row !== undefined) await noteSetback(world, itemIds, { reason: "unreachable", detail });
	return ruling.stop ?? "unreachable";
}
