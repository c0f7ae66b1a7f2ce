import type { VNode } from "preact";
import type { OutboxRow } from "../../model/change.ts";
import { conflictText } from "../../progress/reason-text.ts";
import { attempt } from "../attempt.ts";
import { changesInWords, snapshotName, stateInWords } from "../change-words.ts";
import { age } from "../format.ts";
import { drainNow } from "../sending.ts";
import { sourcesById } from "../sources.ts";
import { say } from "../toasts.ts";
import { world } from "../world.ts";
import { useMinutes } from "./freshness-line.tsx";
import { ChangedTitle } from "./waiting-card.tsx";

/** Both sides of something that only the person can decide, with one tap for either. SYNC.md row 11. */
export function ConflictCard({ row }: { row: OutboxRow }): VNode {
	const now = useMinutes();
	const server = sourcesById.value.get(row.sourceId)?.serverName ?? "the server";
	const remote = row.remote ?? row.base;
	const name = snapshotName(row.snapshot);
	return (
		<li class="activity-card is-conflict">
			<ChangedTitle row={row}>
				<p>{conflictText(row.reason)}</p>
			</ChangedTitle>
			<div class="sides">
				<button type="button" class="side" onClick={() => settle(row, "mine")}>
					<span class="eyebrow">Here</span>
					<strong>You {changesInWords(row.changes)}</strong>
					<span class="card-line">{age(row.createdAt, now)}</span>
					<span class="side-do">Keep this</span>
					<span class="unseen">{name}</span>
				</button>
				<button type="button" class="side" onClick={() => settle(row, "theirs")}>
					<span class="eyebrow">{server}</span>
					<strong>{stateInWords(remote)}</strong>
					<span class="card-line">{remote.lastPlayedAt === null ? "No date" : age(remote.lastPlayedAt, now)}</span>
					<span class="side-do">Keep this</span>
					<span class="unseen">{name}</span>
				</button>
			</div>
		</li>
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
