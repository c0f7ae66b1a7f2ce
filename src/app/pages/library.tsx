import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { joinedKind } from "../../library/joined-libraries.ts";
import { listScope } from "../../library/scopes.ts";
import type { LibraryId, SourceId } from "../../model/ids.ts";
import { isOfOthers, type Library } from "../../model/item.ts";
import { noteOpened } from "../active-libraries.ts";
import { collectionsApart } from "../collections-apart.ts";
import { savesData } from "../data-saver.ts";
import { contentIsShown, firstPaint } from "../first-paint.ts";
import { useJoinedWindow } from "../joined-window.ts";
import { countInWords, joinedRow, joinedState, type LibraryFacts, libraryContents } from "../library-contents.ts";
import { DEFAULT_VIEW, isFiltered, queryOfView, viewFromQuery } from "../library-view.ts";
import { useLive } from "../live.ts";
import { usePageTitle } from "../page-title.ts";
import { FreshnessLine } from "../parts/freshness-line.tsx";
import { LibraryFilters } from "../parts/library-filters.tsx";
import { OfServer, OfServers } from "../parts/library-line.tsx";
import { LibraryNotice } from "../parts/library-notice.tsx";
import { LibrarySwitch } from "../parts/library-switch.tsx";
import { MissingQuestions } from "../parts/missing-question.tsx";
import { Notice } from "../parts/notice.tsx";
import { PosterGrid } from "../parts/poster-grid.tsx";
import { SelectButton, SelectionBar } from "../parts/selection-bar.tsx";
import { CardSkeletons } from "../parts/skeleton.tsx";
import { touchScope } from "../refreshing.ts";
import { route } from "../route.ts";
import { readShownLibrary, type ShownLibrary } from "../shown-library.ts";
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

/** A library, or several as one, as a grid of posters, of any size. What was chosen to be seen lives in the address. */
export function LibraryPage({ libraryId }: { libraryId: LibraryId }): VNode {
	const live = useLive(() => readShownLibrary(world.db, libraryId), [libraryId]);
	// Read beside the library, not after it.
	const first = useStoredWindow(libraryId, queryOfView(viewFromQuery(route.value.query)));
	const shown = live.kind === "ready" ? live.value : undefined;
	const ids = joinedKind(libraryId) ? (shown?.parts ?? []).map((part) => part.libraryId) : [libraryId];
	const refresh = useTouch(ids.map((id) => listScope("titles", id)));
	useEffect(() => {
		noteOpened(ids).catch(() => undefined);
	}, [ids.join("\n")]);
	const isSettled = useViewAsLeft(shown?.library);
	usePageTitle(shown?.library.title ?? "");
	if (shown && isSettled) return <LibraryContent shown={shown} first={first} refresh={refresh} />;
	if (shown || live.kind === "loading") return <LibrarySkeleton />;
	if (joinedKind(libraryId)) return <NothingToJoin />;
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
	readonly shown: ShownLibrary;
	readonly first: ReturnType<typeof useStoredWindow>;
	readonly refresh: Refresh;
}

