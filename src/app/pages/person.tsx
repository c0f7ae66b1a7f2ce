import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type Human, readHuman } from "../../library/person-titles.ts";
import type { PersonId } from "../../model/ids.ts";
import { count } from "../format.ts";
import { useLive } from "../live.ts";
import { usePageTitle } from "../page-title.ts";
import { averageColour } from "../parts/blur.ts";
import { PosterCard } from "../parts/card.tsx";
import { Notice } from "../parts/notice.tsx";
import { Picture } from "../parts/picture.tsx";
import { CardSkeletons } from "../parts/skeleton.tsx";
import { oncePerTitle } from "../same-title.ts";
import { sourcesById, whereIs } from "../sources.ts";
import "../styles/person.css";
import { useWatchStates } from "../watch-states.ts";
import { world } from "../world.ts";

/** A human: portrait, and every title on this device with them, over all servers. */
export function PersonPage({ personId }: { personId: PersonId }): VNode {
	const live = useLive(() => readHuman(world.db, personId), [personId]);
	const [isLong, setLong] = useState(false);
	const human = live.kind === "ready" ? live.value : undefined;
	const found = human?.titles ?? [];
	const roles = new Map(found.map((title) => [title.item.itemId, title.roles]));
	const titles = oncePerTitle(found.map(({ item }) => item));
	const shown = useWatchStates(titles.map(({ item }) => item.itemId));
	usePageTitle(human?.name ?? "");
	useEffect(() => readBehind(personId), [personId]);
	if (live.kind === "ready" && !human) {
		return (
			<Notice icon="user" title="Nobody by this address is known here">
				<p>Open a title they appear in, and its cast leads back here.</p>
				<a class="button primary" href="#/search">
					Search
				</a>
			</Notice>
		);
	}
	const tint = averageColour(human?.portrait?.image.blurhash);
	return (
		<article class="page person" style={tint ? { "--art": `rgb(${tint})` } : undefined}>
			<header class="person-head">
				<span class="person-portrait">
					<Picture
						image={human?.portrait?.image}
						sourceId={human?.portrait?.sourceId ?? ""}
						kind="portrait"
						width={220}
						isEager
						fallback={{ icon: "user" }}
					/>
				</span>
				<div class="person-words">
					<h1 class="hero-title">{human?.name ?? <span class="bone is-title" />}</h1>
					{human && (
						<p class="facts">
							{[`${count(titles.length, "title")} found so far`, from(human)].filter(Boolean).join(" · ")}
						</p>
					)}
					{human?.overview && <p class={isLong ? "overview" : "overview is-clipped"}>{human.overview}</p>}
					{human?.overview && human.overview.length > 320 && (
						<button type="button" class="button small" onClick={() => setLong(!isLong)}>
							{isLong ? "Less" : "More"}
						</button>
					)}
				</div>
			</header>
			<div class="poster-grid">
				{live.kind === "loading" && <CardSkeletons count={6} shape="poster" />}
				{titles.map((title) => (
					<div key={title.item.itemId} class="person-title">
						<PosterCard item={title.item} shown={shown.get(title.item.itemId)} from={whereIs(title)} />
						<p class="card-line">{roles.get(title.item.itemId)?.join(", ")}</p>
					</div>
				))}
			</div>
			{live.kind === "ready" && titles.length === 0 && (
				<Notice icon="film" title="No titles yet" isSmall>
					<p>
						Titles appear here once their cast has been read: when their pages are opened, or in the background if
						Settings say so.
					</p>
				</Notice>
			)}
		</article>
	);
}

/** From which servers they are known, where there are several. */
function from({ sourceIds }: Human): string {
	const names = sourceIds.flatMap((sourceId) => sourcesById.value.get(sourceId)?.serverName ?? []);
	return sourcesById.value.size < 2 || names.length === 0 ? "" : `from ${new Intl.ListFormat("en").format(names)}`;
}

/** Asks their servers for their life and what else tells who they are, behind what is shown. */
function readBehind(personId: PersonId): () => void {
	const control = new AbortController();
	import("../../library/refresh-person.ts")
		.then(({ refreshPerson }) => refreshPerson(world, personId, control.signal))
		.catch((error: unknown) => console.error("Reading about a person failed", error));
	return () => control.abort();
}
