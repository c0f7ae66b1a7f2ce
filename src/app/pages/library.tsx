import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { listScope } from "../../library/scopes.ts";
import { type LibraryId, sourceOf } from "../../model/ids.ts";
import { isOfOthers, type Library } from "../../model/item.ts";
import { noteOpened } from "../active-libraries.ts";
import { savesData } from "../data-saver.ts";
import { contentIsShown, firstPaint } from "../first-paint.ts";
import { countInWords, type LibraryFacts, libraryContents } from "../library-contents.ts";
import { DEFAULT_VIEW, isFiltered, queryOfView, viewFromQuery } from "../library-view.ts";
import { useLive } from "../live.ts";
import { usePageTitle } from "../page-title.ts";
import { FreshnessLine } from "../parts/freshness-line.tsx";
import { LibraryFilters } from "../parts/library-filters.tsx";
import { LibraryNotice } from "../parts/library-notice.tsx";
import { MissingQuestions } from "../parts/missing-question.tsx";
import { Notice } from "../parts/notice.tsx";
import { PosterGrid } from "../parts/poster-grid.tsx";
import { SelectButton, SelectionBar } from "../parts/selection-bar.tsx";
import { CardSkeletons } from "../parts/skeleton.tsx";
import { touchScope } from "../refreshing.ts";
import { route } from "../route.ts";
import { sourcesById } from "../sources.ts";
import "../styles/library.css";
import { useStoredWindow } from "../stored-window.ts";
import { syncingSources } from "../syncing.ts";
import { useOrder } from "../use-order.ts";
import { useSelection } from "../use-selection.ts";
import { type SeenPlaces, useSteadyOrder } from "../use-steady-order.ts";
import { type Refresh, useTouch } from "../use-touch.ts";
import { showView, useViewAsLeft } from "../view-as-left.ts";
import { world } from "../world.ts";

/** A library as a grid of posters, of any size. What was chosen to be seen lives in the address. */
export function LibraryPage({ libraryId }: { libraryId: LibraryId }): VNode {
	const live = useLive(() => world.db.libraries.get(libraryId), [libraryId]);
	// Read beside the library, not after it.
	const first = useStoredWindow(libraryId, queryOfView(viewFromQuery(route.value.query)));
	const refresh = useTouch([listScope("titles", libraryId)]);
	useEffect(() => {
		noteOpened(libraryId).catch(() => undefined);
	}, [libraryId]);
	const library = live.kind === "ready" ? live.value : undefined;
	const isSettled = useViewAsLeft(library);
	usePageTitle(library?.title ?? "");
	if (library && isSettled) return <LibraryContent library={library} first={first} refresh={refresh} />;
	if (library || live.kind === "loading") return <LibrarySkeleton />;
	return (
		<Notice icon="library" title="This library is not on this device">
			<p>Its server may have been removed here, or the library there.</p>
			<a class="button primary" href="#/">
				Go home
			</a>
		</Notice>
	);
}

const THINGS: Readonly<Record<Library["kind"], string>> = {
	movies: "film",
	shows: "show",
	mixed: "title",
	collections: "title",
	playlists: "playlist",
	other: "title",
};

interface ContentProps {
	readonly library: Library;
	readonly first: ReturnType<typeof useStoredWindow>;
	readonly refresh: Refresh;
}

