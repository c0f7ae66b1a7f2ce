import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { continueWatching, nextUp, recentlyAdded } from "../../library/home-rows.ts";
import { librariesScope } from "../../library/scopes.ts";
import type { ItemId } from "../../model/ids.ts";
import type { Item } from "../../model/item.ts";
import { canForgetPlace } from "../../model/watch-state.ts";
import { afterNextPaint, contentIsShown, noteTitlesPainted } from "../first-paint.ts";
import { useFirstVisit } from "../first-visit.ts";
import { lazyPage } from "../lazy-page.tsx";
import { useLive } from "../live.ts";
import { usePageTitle } from "../page-title.ts";
import { PosterCard, StillCard } from "../parts/card.tsx";
import { Hero } from "../parts/hero.tsx";
import { Notice } from "../parts/notice.tsx";
import { Row } from "../parts/row.tsx";
import { CardSkeletons } from "../parts/skeleton.tsx";
import { SyncStrip } from "../parts/sync-strip.tsx";
import { oncePerTitle, type TitleOnce } from "../same-title.ts";
import { sources, sourcesById, whereIs } from "../sources.ts";
import { isOnItsWay } from "../sync-progress.ts";
import { refreshEverything } from "../syncing.ts";
import { useTouch } from "../use-touch.ts";
import { type Shown, useWatchStates } from "../watch-states.ts";
import { world } from "../world.ts";

const ROW_LENGTH = 20;
/** Below everything else, so nothing moves when it arrives. */
const LibraryTiles = lazyPage(
	async () => (await import("../parts/library-tiles.tsx")).LibraryTiles,
	() => null,
);

/** Home: what to go on with, what comes next, what is new, and the libraries. Reads the database only. */
export function HomePage(): VNode {
	usePageTitle("");
	const { db } = world;
	const going = useLive(() => continueWatching(db, ROW_LENGTH), []);
	const next = useLive(() => nextUp(db, ROW_LENGTH), []);
	const recent = useLive(() => recentlyAdded(db, 2 * ROW_LENGTH), []);
	useTouch(
		(sources.value ?? []).map((source) => librariesScope(source.sourceId)),
		refreshEverything,
	);

	const goingItems = going.kind === "ready" ? going.value : [];
	const nextItems = next.kind === "ready" ? next.value : [];
	const recentItems = recent.kind === "ready" ? recent.value : [];
	const isLoading = going.kind === "loading" || recent.kind === "loading";
	const isReading = (sources.value ?? []).some(isOnItsWay);
	const { newest, isLate } = useFirstVisit(isReading, oncePerTitle(recentItems).slice(0, ROW_LENGTH), ROW_LENGTH);
	const shown = useWatchStates(
		[...goingItems, ...nextItems, ...recentItems, ...newest.map(({ item }) => item)].map((item) => item.itemId),
	);
	useEffect(() => {
		if (!isLoading) contentIsShown();
	}, [isLoading]);
	const isPainted = useIsPainted(goingItems.length + recentItems.length > 0);

	if (going.kind === "failed" || recent.kind === "failed") return <StorageNotice />;
	const lead = useLead(isLoading, goingItems, recentItems);
	const isEmpty = !isLoading && goingItems.length + recentItems.length === 0;
	const isAwaited = isLoading || (isEmpty && isReading);
	const stills = (name: string, items: readonly Item[], eager: number) =>
		items.length > 0 && (
			<Row title={name}>
				{oncePerTitle(items).map((title, index) => (
					<StillCard
						key={title.item.itemId}
						item={title.item}
						shown={shown.get(title.item.itemId)}
						isEager={index < eager}
						from={whereIs(title)}
						onForget={forgetterOf(title, shown)}
					/>
				))}
			</Row>
		);
	const goingRow = stills("Continue watching", goingItems, 4);
	const nextRow = stills("Next up", nextItems, 0);
	return (
		<div class="home">
			<h1 class="unseen">Home</h1>
			{isAwaited ? <div class="hero is-empty" /> : lead && <Hero item={lead} shown={shown.get(lead.itemId)} />}
			<div class={lead || isAwaited ? "home-rows" : "home-rows is-alone"}>
				<SyncStrip />
				{isLoading && (
					<Row title="Continue watching">
						<CardSkeletons count={6} shape="still" />
					</Row>
				)}
				{!isLate("going", goingItems.length > 0) && goingRow}
				{!isLate("next", nextItems.length > 0) && nextRow}
				{isAwaited && newest.length === 0 && (
					<Row title="Recently added">
						<CardSkeletons count={8} shape="poster" />
					</Row>
				)}
				{newest.length > 0 && (
					<Row title="Recently added">
						{newest.map((title) => (
							<PosterCard
								key={title.item.itemId}
								item={title.item}
								shown={shown.get(title.item.itemId)}
								from={whereIs(title)}
							/>
						))}
					</Row>
				)}
				{isPainted && <LibraryTiles />}
				{isLate("going", false) && goingRow}
				{isLate("next", false) && nextRow}
				{isEmpty && !isAwaited && (sources.value?.length ?? 0) > 0 && <NothingYet />}
			</div>
		</div>
	);
}

/**
 * The title at the top: the one to go on with, else the newest with a picture. It stays while it is on screen, whatever a sync brings:
 * a picture that fills the screen must not change by itself.
 */
function useLead(isLoading: boolean, going: readonly Item[], recent: readonly Item[]): Item | undefined {
	const lead = useRef<Item | undefined>(undefined);
	if (isLoading) return undefined;
	const kept = [...going, ...recent].find(({ itemId }) => itemId === lead.current?.itemId);
	lead.current = kept ?? lead.current ?? going[0] ?? recent.find((item) => item.backdrop) ?? recent[0];
	return lead.current;
}

/** Forgets the place in a title on every server that can; undefined where none can. */
function forgetterOf({ item, others }: TitleOnce, shown: ReadonlyMap<ItemId, Shown>): (() => void) | undefined {
	const able = [item, ...others].filter(({ itemId, sourceId }) => {
		const state = shown.get(itemId)?.state;
		return state && canForgetPlace(state, sourcesById.value.get(sourceId)?.dialect);
	});
	if (able.length === 0) return undefined;
	return () => {
		import("../forget-place.ts").then(({ forgetPlaces }) => forgetPlaces(able)).catch(() => undefined);
	};
}

/** True from the frame after the first one with content in it: what is below the fold is fetched then, and not before. */
function useIsPainted(hasContent: boolean): boolean {
	const [isPainted, setPainted] = useState(false);
	useEffect(() => {
		if (!hasContent) return;
		return afterNextPaint(() => {
			setPainted(true);
			noteTitlesPainted();
		});
	}, [hasContent]);
	return isPainted;
}

function NothingYet(): VNode {
	return (
		<Notice icon="clapperboard" title="No titles to show">
			<p>They appear here as soon as a server can be read that you are signed in to.</p>
			<a class="button" href="#/settings">
				See your servers
			</a>
		</Notice>
	);
}

function StorageNotice(): VNode {
	return (
		<Notice icon="circle-alert" title="The storage of this browser does not open">
			<p>
				Private windows, a full disk or a damaged profile can be the cause. Your servers are fine; nothing you watched
				there is lost.
			</p>
			<button type="button" class="button primary" onClick={() => location.reload()}>
				Try again
			</button>
		</Notice>
	);
}
