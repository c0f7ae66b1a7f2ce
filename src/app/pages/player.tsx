import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type Shown, shownStates } from "../../db/shown-states.ts";
import { fullScope } from "../../library/scopes.ts";
import { type ItemId, sourceOf } from "../../model/ids.ts";
import { UNTOUCHED } from "../../model/watch-state.ts";
import { contentIsShown } from "../first-paint.ts";
import { headline } from "../format.ts";
import { useLive } from "../live.ts";
import { usePageTitle } from "../page-title.ts";
import { BackButton } from "../parts/player-controls.tsx";
import { startPosition } from "../parts/player-decisions.ts";
import { PlayerFailure } from "../parts/player-failure.tsx";
import { PlayerOpening, PlayerStage, useServerProbe } from "../parts/player-stage.tsx";
import { back, route } from "../route.ts";
import { sourcesById } from "../sources.ts";
import "../styles/player.css";
import { useTouch } from "../use-touch.ts";
import { world } from "../world.ts";

/** Plays a movie or an episode over the whole window, from where it was left. */
export function PlayerPage({ itemId }: { itemId: ItemId }): VNode {
	const live = useLive(() => world.db.items.get(itemId), [itemId]);
	const freshness = useLive(() => world.db.freshness.get(fullScope(itemId)), [itemId]);
	const refresh = useTouch([fullScope(itemId)]);
	const kept = useKept(itemId);
	const item = live.kind === "ready" ? live.value : undefined;
	const source = item && sourcesById.value.get(item.sourceId);
	usePageTitle(item ? headline(item) : "");
	useEffect(() => {
		contentIsShown();
		return leaveFullScreen;
	}, []);

	const hasFailed = freshness.kind === "ready" && (freshness.value?.failures ?? 0) > 0 && !refresh.isRefreshing;
	useServerProbe(sourceOf(itemId), hasFailed && !item?.detail, refresh.now);

	if (item?.detail && source && kept !== null) {
		const last = item.detail.versions.find((version) => version.itemId !== undefined && version.itemId === kept.fileId);
		const startMs = startPosition(kept.state.positionMs, last?.durationMs ?? item.durationMs);
		const wish = { picked: route.value.query.get("version") ?? undefined, playedLast: last?.key, mustConvert: false };
		return <PlayerStage item={item} source={source} start={{ positionMs: startMs, wish }} onBack={back} />;
	}
	const isUnknown = live.kind === "ready" && !item && !refresh.isRefreshing && freshness.kind === "ready";
	return (
		<div class="player">
			{hasFailed || isUnknown ? (
				<PlayerFailure
					problem={{ kind: item ? "away" : "gone" }}
					item={item}
					source={source}
					onRetry={refresh.now}
					onBack={back}
				/>
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
