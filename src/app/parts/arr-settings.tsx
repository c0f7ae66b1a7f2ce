import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ArrServer } from "../../model/arr.ts";
import { removeArr } from "../../servers/arr/store-arr.ts";
import { refreshArr, refreshingArr } from "../arr-refresh.ts";
import { arrKindName, arrProblemWords } from "../arr-words.ts";
import { age, count } from "../format.ts";
import { useLive } from "../live.ts";
import { say } from "../toasts.ts";
import { useOnline } from "../use-online.ts";
import { world } from "../world.ts";
import { ArrConnectDialog } from "./arr-connect-dialog.tsx";
import { Dialog } from "./dialog.tsx";
import { useMinutes } from "./freshness-line.tsx";
import { Icon } from "./icon.tsx";
import { Problem } from "./problem.tsx";
import "../styles/arr.css";
import "../styles/server-card.css";

/** The Radarr and Sonarr servers: connecting them, how each is, and what can be done. Touches their titles. */
export function ArrSettings(): VNode {
	const live = useLive(() => world.db.arrServers.toArray(), []);
	const [isConnecting, setConnecting] = useState(false);
	const servers = live.kind === "ready" ? live.value : [];
	const ids = servers.map(({ arrId }) => arrId).join();
	useEffect(() => {
		for (const arrId of ids === "" ? [] : ids.split(",")) refreshArr(arrId);
	}, [ids]);
	return (
		<section aria-labelledby="arr">
			<header class="settings-head">
				<h2 id="arr">Radarr and Sonarr</h2>
				<button type="button" class="button small" onClick={() => setConnecting(true)}>
					<Icon name="plus" />
					Connect
				</button>
			</header>
			{servers.length === 0 && (
				<p class="settings-note">
					Connect them to see on a title's page whether it is monitored, missing or on its way. Nothing is changed
					there.
				</p>
			)}
			<ul class="server-list">
				{servers.map((server) => (
					<ArrCard key={server.arrId} server={server} />
				))}
			</ul>
			{isConnecting && <ArrConnectDialog onClose={() => setConnecting(false)} />}
		</section>
	);
}

function ArrCard({ server }: { server: ArrServer }): VNode {
	const [dialog, setDialog] = useState<"key" | "remove" | null>(null);
	const skipped = useLive(
		async () => (await world.db.freshness.get(`arr:${server.arrId}`))?.skipped ?? 0,
		[server.arrId],
	);
	const now = useMinutes();
	const isOnline = useOnline();
	const isReading = refreshingArr.value.has(server.arrId);
	const { tone, words } = stateOf(server, isReading, isOnline);
	const problem = server.problem && !isReading && isOnline ? arrProblemWords(server.problem) : null;
	const left = skipped.kind === "ready" ? skipped.value : 0;
	const close = () => setDialog(null);
	return (
		<li class="server-card">
			<header class="server-head">
				<span class={`server-mark is-${server.kind}`}>
					<Icon name={server.kind === "radarr" ? "film" : "tv"} />
				</span>
				<div>
					<h3>{server.name}</h3>
					<p class="card-line">
						{arrKindName(server.kind)} {server.version}
						{server.titles !== undefined && ` · ${count(server.titles, server.kind === "radarr" ? "film" : "show")}`}
					</p>
				</div>
				<span class={`chip ${tone}`} role="status">
					{words}
				</span>
			</header>
			<p class="server-line">
				{server.readAt === undefined ? "Not read yet" : `Read ${age(server.readAt, now)}`}
				{left > 0 && ` · ${count(left, "entry", "entries")} could not be read`}
				{problem && ` · ${problem.title}. ${problem.whatToDo}`}
			</p>
			<p>
				<code class="server-address">{server.baseUrl}</code>
			</p>
			<div class="actions">
				<button type="button" class="button small" disabled={isReading} onClick={() => refreshArr(server.arrId, true)}>
					<Icon name="refresh-cw" />
					Refresh
				</button>
				<button
					type="button"
					class={server.problem === "wrong-key" ? "button small primary" : "button small"}
					onClick={() => setDialog("key")}
				>
					New key
				</button>
				<a class="button small" href={server.baseUrl} target="_blank" rel="noreferrer">
					<Icon name="external-link" />
					Open
				</a>
				<button type="button" class="button small quiet danger" onClick={() => setDialog("remove")}>
					<Icon name="trash-2" />
					Remove
				</button>
			</div>
			{dialog === "key" && <ArrConnectDialog known={server} onClose={close} />}
			{dialog === "remove" && <RemoveArrDialog server={server} onClose={close} />}
		</li>
	);
}

function stateOf({ problem }: ArrServer, isReading: boolean, isOnline: boolean) {
	if (isReading) return { tone: "", words: "Reading…" };
	if (problem === "wrong-key") return { tone: "is-alert", words: "Needs a new key" };
	if (!isOnline) return { tone: "is-away", words: "Offline" };
	return problem ? { tone: "is-away", words: "Not reached" } : { tone: "is-ok", words: "Connected" };
}

function RemoveArrDialog({ server, onClose }: { server: ArrServer; onClose: () => void }): VNode {
	const [hasFailed, setFailed] = useState(false);
	const remove = async () => {
		try {
			await removeArr(world, server.arrId);
			say(`${server.name} is gone from this device`);
		} catch (error) {
			console.error("Removing failed", error);
			setFailed(true);
		}
	};
	return (
		<Dialog title={`Remove ${server.name} from this device?`} onClose={onClose}>
			<p>
				Its key and what it said of your titles are deleted here. {arrKindName(server.kind)} itself keeps everything.
			</p>
			{hasFailed && <Problem title="It could not be removed" whatToDo="Nothing was changed. Try again." />}
			<div class="actions">
				<button type="button" class="button" onClick={onClose}>
					Keep it
				</button>
				<button type="button" class="button danger" onClick={remove}>
					Remove
				</button>
			</div>
		</Dialog>
	);
}
