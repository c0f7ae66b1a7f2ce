import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { childrenScope, fullScope } from "../../library/scopes.ts";
import type { ItemId } from "../../model/ids.ts";
import { holdsTitles, type Item } from "../../model/item.ts";
import { headline } from "../format.ts";
import { useLive } from "../live.ts";
import { usePageTitle } from "../page-title.ts";
import { AlsoOn } from "../parts/also-on.tsx";
import { ArrNote } from "../parts/arr-note.tsx";
import { averageColour } from "../parts/blur.ts";
import { CastAndCrew } from "../parts/cast.tsx";
import { FreshnessLine } from "../parts/freshness-line.tsx";
import { GoneNote } from "../parts/gone-note.tsx";
import { Members } from "../parts/members.tsx";
import { Notice } from "../parts/notice.tsx";
import { Picture } from "../parts/picture.tsx";
import { Seasons } from "../parts/seasons.tsx";
import { TitleHead } from "../parts/title-head.tsx";
import { touchScope } from "../refreshing.ts";
import { sourcesById } from "../sources.ts";
import "../styles/title.css";
import { type Refresh, useTouch } from "../use-touch.ts";
import { useWatchStates } from "../watch-states.ts";
import { world } from "../world.ts";

/** A movie, show, season, episode, collection or playlist: everything about it that this device knows. Touches its full answer and its episodes. */
export function TitlePage({ itemId }: { itemId: ItemId }): VNode {
	const live = useLive(() => world.db.items.get(itemId), [itemId]);
	const item = live.kind === "ready" ? live.value : undefined;
	const isParent = item !== undefined && (item.kind === "show" || holdsTitles(item));
	const parentId = isParent ? item.itemId : item?.kind === "season" ? item.showId : undefined;
	const scopes = [fullScope(itemId), ...(parentId ? [childrenScope(parentId)] : [])];
	const [asked, setAsked] = useState(0);
	const refresh = useTouch(scopes, () => {
		for (const scope of scopes) touchScope(scope, true).catch(() => undefined);
		setAsked((times) => times + 1);
	});
	usePageTitle(item ? headline(item) : "");
	if (live.kind === "loading") return <TitleSkeleton />;
	if (live.kind === "failed") {
		return (
			<Notice icon="circle-alert" title="This title could not be read from this device">
				<button type="button" class="button primary" onClick={() => location.reload()}>
					Try again
				</button>
			</Notice>
		);
	}
	return item ? (
		<TitleContent item={item} refresh={refresh} asked={asked} />
	) : (
		<UnknownTitle itemId={itemId} refresh={refresh} />
	);
}

function TitleContent({ item, refresh, asked }: { item: Item; refresh: Refresh; asked: number }): VNode {
	const shown = useWatchStates([item.itemId]).get(item.itemId);
	const art = item.backdrop ?? item.still;
	const tint = averageColour((art ?? item.poster)?.blurhash);
	return (
		<article class="title-page" style={tint ? { "--art": `rgb(${tint})` } : undefined}>
			<div class={art ? "title-art" : "title-art is-poster"}>
				<Picture image={art ?? item.poster} sourceId={item.sourceId} kind="backdrop" width={1280} isEager />
			</div>
			<TitleHead item={item} shown={shown} />
			<GoneNote item={item} />
			<ArrNote item={item} asked={asked} />
			{(item.kind === "show" || item.kind === "season") && <Seasons item={item} refresh={refresh} />}
			{holdsTitles(item) && <Members holder={item} refresh={refresh} />}
			<AlsoOn item={item} />
			<CastAndCrew item={item} isRefreshing={refresh.isRefreshing} />
			<footer class="title-foot">
				<span>{sourcesById.value.get(item.sourceId)?.serverName}</span>
				{!item.goneAt && <FreshnessLine scopes={[fullScope(item.itemId)]} refresh={refresh} />}
			</footer>
		</article>
	);
}

function UnknownTitle({ itemId, refresh }: { itemId: ItemId; refresh: Refresh }): VNode {
	const row = useLive(() => world.db.freshness.get(fullScope(itemId)), [itemId]);
	if (refresh.isRefreshing || row.kind === "loading") return <TitleSkeleton />;
	const hasFailed = row.kind === "ready" && (row.value?.failures ?? 0) > 0;
	return (
		<Notice
			icon={hasFailed ? "cloud-off" : "film"}
			title={hasFailed ? "This title is not on this device yet" : "This title is no longer here"}
		>
			<p>
				{hasFailed
					? "Its server does not answer. The title appears as soon as the server is back."
					: "It may have been removed from its server, or belong to one that was removed from this device."}
			</p>
			<button type="button" class="button primary" onClick={refresh.now}>
				Try again
			</button>
		</Notice>
	);
}

function TitleSkeleton(): VNode {
	return (
		<div class="title-page" role="status" aria-label="Loading">
			<div class="title-art" />
			<div class="title-head">
				<div class="title-poster skeleton">
					<span class="picture poster" />
				</div>
				<div class="title-words">
					<span class="bone is-title" />
					<span class="bone" />
					<span class="bone is-short" />
				</div>
			</div>
		</div>
	);
}
