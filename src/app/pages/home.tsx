import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { continueWatching, nextUp, recentlyAdded } from "../../library/home-rows.ts";
import { librariesScope } from "../../library/scopes.ts";
import type { ItemId } from "../../model/ids.ts";
import type { Item } from "../../model/item.ts";
import { afterNextPaint, contentIsShown, noteTitlesPainted } from "../first-paint.ts";
import { lazyPage } from "../lazy-page.tsx";
import { useLive } from "../live.ts";
import { usePageTitle } from "../page-title.ts";
import { PosterCard, StillCard } from "../parts/card.tsx";
import { Hero } from "../parts/hero.tsx";
import { Notice } from "../parts/notice.tsx";
import { Row } from "../parts/row.tsx";
import { CardSkeletons } from "../parts/skeleton.tsx";
import { SyncStrip } from "../parts/sync-strip.tsx";
import { oncePerTitle } from "../same-title.ts";
import { sources, whereIs } from "../sources.ts";
import { refreshEverything } from "../syncing.ts";
import { useTouch } from "../use-touch.ts";
import { useWatchStates } from "../watch-states.ts";
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
	const shown = useWatchStates([...goingItems, ...nextItems, ...recentItems].map((item) => item.itemId));
	useEffect(() => {
		if (!isLoading) contentIsShown();
	}, [isLoading]);
	const isPainted = useIsPainted(goingItems.length + recentItems.length > 0);

	if (going.kind === "failed" || recent.kind === "failed") return <StorageNotice />;
	const lead = useLead(goingItems, recentItems);
	const isEmpty = !isLoading && goingItems.length + recentItems.length === 0;
	return (
		<div class="home">
			<h1 class="unseen">Home</h1>
			{isLoading ? <div class="hero is-empty" /> : lead && <Hero item={lead} shown={shown.get(lead.itemId)} />}
			<div class={lead || isLoading ? "home-rows" : "home-rows is-alone"}>
				<SyncStrip />
				{isLoading && (
					<Row title="Continue watching">
						<CardSkeletons count={6} shape="still" />
					</Row>
				)}
				{goingItems.length > 0 && (
					<Row title="Continue watching">
						{oncePerTitle(goingItems).map((title, index) => (
							<StillCard
								key={title.item.itemId}
								item={title.item}
								shown={shown.get(title.item.itemId)}
								isEager={index < 4}
								from={whereIs(title)}
							/>
						))}
					</Row>
				)}
				{nextItems.length > 0 && (
					<Row title="Next up">
						{oncePerTitle(nextItems).map((title) => (
							<StillCard
								key={title.item.itemId}
								item={title.item}
								shown={shown.get(title.item.itemId)}
								from={whereIs(title)}
							/>
						))}
					</Row>
				)}
				{isLoading && (
					<Row title="Recently added">
						<CardSkeletons count={8} shape="poster" />
					</Row>
				)}
				{recentItems.length > 0 && (
					<Row title="Recently added">
						{oncePerTitle(recentItems)
							.slice(0, ROW_LENGTH)
							.map((title) => (
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
				{isEmpty && (sources.value?.length ?? 0) > 0 && <NothingYet />}
			</div>
		</div>
	);
}

/**
 * The title at the top: the one to go on with, else the newest with a picture. The newest stays while it is on screen, however many
 * newer ones a sync brings: a picture that fills the screen must not change by itself.
 */
function useLead(going: readonly Item[], recent: readonly Item[]): Item | undefined {
	const pinned = useRef<ItemId | null>(null);
	const kept = recent.find((item) => item.itemId === pinned.current);
	const lead = going[0] ?? kept ?? recent.find((item) => item.backdrop) ?? recent[0];
	pinned.current = lead?.itemId ?? null;
	return lead;
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
		<Notice icon="clapperboard" title="Your titles are on their way">
			<p>They appear here while your server is read. You can leave this page; it goes on where it stopped.</p>
			<a class="button" href="#/settings">
				See how far it is
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
