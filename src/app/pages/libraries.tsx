import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { librariesScope } from "../../library/scopes.ts";
import { contentIsShown } from "../first-paint.ts";
import { librariesOnDevice } from "../libraries-on-device.ts";
import { useLive } from "../live.ts";
import { usePageTitle } from "../page-title.ts";
import { joinedTiles } from "../parts/joined-tiles.tsx";
import { LibraryTile } from "../parts/library-tile.tsx";
import { Notice } from "../parts/notice.tsx";
import { RefreshAll } from "../parts/refresh-all.tsx";
import { PageSkeleton } from "../parts/skeleton.tsx";
import { SyncStrip } from "../parts/sync-strip.tsx";
import { sources } from "../sources.ts";
import { isOnItsWay } from "../sync-progress.ts";
import { refreshEverything } from "../syncing.ts";
import "../styles/libraries.css";
import { useTouch } from "../use-touch.ts";
import { world } from "../world.ts";

/** Every library of every server, one tile each, and what they are together. */
export function LibrariesPage(): VNode {
	usePageTitle("Libraries");
	const { db } = world;
	const live = useLive(() => librariesOnDevice(db), [], [db.sources, db.libraries, db.windows, db.freshness]);
	const isKnown = live.kind !== "loading";
	useTouch(
		(sources.value ?? []).map(({ sourceId }) => librariesScope(sourceId)),
		refreshEverything,
	);
	useEffect(() => {
		if (isKnown) contentIsShown();
	}, [isKnown]);
	if (live.kind === "loading") return <PageSkeleton />;
	const groups = live.kind === "ready" ? live.value : [];
	const joined = joinedTiles(groups);
	return (
		<div class="page libraries">
			<header class="libraries-head">
				<h1 class="page-title">Libraries</h1>
				{groups.length > 0 && <RefreshAll />}
			</header>
			<SyncStrip />
			{live.kind === "failed" && <Unreadable />}
			{live.kind === "ready" && groups.length === 0 && <NoLibraries />}
			{joined.length > 0 && (
				<section>
					{groups.length > 1 && <h2>All servers</h2>}
					<ul class="library-grid" aria-label="All libraries together">
						{joined.map((tile) => (
							<li key={tile.key}>{tile}</li>
						))}
					</ul>
				</section>
			)}
			{groups.map(({ source, libraries }) => (
				<section key={source.sourceId}>
					{groups.length > 1 && <h2>{source.serverName}</h2>}
					<ul class="library-grid" aria-label={`Libraries of ${source.serverName}`}>
						{libraries.map((shown) => (
							<li key={shown.library.libraryId}>
								<LibraryTile shown={shown} />
							</li>
						))}
					</ul>
				</section>
			))}
		</div>
	);
}

function NoLibraries(): VNode {
	const known = sources.value ?? [];
	if (known.length === 0) {
		return (
			<Notice icon="library" title="No libraries yet">
				<p>Connect a Jellyfin or Plex server, and its libraries appear here and stay.</p>
				<a class="button primary" href="#/welcome">
					Connect a server
				</a>
			</Notice>
		);
	}
	const isAsking = known.some(isOnItsWay);
	return (
		<Notice icon="library" title={isAsking ? "Asking for your libraries…" : "No libraries to show"}>
			<p>
				{isAsking
					? "They appear here as soon as a server has told of them."
					: "They appear here once a server with films or shows is in reach and you are signed in to it."}
			</p>
			<button type="button" class="button primary" onClick={refreshEverything}>
				Ask again
			</button>
		</Notice>
	);
}

function Unreadable(): VNode {
	return (
		<Notice icon="circle-alert" title="The libraries could not be read from this device">
			<button type="button" class="button primary" onClick={() => location.reload()}>
				Load again
			</button>
		</Notice>
	);
}