function LibraryContent({ library, first, refresh }: ContentProps): VNode {
	const { libraryId } = library;
	const view = viewFromQuery(route.value.query);
	const query = queryOfView(view);
	const head = useRef<HTMLElement>(null);
	const show = (next: typeof view) => {
		showView(library, queryOfView(next));
		// From the middle of one order there is no way to the same place in another: it is seen from its beginning.
		const top = head.current ? head.current.offsetTop + head.current.offsetHeight : 0;
		if (scrollY > top) scrollTo(0, top);
	};
	const { kind } = library;
	useEffect(() => {
		const wanted = kind === "playlists" ? kind : "collections";
		if (kind !== "collections") readHolders(libraryId, wanted).catch(() => undefined); // They are read once somebody opens them.
	}, [libraryId, kind]);
	const seen = useRef<SeenPlaces>({ first: 0, last: 0 });
	const { order, query: shownQuery, newer, take } = useSteadyOrder(useOrder(library, view, first), query, seen);
	const listing = order.listing;
	const selection = useSelection(`${listing?.listing}`, async (start, end) => {
		const { shelfWorker } = await import("../shelf-client.ts");
		return (listing && (await shelfWorker().windowKeys(listing.listing, start, end))) ?? [];
	});
	const live = useLive(() => world.db.freshness.get(listScope("titles", libraryId)), [libraryId]);
	const isKnown = order.listing !== undefined || order.first !== undefined;
	useEffect(() => {
		if (isKnown) contentIsShown();
	}, [isKnown]);
	const shown = order.listing?.count ?? order.first?.total;
	const row = live.kind === "ready" ? live.value : undefined;
	const showAll = () => show({ ...DEFAULT_VIEW, sort: view.sort, descending: view.descending, seed: view.seed });
	const source = sourcesById.value.get(library.sourceId);
	const facts: LibraryFacts = {
		shown: order.state === "loading" && !shown ? undefined : (shown ?? 0),
		isFiltered: isFiltered(view),
		row,
		state: source?.state,
		isBusy: refresh.isRefreshing || syncingSources.value.has(library.sourceId) || live.kind === "loading",
	};
	const contents = libraryContents(facts);
	return (
		<div class="page library">
			<header class="library-head" ref={head}>
				<div>
					<h1 class="page-title">{library.title}</h1>
					<p class="library-line">
						<span role="status">{countInWords(library.kind, facts)}</span>
						{source && sourcesById.value.size > 1 && <span> · {source.serverName}</span>}
						{source?.state === "away" && <span> · server away</span>}
						{library.unlistedAt && <span> · no longer listed by its server</span>}
						{newer && (
							<button type="button" class="button small newer" onClick={take}>
								{newer.count > (shown ?? 0)
									? `Show ${(newer.count - (shown ?? 0)).toLocaleString()} more`
									: "Show what changed"}
							</button>
						)}
						{!isOfOthers(library) && contents === "titles" && listing && <SelectButton selection={selection} />}
					</p>
				</div>
				<FreshnessLine scope={listScope("titles", libraryId)} refresh={refresh} />
			</header>
			<MissingQuestions about={libraryId} />
			<LibraryFilters
				view={view}
				isWatched={!isOfOthers(library)}
				facets={order.listing?.facets}
				onChange={show}
				onClear={showAll}
			/>
			{order.state === "failed" && <BrokenShelf />}
			{contents === "titles" && (
				<PosterGrid
					key={shownQuery}
					library={library}
					order={order}
					view={shownQuery}
					onSeen={(places) => (seen.current = places)}
					selection={selection}
				/>
			)}
			{contents === "skeleton" && (
				<div class="poster-grid" role="status" aria-label="Loading">
					<CardSkeletons count={24} shape="poster" />
				</div>
			)}
			{contents !== "titles" && contents !== "skeleton" && (
				<LibraryNotice contents={contents} error={row?.error} refresh={refresh} onClear={showAll} />
			)}
			<SelectionBar selection={selection} total={listing?.count ?? 0} thing={THINGS[library.kind]} />
		</div>
	);
}

/** As tall as what comes, so that nothing moves when it does. */
function LibrarySkeleton(): VNode {
	return (
		<div class="page library" role="status" aria-label="Loading">
			<header class="library-head">
				<span class="bone is-title" />
			</header>
			<div class="filters" />
			<div class="poster-grid">
				<CardSkeletons count={24} shape="poster" />
			</div>
		</div>
	);
}

/**
 * Reads behind the page what the filter of collections offers, or what is in the playlists shown, so that they are there offline; not on
 * a connection that somebody pays for by the byte.
 */
async function readHolders(libraryId: LibraryId, wanted: "collections" | "playlists"): Promise<void> {
	const sourceId = sourceOf(libraryId);
	await firstPaint;
	if (savesData() || sourcesById.value.get(sourceId)?.state !== "ok") return;
	const { readCollections } = await import("../read-collections.ts");
	await readCollections(world.db, sourceId, wanted, world.now(), touchScope);
}

function BrokenShelf(): VNode {
	return (
		<Notice icon="circle-alert" title="This library could not be put in order" isSmall>
			<p>What was shown last is below. Loading the app again usually helps.</p>
			<button type="button" class="button" onClick={() => location.reload()}>
				Load again
			</button>
		</Notice>
	);
}
