import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { forgetLongGone, forgetTitle, goneTitles } from "../../catalog/gone-titles.ts";
import type { Title } from "../../model/title.ts";
import { attempt } from "../attempt.ts";
import { age } from "../format.ts";
import { useLive } from "../live.ts";
import { sources } from "../sources.ts";
import { useSetting } from "../use-setting.ts";
import { world } from "../world.ts";
import { Icon } from "./icon.tsx";
import { TitleRuns } from "./title-runs.tsx";
import "../styles/titles-section.css";

/** The same titles on several servers: what is on none any more, and the runs over the titles of a server. */
export function TitlesSection(): VNode | null {
	if (sources.value?.length === 0) return null;
	return (
		<section aria-labelledby="titles" class="titles-section">
			<h2 id="titles">The same title on several servers</h2>
			<p class="settings-note">Titles are matched by their numbers at IMDb, TMDB and TVDB, never by name.</p>
			<Gone />
			<TitleRuns />
		</section>
	);
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
