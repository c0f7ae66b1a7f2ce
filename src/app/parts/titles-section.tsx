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
import { KeptFor } from "./kept-for.tsx";
import { TitleRuns } from "./title-runs.tsx";
import "../styles/titles-section.css";

/** The same titles on several servers: what is on none any more, and the runs over the titles of a server. */
export function TitlesSection(): VNode | null {
	// What a person corrected stays when the last server is removed.
	if (sources.value?.length === 0) return <Gone isAlone />;
	return (
		<section aria-labelledby="titles" class="titles-section">
			<h2 id="titles">The same title on several servers</h2>
			<p class="settings-note">Titles are matched by their numbers at IMDb, TMDB and TVDB, never by name.</p>
			<Gone />
			<TitleRuns />
		</section>
	);
}

/** Titles that are on no server any more, of which something here still speaks. */
function Gone({ isAlone = false }: { isAlone?: boolean }): VNode | null {
	const Heading = isAlone ? "h2" : "h3";
	const [keptMs] = useSetting("titles.keptMs");
	const live = useLive(() => goneTitles(world.db), []);
	useEffect(() => {
		forgetLongGone(world).catch((error: unknown) => console.error("Titles that are gone were not forgotten", error));
	}, [keptMs]);
	if (live.kind !== "ready" || live.value.length === 0) return null;
	return (
		<section aria-labelledby="gone-titles" class={isAlone ? "titles-section" : undefined}>
			<header class="titles-head">
				<Heading id="gone-titles">No longer on any server</Heading>
				<KeptFor name="titles.keptMs" />
			</header>
			<ul class="gone-titles">
				{live.value.map((title) => (
					<li key={title.titleId}>
						<span>
							{nameOf(title)}
							<span class="card-line">{goneLine(title)}</span>
						</span>
						<button
							type="button"
							class="button small quiet"
							aria-label={`Forget ${nameOf(title)}`}
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

function nameOf({ own, facts }: Title): string {
	return own?.values.name ?? facts.name ?? "A title without a name";
}

function goneLine({ own, facts, goneAt }: Title): string {
	const year = own?.values.year ?? facts.year;
	return [year, goneAt && `gone ${age(goneAt, Date.now())}`, own && "corrected by you"].filter(Boolean).join(" · ");
}
