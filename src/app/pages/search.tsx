import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { SearchHit } from "../../library/search-index.ts";
import { addressOf, searchAddress } from "../address.ts";
import { contentIsShown } from "../first-paint.ts";
import { useLatest } from "../live.ts";
import { usePageTitle } from "../page-title.ts";
import { PosterCard } from "../parts/card.tsx";
import { Icon } from "../parts/icon.tsx";
import { Notice } from "../parts/notice.tsx";
import { Picture } from "../parts/picture.tsx";
import { Row } from "../parts/row.tsx";
import { CardSkeletons } from "../parts/skeleton.tsx";
import { replaceAddress, route } from "../route.ts";
import { oncePerTitle } from "../same-title.ts";
import { shelfWorker } from "../shelf-client.ts";
import { whereIs } from "../sources.ts";
import "../styles/search.css";
import { useWatchStates } from "../watch-states.ts";
import { world } from "../world.ts";

const MOST_HITS = 60;
/** Between the last key and the search. */
const PAUSE_MS = 80;

/** Titles and people of all servers while one types, from this device alone. */
export function SearchPage(): VNode {
	usePageTitle("Search");
	const words = route.value.query.get("q") ?? "";
	const field = useRef<HTMLInputElement>(null);
	const found = useSearch(words.trim());
	useEffect(() => {
		contentIsShown();
		field.current?.focus({ preventScroll: true });
	}, []);
	return (
		<div class="page search">
			<h1 class="unseen">Search</h1>
			<search class="search-bar">
				<Icon name="search" />
				<input
					ref={field}
					type="search"
					class="input"
					aria-label="Search titles and people"
					placeholder="Titles and people"
					autoComplete="off"
					autoCapitalize="none"
					spellcheck={false}
					value={words}
					onInput={(event) => replaceAddress(searchAddress(event.currentTarget.value))}
				/>
			</search>
			<p class="unseen" role="status">
				{found.kind === "ready" && words !== "" ? `${found.hits.length} found` : ""}
			</p>
			{words.trim() === "" ? (
				<Notice icon="search" title="Find a film, a show, a face">
					<p>
						Everything on this device is searched while you type, with or without a connection. A letter may be wrong.
					</p>
				</Notice>
			) : (
				<Results found={found} words={words} />
			)}
		</div>
	);
}

type Found =
	| { readonly kind: "searching" | "failed"; readonly hits: readonly SearchHit[] }
	| { readonly kind: "ready"; readonly hits: readonly SearchHit[] };

/** The hits of the last search stay until those of the next are there. */
function useSearch(words: string): Found {
	const [found, setFound] = useState<Found>({ kind: "searching", hits: [] });
	useEffect(() => {
		let isCurrent = true;
		if (words === "") {
			setFound({ kind: "searching", hits: [] });
			return;
		}
		setFound(({ hits }) => ({ kind: "searching", hits }));
		const timer = setTimeout(() => {
			shelfWorker()
				.search(words, MOST_HITS)
				.then(
					(hits) => isCurrent && setFound({ kind: "ready", hits }),
					(error: unknown) => {
						console.error("Searching failed", error);
						if (isCurrent) setFound({ kind: "failed", hits: [] });
					},
				);
		}, PAUSE_MS);
		return () => {
			isCurrent = false;
			clearTimeout(timer);
		};
	}, [words]);
	return found;
}

function Results({ found, words }: { found: Found; words: string }): VNode {
	const titles = found.hits.flatMap((hit) => (hit.kind === "title" ? [hit.itemId] : []));
	const people = found.hits.flatMap((hit) => (hit.kind === "person" ? [hit.personId] : []));
	const rows = useLatest(
		async () => ({
			items: (await world.db.items.bulkGet(titles)).flatMap((item) => item ?? []),
			people: (await world.db.people.bulkGet(people)).flatMap((person) => person ?? []),
		}),
		[titles.join("\n"), people.join("\n")],
	);
	const shown = useWatchStates(titles);
	if (found.kind === "failed") {
		return (
			<Notice icon="circle-alert" title="The search did not start">
				<button type="button" class="button primary" onClick={() => location.reload()}>
					Load the app again
				</button>
			</Notice>
		);
	}
	if (found.kind === "ready" && found.hits.length === 0) {
		return (
			<Notice icon="search" title={`Nothing here for “${words}”`}>
				<p>Fewer letters often find more. People are found once a title they appear in was opened.</p>
			</Notice>
		);
	}
	if (!rows || (found.hits.length === 0 && found.kind === "searching")) {
		return (
			<div class="poster-grid">
				<CardSkeletons count={6} shape="poster" />
			</div>
		);
	}
	return (
		<>
			{rows.people.length > 0 && (
				<Row title="People">
					{rows.people.map((person) => (
						<a key={person.personId} class="card is-portrait" href={addressOf("person", person.personId)}>
							<span class="frame is-round">
								<Picture
									image={person.portrait}
									sourceId={person.sourceId}
									kind="portrait"
									width={128}
									fallback={{ icon: "user" }}
								/>
							</span>
							<span class="card-title">{person.name}</span>
						</a>
					))}
				</Row>
			)}
			{rows.items.length > 0 && (
				<section aria-label="Titles">
					<h2 class="search-heading">Titles</h2>
					<div class="poster-grid">
						{oncePerTitle(rows.items).map((title) => (
							<PosterCard
								key={title.item.itemId}
								item={title.item}
								shown={shown.get(title.item.itemId)}
								from={whereIs(title)}
							/>
						))}
					</div>
				</section>
			)}
		</>
	);
}
