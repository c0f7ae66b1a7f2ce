import type { VNode } from "preact";
import { castsScope, guestsScope } from "../../library/cast-due.ts";
import type { SourceId } from "../../model/ids.ts";
import { goOnWithCasts, pauseCasts } from "../cast-choices.ts";
import { castWords, isChosen } from "../cast-circumstances.ts";
import { isMetered } from "../data-saver.ts";
import { useLive } from "../live.ts";
import { useSetting } from "../use-setting.ts";
import { world } from "../world.ts";
import "../styles/switch.css";

/** Whether casts are read before anybody asks for them. */
export function CastSettings(): VNode {
	const [choice, setChoice] = useSetting("casts.background");
	return (
		<section aria-labelledby="casts">
			<h2 id="casts">Cast and crew</h2>
			<div class="setting-rows">
				<label class="setting-row">
					<span>
						Complete casts in the background. Then people and their titles are found without a server. It waits while
						something plays, while the app is out of sight and on mobile data.
					</span>
					<input
						type="checkbox"
						class="switch"
						checked={choice !== undefined && isChosen(choice, isMetered())}
						onChange={(event) => setChoice(event.currentTarget.checked ? "on" : "off")}
					/>
				</label>
			</div>
		</section>
	);
}

/** How many casts of a source are on this device, on its card; with what pauses their reading. Nothing before the first look at them. */
export function CastLine({ sourceId }: { sourceId: SourceId }): VNode | null {
	const [choice] = useSetting("casts.background");
	const [paused] = useSetting("casts.paused");
	const scopes = [castsScope(sourceId), guestsScope(sourceId)];
	const live = useLive(() => world.db.freshness.bulkGet(scopes), [sourceId]);
	const [casts, guests] = live.kind === "ready" ? live.value : [];
	if (!casts?.total || choice === undefined || paused === undefined || !isChosen(choice, isMetered())) return null;
	const isPaused = paused.includes(sourceId);
	const isReading = casts.cursor !== undefined || guests?.cursor !== undefined;
	return (
		<div class="server-sync">
			<p class="server-line">{castWords(casts, guests, isPaused)}</p>
			{isPaused ? (
				<button type="button" class="button small" onClick={() => goOnWithCasts(sourceId)}>
					Go on
				</button>
			) : (
				isReading && (
					<button type="button" class="button small" onClick={() => pauseCasts(sourceId)}>
						Pause
					</button>
				)
			)}
		</div>
	);
}
