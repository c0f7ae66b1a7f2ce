import type { VNode } from "preact";
import type { OutboxRow } from "../../model/change.ts";
import type { WatchState } from "../../model/watch-state.ts";
import { conflictText } from "../../progress/reason-text.ts";
import { attempt } from "../attempt.ts";
import { changesInWords, moment, snapshotName, stateInWords } from "../change-words.ts";
import { age } from "../format.ts";
import { drainNow } from "../sending.ts";
import { sourcesById } from "../sources.ts";
import { say } from "../toasts.ts";
import { world } from "../world.ts";
import { ChangedTitle } from "./changed-title.tsx";
import { useMinutes } from "./freshness-line.tsx";
import "../styles/conflict-card.css";

/** Both sides of something that only the person can decide, with one tap for either. SYNC.md row 11. */
export function ConflictCard({ row }: { row: OutboxRow }): VNode {
	const source = sourcesById.value.get(row.sourceId);
	const server = source?.serverName ?? "the server";
	const remote = row.remote ?? row.base;
	const name = snapshotName(row.snapshot);
	// Changes and dates of the server carry its time.
	const offsetMs = source?.clock.offsetMs ?? 0;
	const madeAt = Math.max(...row.changes.map(({ at }) => at)) - offsetMs;
	const toldAt = remote.lastPlayedAt === null ? null : remote.lastPlayedAt - offsetMs;
	return (
		<li class="activity-card is-conflict">
			<ChangedTitle itemId={row.titleId ?? row.itemId} sourceId={row.sourceId} snapshot={row.snapshot}>
				<p>{conflictText(row.reason)}</p>
				<p class="activity-preview">Before that it was {beforeInWords(row.base)}.</p>
			</ChangedTitle>
			<div class="sides">
				<button type="button" class="side" onClick={() => settle(row, "mine")}>
					<span class="eyebrow">On this device</span>
					<strong>You {changesInWords(row.changes)}</strong>
					<When at={madeAt} />
					<span class="side-do">Keep this</span>
					<span class="unseen">{name}</span>
				</button>
				<button type="button" class="side" onClick={() => settle(row, "theirs")}>
					<span class="eyebrow">On {server}</span>
					<strong>{stateInWords(remote)}</strong>
					{toldAt === null ? <span class="card-line">The server does not say when</span> : <When at={toldAt} />}
					<span class="side-do">Keep this</span>
					<span class="unseen">{name}</span>
				</button>
			</div>
		</li>
	);
}

function beforeInWords(base: WatchState): string {
	return stateInWords(base).toLowerCase();
}

function When({ at }: { at: number }): VNode {
	const now = useMinutes();
	return (
		<time class="card-line" dateTime={new Date(at).toISOString()}>
			{age(at, now)} · {moment(at)}
		</time>
	);
}

async function settle(row: OutboxRow, side: "mine" | "theirs"): Promise<void> {
	const settling = async () => {
		const { settleConflict } = await import("../../progress/settle.ts");
		await settleConflict(world, row.itemId, side);
	};
	if (!(await attempt(settling, "Your choice could not be kept. Try again."))) return;
	say(side === "mine" ? "Yours will be sent" : "The server's side is kept");
	if (side === "mine") await drainNow({ force: true, sourceIds: [row.sourceId] });
}
