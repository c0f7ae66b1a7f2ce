import type { ComponentChildren, VNode } from "preact";
import type { SearchKind } from "../../library/search-entries.ts";
import type { SearchLimits } from "../../library/search-result.ts";
import type { Item } from "../../model/item.ts";
import { addressOf } from "../address.ts";
import { count } from "../format.ts";
import { useLive } from "../live.ts";
import { oncePerTitle, type TitleOnce } from "../same-title.ts";
import { sourcesById, whereIs } from "../sources.ts";
import type { Found, FoundPerson } from "../use-search.ts";
import { useWatchStates } from "../watch-states.ts";
import { world } from "../world.ts";
import { PosterCard } from "./card.tsx";
import { Picture } from "./picture.tsx";
import { Row } from "./row.tsx";

interface SearchResultsProps {
	readonly found: Found;
	readonly limits: SearchLimits;
	/** Asks for more of a kind. */
	readonly onMore: (kind: SearchKind) => void;
}

/** What was found, the kind with the best hit first. */
export function SearchResults({ found, limits, onMore }: SearchResultsProps): VNode {
	const shown = useWatchStates([...found.titles, ...found.collections, ...found.playlists].map(({ itemId }) => itemId));
	const libraryOf = useLibraryNames();
	const where = (title: TitleOnce) => [libraryOf(title.item), whereIs(title)].filter(Boolean).join(" · ") || undefined;
	const cards = (items: readonly Item[]) =>
		oncePerTitle(items).map((title) => (
			<PosterCard key={title.item.itemId} item={title.item} shown={shown.get(title.item.itemId)} from={where(title)} />
		));
	const rowOf = (kind: "collection" | "playlist", title: string, items: readonly Item[]) => (
		<Row key={kind} title={title} aside={<Total shown={items.length} total={found.counts[kind]} />}>
			{cards(items)}
		</Row>
	);
	const sections: Readonly<Record<SearchKind, () => VNode>> = {
		title: () => (
			<section key="title" aria-label="Titles">
				<h2 class="search-heading">
					Titles <Total shown={found.titles.length} total={found.counts.title} />
				</h2>
				<div class="poster-grid">{cards(found.titles)}</div>
				{found.counts.title > limits.title && (
					<p class="search-more">
						<button type="button" class="button" onClick={() => onMore("title")}>
							Show more
						</button>
					</p>
				)}
			</section>
		),
		collection: () => rowOf("collection", "Collections", found.collections),
		playlist: () => rowOf("playlist", "Playlists", found.playlists),
		person: () => (
			<Row key="person" title="People" aside={<Total shown={found.people.length} total={found.counts.person} />}>
				{found.people.map((human) => (
					<PersonCard key={human.person.personId} human={human} />
				))}
				{found.counts.person > limits.person && (
					<button type="button" class="card is-portrait search-more-people" onClick={() => onMore("person")}>
						More people
					</button>
				)}
			</Row>
		),
	};
	return (
		<>
			<HowItFits found={found} />
			{found.order.map((kind) => sections[kind]())}
		</>
	);
}

/** Said only where not all is shown; with several servers the copies of a title are one card, and nobody could count along. */
function Total({ shown, total }: { shown: number; total: number }): VNode | null {
	return total > shown && sourcesById.value.size < 2 ? (
		<span class="search-total">{`${shown} of ${total.toLocaleString()}`}</span>
	) : null;
}

function HowItFits({ found: { found } }: { found: Found }): ComponentChildren {
	if (found === "near")
		return <p class="search-note">Hardly anything is spelled like that. What comes close is here too.</p>;
	if (found === "some") return <p class="search-note">Nothing has all of these words. This has most of them.</p>;
	return null;
}

function PersonCard({ human: { person, others } }: { human: FoundPerson }): VNode {
	const isOneOfSeveral = sourcesById.value.size > 1;
	const from = others.length > 0 ? `${others.length + 1} servers` : sourcesById.value.get(person.sourceId)?.serverName;
	return (
		<a class="card is-portrait" href={addressOf("person", person.personId)}>
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
			{isOneOfSeveral && <span class="card-line">{from}</span>}
		</a>
	);
}

/** The name of a title's library, where its server has several of that kind; undefined where it goes without saying. */
function useLibraryNames(): (item: Item) => string | undefined {
	const live = useLive(() => world.db.libraries.toArray(), []);
	const libraries = live.kind === "ready" ? live.value : [];
	return ({ libraryId }) => {
		const own = libraries.find((library) => library.libraryId === libraryId);
		const alike = libraries.filter(({ sourceId, kind }) => sourceId === own?.sourceId && kind === own.kind);
		return alike.length > 1 ? own?.title : undefined;
	};
}

/** What the status line says of what was found. Pure. */
export function foundInWords({ counts }: Pick<Found, "counts">): string {
	const parts = [
		counts.title > 0 && count(counts.title, "title"),
		counts.collection > 0 && count(counts.collection, "collection"),
		counts.playlist > 0 && count(counts.playlist, "playlist"),
		counts.person > 0 && count(counts.person, "person", "people"),
	].filter(Boolean);
	return parts.length === 0 ? "Nothing found" : `${parts.join(", ")} found`;
}
