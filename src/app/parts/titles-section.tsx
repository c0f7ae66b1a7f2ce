import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { forgetLongGone, forgetTitle, goneTitles } from "../../catalog/gone-titles.ts";
import type { Title } from "../../model/title.ts";
import { attempt } from "../attempt.ts";
import { age } from "../format.ts";
import { useLive } from "../live.ts";
import { sources } from "../sources.ts";
import { useSetting } from "../use-setting.ts";
import { world } from "../world.ts";
import { FindingCard } from "./finding-card.tsx";
import { Icon } from "./icon.tsx";
import { Problem } from "./problem.tsx";
import { TitleRuns } from "./title-runs.tsx";
import "../styles/titles-section.css";

const STEP = 10;

/** Which titles are the same: what only a person can tell, what is on no server any more, and the runs over the titles of a server. */
export function TitlesSection(): VNode | null {
	const [limit, setLimit] = useState(STEP);
	const live = useLive(() => world.db.titleFindings.toArray(), []);
	if (sources.value?.length === 0) return null;
	const all = live.kind === "ready" ? live.value : [];
	const findings = all.filter(({ isIgnored }) => !isIgnored);
	const ignored = all.length - findings.length;
	return (
		<section aria-labelledby="titles" class="titles-section">
			<h2 id="titles">The same title on several servers</h2>
			{live.kind === "failed" && (
				<Problem title="The titles could not be read" whatToDo="Load the app again; nothing is lost." />
			)}
			{live.kind === "ready" && findings.length === 0 && (
				<p class="settings-note">
					Titles are matched by their numbers at IMDb, TMDB and TVDB, never by name. Nothing is for you to settle.
				</p>
			)}
			<ul class="activity-list">
				{findings.slice(0, limit).map((finding) => (
					<FindingCard key={finding.findingId} finding={finding} />
				))}
			</ul>
			{findings.length > limit && (
				<button type="button" class="button activity-more" onClick={() => setLimit(limit + STEP)}>
					Show more
				</button>
			)}
			{ignored > 0 && (
				<p class="settings-note">
					{ignored === 1 ? "One is" : `${ignored} are`} left out because you said so.{" "}
					<button type="button" class="button small quiet" onClick={showIgnored}>
						Show again
					</button>
				</p>
			)}
			<Gone />
			<TitleRuns />
		</section>
	);
}

async function showIgnored(): Promise<void> {
	const showing = () =>
		world.db.titleFindings.filter(({ isIgnored }) => isIgnored === true).modify({ isIgnored: false });
	await attempt(showing, "That could not be noted. Try again.");
}

const DAY_MS = 24 * 3_600_000;
const KEPT: readonly { readonly ms: number; readonly name: string }[] = [
	{ ms: 30 * DAY_MS, name: "30 days" },
	{ ms: 365 * DAY_MS, name: "a year" },
	{ ms: 0, name: "for ever" },
];

/** Titles that are on no server any more, of which something here still speaks. */
function Gone(): VNode | null {
	const [keptMs, setKeptMs] = useSetting("titles.keptMs");
	const live = useLive(() => goneTitles(world.db), []);
	useEffect(() => {
		forgetLongGone(world).catch((error: unknown) => console.error("Titles that are gone were not forgotten", error));
	}, [keptMs]);
	if (live.kind !== "ready" || live.value.length === 0) return null;
	return (
		<section aria-labelledby="gone-titles">
			<header class="titles-head">
				<h3 id="gone-titles">No longer on any server</h3>
				<label class="journal-kept">
					<span>Kept for</span>
					<select class="select" value={keptMs} onChange={(event) => setKeptMs(Number(event.currentTarget.value))}>
						{KEPT.map(({ ms, name }) => (
							<option key={ms} value={ms}>
								{name}
							</option>
						))}
					</select>
				</label>
			</header>
			<ul class="gone-titles">
				{live.value.map((title) => (
					<li key={title.titleId}>
						<span>
							{title.facts.name}
							<span class="card-line">{goneLine(title)}</span>
						</span>
						<button
							type="button"
							class="button small quiet"
							aria-label={`Forget ${title.facts.name}`}
							onClick={() => attempt(() => forgetTitle(world, title.titleId), "It could not be forgotten. Try again.")}
						>
							<Icon name="trash-2" />
							Forget
						</button>
					</li>
				))}
			</ul>
		</section>
	);
}

function goneLine({ facts, goneAt }: Title): string {
	return [facts.year, goneAt && `gone ${age(goneAt, Date.now())}`].filter(Boolean).join(" · ");
}
