import * as z from "zod/mini";
import type { World } from "../../db/world.ts";
import type { ClockOffset, Source } from "../../model/source.ts";
import type { Thresholds } from "../../model/watch-state.ts";
import { type Outcome, ok } from "../outcome.ts";
import { parseRows } from "../parse-rows.ts";
import { plexAccountClient } from "./account-client.ts";
import type { PlexClient } from "./client.ts";
import type { PlexIdentity } from "./identity.ts";
import { pinSchema, settingListSchema, settingSchema } from "./schemas.ts";

/** What a Plex server does unless its owner changed it. contract/plex-api.md §4.3. */
export const PLEX_THRESHOLDS: Thresholds = {
	minFraction: 0,
	maxFraction: 0.9,
	minMs: 60_000,
	minDurationMs: 0,
	credits: "earliest",
};
/** Nothing that Plex lets a web page read says what time it is there, so this much is doubted. */
export const PLEX_CLOCK_DOUBT_MS = 90_000;
/** A measurement needs a request to the account service that makes a code; once a day is enough. */
const CLOCK_LIFE_MS = 24 * 3_600_000;

const BEHAVIOURS: readonly Thresholds["credits"][] = ["none", "final", "first", "earliest"];
const settingNumber = z.pipe(z.union([z.number(), z.string()]), z.transform(Number));

/** The server's own lines of a viewing, if it is the owner who asks; the defaults for everybody else. contract/plex-api.md §4.3. */
export async function readThresholds(client: PlexClient, signal: AbortSignal): Promise<Outcome<Thresholds>> {
	const answer = await client.get("/:/prefs", {}, settingListSchema, signal);
	if (answer.kind === "unreachable") return answer;
	if (answer.kind !== "ok") return ok(PLEX_THRESHOLDS);
	const settings = new Map(
		parseRows(answer.value.MediaContainer.Setting ?? [], settingSchema).rows.map(({ id, value }) => [id, value]),
	);
	const number = (name: string, initial: number) => {
		const parsed = z.safeParse(settingNumber, settings.get(name));
		return parsed.success && Number.isFinite(parsed.data) ? parsed.data : initial;
	};
	return ok({
		...PLEX_THRESHOLDS,
		maxFraction: number("LibraryVideoPlayedThreshold", 90) / 100,
		minMs: number("MinimumProgressTime", PLEX_THRESHOLDS.minMs),
		credits: BEHAVIOURS[number("LibraryVideoPlayedAtBehaviour", 3)] ?? "earliest",
	});
}

/**
 * The clock of the account service stands in for the server's, which nothing readable tells; the doubt stays wide for that. It is
 * read from the time stamp of a PIN, at most once a day. Without an answer, no offset is assumed. SYNC.md §2.
 */
export async function readClock(
	world: Pick<World, "fetch" | "place" | "now">,
	source: Pick<Source, "clock" | "accountUrl">,
	identity: PlexIdentity,
	signal: AbortSignal,
): Promise<Outcome<ClockOffset>> {
	const age = world.now() - source.clock.measuredAt;
	if (source.clock.measuredAt > 0 && age >= 0 && age < CLOCK_LIFE_MS) return ok(source.clock);
	const account = plexAccountClient(world, source.accountUrl ?? "", identity);
	const sentAt = world.now();
	const pin = await account.read("POST", "/api/v2/pins", { strong: true }, pinSchema, signal);
	const measuredAt = world.now();
	if (pin.kind === "unreachable" && pin.reason === "aborted") return pin;
	const createdAt = pin.kind === "ok" ? Date.parse(pin.value.createdAt ?? "") : Number.NaN;
	if (Number.isNaN(createdAt)) {
		// Asked again with the next drain; a guess must not pass for a measurement.
		return ok({ offsetMs: source.clock.offsetMs, uncertaintyMs: PLEX_CLOCK_DOUBT_MS, measuredAt: 0 });
	}
	// Stamps have whole seconds: half of one is missing on average.
	const offsetMs = Math.round(createdAt + 500 - (sentAt + measuredAt) / 2);
	return ok({ offsetMs, uncertaintyMs: PLEX_CLOCK_DOUBT_MS, measuredAt });
}
