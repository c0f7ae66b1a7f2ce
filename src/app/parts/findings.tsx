import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { attempt } from "../attempt.ts";
import { useLive } from "../live.ts";
import { world } from "../world.ts";
import { AlikeFindings } from "./alike-findings.tsx";
import { FindingCard } from "./finding-card.tsx";
import { Problem } from "./problem.tsx";
import "../styles/titles-section.css";

const STEP = 10;

/** Items whose catalogue numbers contradict each other, for the person to settle. Nothing where there are none. */
export function Findings(): VNode | null {
	const [limit, setLimit] = useState(STEP);
	const live = useLive(() => world.db.titleFindings.toArray(), []);
	if (live.kind === "failed") {
		return <Problem title="The titles could not be read" whatToDo="Load the app again; nothing is lost." />;
	}
	const all = live.kind === "ready" ? live.value : [];
	const findings = all.filter(({ isIgnored }) => !isIgnored);
	const ignored = all.length - findings.length;
	if (all.length === 0) return null;
	return (
		<section aria-labelledby="findings" class="titles-section">
			<h2 id="findings">One title or several?</h2>
			<AlikeFindings />
			<ul class="activity-list">
				{findings.slice(0, limit).map((finding) => (
					<FindingCard key={finding.findingId} finding={finding} />
				))}
			</ul>
			{findings.length > limit && (
				<button type="button" class="button" onClick={() => setLimit(limit + STEP)}>
					Show more
				</button>
			)}
			{ignored > 0 && (
				<p class="settings-note">
					{ignored === 1 ? "One is" : `${ignored} are`} left as they are, as you said.{" "}
					<button type="button" class="button small quiet" onClick={showIgnored}>
						Show again
					</button>
				</p>
			)}
		</section>
	);
}

async function showIgnored(): Promise<void> {
	const showing = () =>
		world.db.titleFindings.filter(({ isIgnored }) => isIgnored === true).modify({ isIgnored: false });
	await attempt(showing, "That could not be noted. Try again.");
}
