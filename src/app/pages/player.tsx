import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { FreshnessRow } from "../../db/schema.ts";
import { type Shown, shownStates } from "../../db/shown-states.ts";
import { fullScope } from "../../library/scopes.ts";
import { type ItemId, sourceOf } from "../../model/ids.ts";
import type { Item } from "../../model/item.ts";
import { UNTOUCHED } from "../../model/watch-state.ts";
import { contentIsShown } from "../first-paint.ts";
import { headline } from "../format.ts";
import { type Live, useLive } from "../live.ts";
import { usePageTitle } from "../page-title.ts";
import { BackButton } from "../parts/player-controls.tsx";
import { startPosition } from "../parts/player-decisions.ts";
import { PlayerFailure } from "../parts/player-failure.tsx";
import { probeServer } from "../parts/player-open.ts";
import type { PlayerProblem } from "../parts/player-problem.ts";
import { PlayerOpening, PlayerStage, useServerProbe } from "../parts/player-stage.tsx";
import { touchScope, untilRefreshed } from "../refreshing.ts";
import { back, route } from "../route.ts";
import { sourcesById } from "../sources.ts";
import "../styles/player.css";
import { useAbort } from "../use-abort.ts";
import { useTouch } from "../use-touch.ts";
import { world } from "../world.ts";

/** Plays a movie or an episode over the whole window, from where it was left. */
export function PlayerPage({ itemId }: { itemId: ItemId }): VNode {
	const live = useLive(() => world.db.items.get(itemId), [itemId]);
	const freshness = useLive(() => world.db.freshness.get(fullScope(itemId)), [itemId]);
	useTouch([fullScope(itemId)]);
	const kept = useKept(itemId);
	const item = live.kind === "ready" ? live.value : undefined;
	const source = item && sourcesById.value.get(item.sourceId);
	usePageTitle(item ? headline(item) : "");
	useEffect(() => {
		contentIsShown();
		return leaveFullScreen;
	}, []);

	const isLacking = live.kind === "ready" && !item?.detail;
	const { answer, ask } = useAnswer(itemId, isLacking);
	const problem = isLacking && answer ? problemWithout(item, answer.problem, freshness) : null;
	useServerProbe(sourceOf(itemId), problem?.kind === "away" || problem?.kind === "starting", ask);

	if (item?.detail && source && kept !== null) {
		const last = item.detail.versions.find((version) => version.itemId !== undefined && version.itemId === kept.fileId);
		const startMs = startPosition(kept.state.positionMs, last?.durationMs ?? item.durationMs);
		const wish = { picked: route.value.query.get("version") ?? undefined, playedLast: last?.key, mustConvert: false };
		return <PlayerStage item={item} source={source} start={{ positionMs: startMs, wish }} onBack={back} />;
	}
	return (
		<div class="player">
			{problem ? (
				<PlayerFailure problem={problem} item={item} source={source} onRetry={ask} onBack={back} />
			) : (
				<>
					<div class="player-top">
						<BackButton onBack={back} />
					</div>
					<PlayerOpening />
				</>
			)}
		</div>
	);
}

/** What the server said when it was asked anew; `problem` null: it answers. */
interface Answer {
	readonly problem: PlayerProblem | null;
}

/**
 * Asks the title's server whether it answers, and for the title, as long as that lacks what is needed to play. What was stored of an
 * earlier try is not believed: the server may be back since. Null while it is being asked.
 */
function useAnswer(itemId: ItemId, isLacking: boolean): { readonly answer: Answer | null; readonly ask: () => void } {
	const [answer, setAnswer] = useState<Answer | null>(null);
	const begin = useAbort();
	const ask = () => {
		const signal = begin();
		const scope = fullScope(itemId);
		setAnswer(null);
		const look = async () => {
			const problem = await probeServer(world, sourceOf(itemId), signal);
			if (problem === null && !signal.aborted) {
				await touchScope(scope, true);
				await untilRefreshed(scope);
			}
			if (!signal.aborted) setAnswer({ problem });
		};
		look().catch(() => setAnswer({ problem: { kind: "no-code" } }));
	};
	useEffect(() => {
		if (isLacking) ask();
	}, [isLacking, itemId]);
	return { answer, ask };
}

/** Why a title that was asked for is not here. */
function problemWithout(
	item: Item | undefined,
	problem: PlayerProblem | null,
	freshness: Live<FreshnessRow | undefined>,
): PlayerProblem {
	if (problem !== null) return problem;
	const said = freshness.kind === "ready" ? freshness.value?.error : undefined;
	return item ? { kind: "trouble", ...(said ? { said } : {}) } : { kind: "gone" };
}

/** Where the title was left, read once: what is watched from now on must not move it. Null until it is known. */
function useKept(itemId: ItemId): Shown | null {
	const [kept, setKept] = useState<Shown | null>(null);
	useEffect(() => {
		const nothing = { state: UNTOUCHED };
		const read = async () => setKept((await shownStates(world.db, [itemId])).get(itemId) ?? nothing);
		// Without a database nothing is known of the place, and nothing else on this page works either.
		read().catch(() => setKept(nothing));
	}, [itemId]);
	return kept;
}

/** The next episode goes on in full screen; anything else does not. */
function leaveFullScreen(): void {
	if (document.fullscreenElement && route.value.page !== "play") document.exitFullscreen().catch(() => undefined);
}
