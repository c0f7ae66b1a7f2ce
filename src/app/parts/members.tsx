import type { VNode } from "preact";
import { collectionsWith, membersOf } from "../../db/title-queries.ts";
import { childrenScope } from "../../library/scopes.ts";
import type { Item } from "../../model/item.ts";
import { addressOf } from "../address.ts";
import { count } from "../format.ts";
import { useLive } from "../live.ts";
import { sourcesById } from "../sources.ts";
import type { Refresh } from "../use-touch.ts";
import { useWatchStates } from "../watch-states.ts";
import { world } from "../world.ts";
import { PosterCard } from "./card.tsx";
import "../styles/members.css";
import { Notice } from "./notice.tsx";
import { CardSkeletons } from "./skeleton.tsx";

/** The titles of a collection or playlist, in its order. Read from the server once somebody looks at it, and from this device from then on. */
export function Members({ holder, refresh }: { holder: Item; refresh: Refresh }): VNode {
	const { itemId } = holder;
	const live = useLive(() => membersOf(world.db, itemId), [itemId]);
	const freshness = useLive(() => world.db.freshness.get(childrenScope(itemId)), [itemId]);
	const members = live.kind === "ready" ? live.value : [];
	const shown = useWatchStates(members.map((member) => member.itemId));
	const row = freshness.kind === "ready" ? freshness.value : undefined;
	const isRead = (row?.fetchedAt ?? 0) > 0;
	const isLoading = live.kind === "loading" || freshness.kind === "loading" || (!isRead && refresh.isRefreshing);
	const hasFailed = live.kind === "failed" || (!isRead && (row?.failures ?? 0) > 0);
	return (
		<section class="members" aria-label="Titles">
			<h2>{members.length > 0 ? count(members.length, "title") : "Titles"}</h2>
			{members.length === 0 && !isLoading && (
				<NoMembers holder={holder} hasFailed={hasFailed} isRead={isRead} refresh={refresh} />
			)}
			<div class="poster-grid">
				{members.length === 0 && isLoading && <CardSkeletons count={6} shape="poster" />}
				{keyed(members).map(({ key, member }) => (
					<PosterCard key={key} item={member} shown={shown.get(member.itemId)} />
				))}
			</div>
		</section>
	);
}

/** A playlist may have a title twice: the second is told from the first. */
function keyed(members: readonly Item[]): { readonly key: string; readonly member: Item }[] {
	const times = new Map<string, number>();
	return members.map((member) => {
		const time = (times.get(member.itemId) ?? 0) + 1;
		times.set(member.itemId, time);
		return { key: `${member.itemId} ${time}`, member };
	});
}

interface NoMembersProps {
	readonly holder: Item;
	readonly hasFailed: boolean;
	readonly isRead: boolean;
	readonly refresh: Refresh;
}

function NoMembers({ holder, hasFailed, isRead, refresh }: NoMembersProps): VNode {
	const server = sourcesById.value.get(holder.sourceId)?.serverName ?? "The server";
	const isEmpty = isRead && !hasFailed;
	return (
		<Notice
			icon={isEmpty ? (holder.kind === "playlist" ? "list-video" : "layers") : "cloud-off"}
			title={isEmpty ? `This ${holder.kind} is empty` : "Its titles are not here yet"}
			isSmall
		>
			<p>
				{isEmpty
					? `${server} lists no titles in it.`
					: `${server} could not be asked what is in it. Try again once it answers.`}
			</p>
			<button type="button" class="button" onClick={refresh.now}>
				Try again
			</button>
		</Notice>
	);
}

/** The collections and playlists that a title is known to be in. */
export function PartOf({ item }: { item: Item }): VNode | null {
	const live = useLive(() => collectionsWith(world.db, item.itemId), [item.itemId]);
	if (live.kind !== "ready" || live.value.length === 0) return null;
	return (
		<p class="part-of">
			Part of{" "}
			{live.value.map((collection, at) => (
				<span key={collection.itemId}>
					{at > 0 && ", "}
					<a href={addressOf("title", collection.itemId)}>{collection.title}</a>
				</span>
			))}
		</p>
	);
}
