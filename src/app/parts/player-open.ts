import type { World } from "../../db/world.ts";
import type { SourceId } from "../../model/ids.ts";
import type { Item, MediaVersion } from "../../model/item.ts";
import { playbackAbilities } from "../../player/can-play.ts";
import { choosePlayback, type VersionWish } from "../../player/playback-choice.ts";
import type { StreamUrls } from "../../servers/server.ts";
import { type PlayerProblem, problemOf } from "./player-problem.ts";

/** What is to be played, ready to be given to a media element. */
export interface Playback {
	readonly kind: "direct" | "hls";
	readonly version: MediaVersion;
	readonly urls: StreamUrls;
	/** The title in its server's own web client. */
	readonly webUrl: string;
}

export type Opened =
	| { readonly kind: "ready"; readonly playback: Playback }
	| { readonly kind: "problem"; readonly problem: PlayerProblem }
	| { readonly kind: "aborted" };

/** Which file of a title is to be played, and how. */
export interface PlaybackWish extends VersionWish {
	/** What the browser said it could play it could not, so the server is to convert it. */
	readonly mustConvert: boolean;
}

/**
 * Connects to the title's server and decides how to play. A transcode that Plex has to be asked for is asked for here; `urls.end`
 * ends it.
 */
export async function openPlayback(world: World, item: Item, wish: PlaybackWish, signal: AbortSignal): Promise<Opened> {
	const { openServer, recordSourceOutcome } = await import("../../servers/open-server.ts");
	const opened = await openServer(world, item.sourceId, signal);
	if (signal.aborted) return { kind: "aborted" };
	if (opened.kind !== "ok") {
		await recordSourceOutcome(world, item.sourceId, opened);
		return failed(problemOf(opened));
	}
	const server = opened.value;
	const abilities = playbackAbilities();
	const choice = choosePlayback(
		item.detail?.versions ?? [],
		wish.mustConvert ? { canPlay: () => false, hls: abilities.hls } : abilities,
		wish,
	);
	const webUrl = server.webUrl(item.itemId);
	if (choice.kind === "impossible") return failed({ kind: "impossible", reason: choice.reason, webUrl });
	const urls = await server.streams(item.itemId, choice.version, crypto.randomUUID());
	if (choice.kind === "hls") {
		if (urls.hls === undefined) return failed({ kind: "impossible", reason: choice.reason, webUrl });
		const begun = await urls.begin?.(signal);
		if (begun !== undefined && begun.kind !== "ok") return failed(problemOf(begun));
	}
	return { kind: "ready", playback: { kind: choice.kind, version: choice.version, urls, webUrl } };
}

function failed(problem: PlayerProblem | null): Opened {
	return problem === null ? { kind: "aborted" } : { kind: "problem", problem };
}

/**
 * Asks a source anew whether it answers, whatever was known of its addresses, and notes the answer with it: pages show that state.
 * Null when it does, else what stands in the way.
 */
export async function probeServer(
	world: World,
	sourceId: SourceId,
	signal: AbortSignal,
): Promise<PlayerProblem | null> {
	const { forgetCheckedAddresses, openServer, recordSourceOutcome } = await import("../../servers/open-server.ts");
	forgetCheckedAddresses(world, sourceId);
	const opened = await openServer(world, sourceId, signal);
	await recordSourceOutcome(world, sourceId, opened);
	return opened.kind === "ok" ? null : problemOf(opened);
}

/** How long the stream's own address may take to say what is wrong, ms. */
const STATUS_TIMEOUT_MS = 5_000;

/** The status that the server answers a file with, which media elements keep to themselves. Undefined when no answer may be read. */
export async function fileStatus(
	{ fetch }: World,
	{ urls }: Playback,
	signal: AbortSignal,
): Promise<number | undefined> {
	try {
		const answer = await fetch(urls.direct, {
			headers: { range: "bytes=0-1" },
			cache: "no-store",
			referrerPolicy: "no-referrer",
			signal: AbortSignal.any([signal, AbortSignal.timeout(STATUS_TIMEOUT_MS)]),
		});
		await answer.body?.cancel();
		return answer.status;
	} catch {
		return undefined;
	}
}