function LibraryContent({ shown: { library, parts, beside }, first: stored, refresh }: ContentProps): VNode {
	const { libraryId } = library;
	const isJoined = joinedKind(libraryId) !== undefined;
	const partIds = parts.map((part) => part.libraryId);
	// Of what is joined, what was on screen last may be of a library that is in it no more.
	const isOfParts = !isJoined || stored?.items.every((item) => partIds.includes(item.libraryId));
	const kept = isOfParts ? stored : undefined;
	const view = viewFromQuery(route.value.query);
	const query = queryOfView(view);
	const joined = useJoinedWindow(library, parts, isJoined && !kept && query === "");
	const first = kept ?? joined;
	const head = useRef<HTMLElement>(null);
	const show = (next: typeof view) => {
		showView(library, queryOfView(next));
		// From the middle of one order there is no way to the same place in another: it is seen from its beginning.
		const top = head.current ? head.current.offsetTop + head.current.offsetHeight : 0;
		if (scrollY > top) scrollTo(0, top);
	};
	const { kind } = library;
	const sourceIds = [...new Set(parts.map(({ sourceId }) => sourceId))];
	useEffect(() => {
		const wanted = kind === "playlists" ? kind : "collections";
		if (kind !== "collections") readHolders(sourceIds, wanted).catch(() => undefined); // They are read once somebody opens them.
	}, [sourceIds.join("\n"), kind]);
	const seen = useRef<SeenPlaces>({ first: 0, last: 0 });
	const { order, query: shownQuery, newer, take } = useSteadyOrder(useOrder(library, view, first), query, seen);
	const listing = order.listing;
	const selection = useSelection(`${listing?.listing}`, async (start, end) => {
		const { shelfWorker } = await import("../shelf-client.ts");
		return (listing && (await shelfWorker().windowKeys(listing.listing, start, end))) ?? [];
	});
	const scopes = partIds.map((id) => listScope("titles", id));
	const live = useLive(() => world.db.freshness.bulkGet(scopes), [scopes.join("\n")]);
	const isKnown = order.listing !== undefined || order.first !== undefined;
	useEffect(() => {
		if (isKnown) contentIsShown();
	}, [isKnown]);
	const shown = order.listing?.count ?? order.first?.total;
	const rows = live.kind === "ready" ? live.value : [];
	const row = isJoined ? joinedRow(rows, order.listing?.total) : rows[0];
	const showAll = () => show({ ...DEFAULT_VIEW, sort: view.sort, descending: view.descending, seed: view.seed });
	const sources = sourceIds.flatMap((sourceId) => sourcesById.value.get(sourceId) ?? []);
	const facts: LibraryFacts = {
		shown: order.state === "loading" && !shown ? undefined : (shown ?? 0),
		isFiltered: isFiltered(view),
		row,
		state: joinedState(sources.map(({ state }) => state)),
		isBusy: refresh.isRefreshing || sourceIds.some((id) => syncingSources.value.has(id)) || live.kind === "loading",
		isJoined,
	};
	const contents = libraryContents(facts);
	// The first titles of several libraries, before anybody knows how many there are.
	const isCounted = order.listing !== undefined || joined === undefined || first !== joined;
	return (
		<div class="page library">
			<header class="library-head" ref={head}>
				<div>
					<h1 class="page-title">{library.title}</h1>
					<p class="library-line">
						<span role="status">{countInWords(library.kind, isCounted ? facts : { ...facts, shown: undefined })}</span>
						{isJoined ? <OfServers libraries={parts.length} sources={sources} /> : <OfServer source={sources[0]} />}
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
				<FreshnessLine scopes={scopes} refresh={refresh} />
			</header>
			{beside.length > 0 && <LibrarySwitch libraries={beside} here={libraryId} />}
			{partIds.map((id) => (
				<MissingQuestions key={id} about={id} />
			))}
			<LibraryFilters
				view={view}
				isWatched={!isOfOthers(library)}
				facets={order.listing && collectionsApart(order.listing.facets)}
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
					sourceIds={sourceIds}
				/>
			)}
			{contents === "skeleton" && (
				<div class="poster-grid" role="status" aria-label="Loading">
					<CardSkeletons count={24} shape="poster" />
				</div>
			)}
			{contents !== "titles" && contents !== "skeleton" && (
				<LibraryNotice
					contents={contents}
					error={rows.find((each) => each?.error)?.error}
					isJoined={isJoined}
					refresh={refresh}
					onClear={showAll}
				/>
			)}
			<SelectionBar selection={selection} total={listing?.count ?? 0} thing={THINGS[library.kind]} />
		</div>
	);
}

function NothingToJoin(): VNode {
	return (
		<Notice icon="library" title="No libraries to show together">
			<p>The servers they were on were removed here, or signed out of.</p>
			<a class="button primary" href="#/libraries">
				See the libraries
			</a>
		</Notice>
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
async function readHolders(sourceIds: readonly SourceId[], wanted: "collections" | "playlists"): Promise<void> {
	await firstPaint;
	const { readCollections } = await import("../read-collections.ts");
	for (const sourceId of sourceIds) {
		if (savesData() || sourcesById.value.get(sourceId)?.state !== "ok") continue;
		await readCollections(world.db, sourceId, wanted, world.now(), touchScope);
	}
}

function BrokenShelf(): VNode {
	return (
		<Notice icon="circle-alert" title="The titles could not be put in order" isSmall>
			<p>What was shown last is below. Loading the app again usually helps.</p>
			<button type="button" class="button" onClick={() => location.reload()}>
				Load again
			</button>
		</Notice>
	);
}
