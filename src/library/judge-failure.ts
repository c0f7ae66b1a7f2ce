import type { World } from "../db/world.ts";
import { recordSourceOutcome } from "../servers/open-server.ts";
import type { Failure } from "../servers/outcome.ts";
import type { MediaServer } from "../servers/server.ts";
import { type Refreshed, refreshedFrom } from "./refresh-result.ts";

/**
 * What a failed call means, after a second look at a 401: Jellyfin also answers 401 for a library the user may not see, with a
 * token that is good (contract/jellyfin/recorded/README.md, finding 3). Notes on the source when it is away or signed out.
 */
export async function judgeFailure(
	world: World,
	server: MediaServer,
	failure: Failure,
	signal: AbortSignal,
): Promise<Exclude<Refreshed, { kind: "done" }>> {
	if (failure.kind === "unauthorized") {
		const again = await server.whoAmI(signal);
		if (again.kind === "ok") return refreshedFrom({ kind: "no-access" });
		await recordSourceOutcome(world, server.source.sourceId, again);
		return refreshedFrom(again);
	}
	const judged = refreshedFrom(failure);
	if (judged.kind === "failed" && (judged.reason === "unreachable" || judged.reason === "blocked")) {
		await recordSourceOutcome(world, server.source.sourceId, failure);
	}
	return judged;
}
