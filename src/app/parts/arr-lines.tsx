import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { arrTitlesOf } from "../../db/arr-queries.ts";
import { queueScope } from "../../library/arr-queue.ts";
import type { ArrServer, ArrTitle } from "../../model/arr.ts";
import { idsOf } from "../../model/corrected.ts";
import type { Item } from "../../model/item.ts";
import { refreshArr, refreshArrQueue, refreshingArr } from "../arr-refresh.ts";
import { arrKindName, arrProblemWords, arrStanding, arrWebAddress } from "../arr-words.ts";
import { age } from "../format.ts";
import { useLive } from "../live.ts";
import { useOnline } from "../use-online.ts";
import { world } from "../world.ts";
import { useMinutes } from "./freshness-line.tsx";
import { Icon } from "./icon.tsx";
import "../styles/arr.css";

/** How often a page looks whether a queue is old enough to be read again, ms: it is after a minute. */
const LOOK_MS = 15_000;

interface Known {
	readonly server: ArrServer;
	readonly title: ArrTitle | undefined;
	/** The last look at the queue failed. */
	readonly isQueueOld: boolean;
}

/**
 * What each connected Radarr (of a movie) or Sonarr (of a show) says of a title, and the way to it there. Touches them. `asked`: how
 * often a person asked to refresh the page.
 */
export function ArrLines({ item, asked }: { item: Item; asked: number }): VNode | null {
	const live = useLive(() => readKnown(item), [item]);
	const known = live.kind === "ready" ? live.value : [];
	const ids = known.map(({ server }) => server.arrId).join();
	useEffect(() => keepFresh(ids === "" ? [] : ids.split(",")), [ids]);
	useEffect(() => {
		if (asked > 0) readAgain(known);
	}, [asked]);
	const lines = known.flatMap((each) => {
		const isReading = refreshingArr.value.has(each.server.arrId);
		return each.title || each.server.readAt === undefined ? [{ ...each, isReading }] : [];
	});
	if (lines.length === 0) return null;
	return (
		<ul class="arr-lines" aria-label={item.kind === "movie" ? "Radarr" : "Sonarr"}>
			{lines.map(({ server, title, isReading, isQueueOld }) =>
				title ? (
					<ArrLine key={server.arrId} server={server} title={title} isQueueOld={isQueueOld} />
				) : (
					<UnreadLine key={server.arrId} server={server} isReading={isReading} />
				),
			)}
		</ul>
	);
}

function ArrLine({ server, title, isQueueOld }: { server: ArrServer; title: ArrTitle; isQueueOld: boolean }): VNode {
	const { words, tone, share } = arrStanding(title);
	const web = arrWebAddress(server.baseUrl, title);
	return (
		<li>
			<strong>{server.name}</strong>
			<span class={`chip ${tone}`}>{words}</span>
			{share !== undefined && <progress max={1} value={share} aria-label={`Download at ${server.name}`} />}
			<span class="arr-facts">
				{title.monitored ? "Monitored" : "Not monitored"}
				<Doubt server={server} isQueueOld={isQueueOld && title.download !== undefined} />
			</span>
			{web && (
				<a class="button small quiet" href={web} target="_blank" rel="noreferrer">
					<Icon name="external-link" />
					Open in {arrKindName(server.kind)}
				</a>
			)}
		</li>
	);
}

/** Says where what is shown may be old. */
function Doubt({ server, isQueueOld }: { server: ArrServer; isQueueOld: boolean }): VNode | null {
	const now = useMinutes();
	const isOnline = useOnline();
	const asOf = server.readAt === undefined ? "" : `, as of ${age(server.readAt, now)}`;
	if (server.problem === "wrong-key") {
		return (
			<>
				{" · "}
				<a href="#/settings">Needs a new key</a>
				{asOf}
			</>
		);
	}
	if (!isOnline) return <> · Offline{asOf}</>;
	return server.problem || isQueueOld ? <> · Not reached{asOf}</> : null;
}

/** A server whose titles this device has not read yet. */
function UnreadLine({ server, isReading }: { server: ArrServer; isReading: boolean }): VNode {
	const isOnline = useOnline();
	return (
		<li>
			<strong>{server.name}</strong>
			<span class="arr-facts" role="status">
				{isReading ? (
					"Looking…"
				) : server.problem ? (
					<a href="#/settings">{arrProblemWords(server.problem).title}</a>
				) : isOnline ? (
					"Not read yet"
				) : (
					"Not read yet: offline"
				)}
			</span>
		</li>
	);
}

/** Where the catalogue has the title of the item there; until it has, what says the same ids. */
async function readKnown(item: Item): Promise<readonly Known[]> {
	const { itemId, kind } = item;
	if (kind !== "movie" && kind !== "show") return [];
	const servers = (await world.db.arrServers.toArray()).filter(
		(server) => (server.kind === "radarr") === (kind === "movie"),
	);
	const title = await world.db.titles.where("copies").equals(itemId).first();
	const placed = await world.db.arrTitles.bulkGet([...(title?.arr ?? [])]);
	const found = [...(await arrTitlesOf(world.db, kind, idsOf(item))), ...placed.flatMap((row) => row ?? [])];
	const titles = new Map(found.map((row) => [row.arrId, row]));
	const queues = await world.db.freshness.bulkGet(servers.map(({ arrId }) => queueScope(arrId)));
	return servers.map((server, at) => ({
		server,
		title: titles.get(server.arrId),
		isQueueOld: (queues[at]?.failures ?? 0) > 0,
	}));
}

/** Reads this title alone where it is known, else all of them. */
function readAgain(known: readonly Known[]): void {
	for (const { server, title } of known) {
		if (title === undefined || server.problem) refreshArr(server.arrId, true);
		else refreshArrQueue(server.arrId, title.arrTitleId);
	}
}

/** Touches the titles of servers and their queues as long as the page is looked at. Gives what ends that. */
function keepFresh(arrIds: readonly string[]): () => void {
	const look = () => {
		if (document.visibilityState !== "visible" || !navigator.onLine) return;
		for (const arrId of arrIds) refreshArr(arrId).then(() => refreshArrQueue(arrId));
	};
	look();
	const timer = setInterval(look, LOOK_MS);
	document.addEventListener("visibilitychange", look);
	return () => {
		clearInterval(timer);
		document.removeEventListener("visibilitychange", look);
	};
}
