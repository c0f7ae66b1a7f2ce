import type { World } from "../../db/world.ts";
import type { ClockOffset } from "../../model/source.ts";
import type { Thresholds } from "../../model/watch-state.ts";
import { type Outcome, ok } from "../outcome.ts";
import { readJson, sendRequest } from "../request.ts";
import type { JellyfinClient } from "./client.ts";
import { configurationSchema, meSchema, utcTimeSchema } from "./schemas.ts";
import { epochOfDate } from "./ticks.ts";

/** What a Jellyfin server does unless its administrator changed it. contract/jellyfin-api.md §4.4. */
export const JELLYFIN_THRESHOLDS: Thresholds = {
	minFraction: 0.05,
	maxFraction: 0.9,
	minMs: 0,
	minDurationMs: 300_000,
	credits: "none",
};

/** Who the token belongs to: the proof that a 401 was meant for us. contract/jellyfin-api.md §1.4. */
export async function readMe(
	client: JellyfinClient,
	signal: AbortSignal,
): Promise<Outcome<{ readonly userId: string; readonly userName: string }>> {
	const me = await client.get("/Users/Me", {}, meSchema, signal);
	return me.kind === "ok" ? ok({ userId: me.value.Id, userName: me.value.Name }) : me;
}

/** The server's own lines of a viewing, readable by any user; the defaults where a server keeps them to itself. */
export async function readThresholds(client: JellyfinClient, signal: AbortSignal): Promise<Outcome<Thresholds>> {
	const answer = await client.get("/System/Configuration", {}, configurationSchema, signal);
	if (answer.kind === "no-access" || answer.kind === "gone" || answer.kind === "refused")
		return ok(JELLYFIN_THRESHOLDS);
	if (answer.kind !== "ok") return answer;
	const { MinResumePct, MaxResumePct, MinResumeDurationSeconds } = answer.value;
	return ok({
		...JELLYFIN_THRESHOLDS,
		minFraction: (MinResumePct ?? 5) / 100,
		maxFraction: (MaxResumePct ?? 90) / 100,
		minDurationMs: (MinResumeDurationSeconds ?? 300) * 1000,
	});
}

/**
 * The server's clock against the device's: the middle of the round trip, uncertain by half of it. Asked anonymously, because
 * the token would cost a preflight that falsifies the measurement. contract/jellyfin-api.md §1.5.
 */
export async function readClock(
	world: Pick<World, "fetch" | "place" | "now">,
	address: string,
	signal: AbortSignal,
): Promise<Outcome<ClockOffset>> {
	const sentAt = world.now();
	const answer = await sendRequest(
		world,
		{ method: "GET", base: address, path: "/GetUtcTime", isNeverHtml: true },
		signal,
	);
	const measuredAt = world.now();
	if (answer.kind !== "ok") return answer;
	const times = readJson(answer.value.text, utcTimeSchema);
	if (times.kind !== "ok") return times;
	const received = epochOfDate(times.value.RequestReceptionTime);
	const answered = epochOfDate(times.value.ResponseTransmissionTime);
	if (received === null || answered === null) return { kind: "unreachable", reason: "unreadable", detail: "no time" };
	const roundTripMs = Math.max(0, measuredAt - sentAt - (answered - received));
	return ok({
		offsetMs: Math.round((received - sentAt + (answered - measuredAt)) / 2),
		uncertaintyMs: Math.ceil(roundTripMs / 2) + 1,
		measuredAt,
	});
}
