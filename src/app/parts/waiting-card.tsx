import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { OutboxRow } from "../../model/change.ts";
import { reasonText } from "../../progress/reason-text.ts";
import { addressOf } from "../address.ts";
import { attempt } from "../attempt.ts";
import { changesInWords, snapshotName, stateInWords, whyItWaits } from "../change-words.ts";
import { age } from "../format.ts";
import { drainNow } from "../sending.ts";
import { sourcesById } from "../sources.ts";
import { world } from "../world.ts";
import { Dialog } from "./dialog.tsx";
import { useMinutes } from "./freshness-line.tsx";
import { Icon } from "./icon.tsx";
import { Picture } from "./picture.tsx";

/** The small picture and name of a changed title, as it was when the change was made. */
export function ChangedTitle({ row, children }: { row: OutboxRow; children?: VNode | VNode[] }): VNode {
	const { snapshot } = row;
	return (
		<>
			<span class="activity-picture">
				<Picture
					image={snapshot.still ?? snapshot.poster}
					sourceId={row.sourceId}
					kind={snapshot.still ? "still" : "poster"}
					width={120}
					fallback={{ icon: snapshot.kind === "episode" ? "tv" : "film" }}
				/>
			</span>
			<div class="activity-words">
				<a class="activity-title" href={addressOf("title", row.titleId ?? row.itemId)}>
					{snapshotName(snapshot)}
				</a>
				{children}
			</div>
		</>
	);
}

/** One unsent change: what, since when, for whom, and why it has not gone yet. */
export function WaitingCard({ row }: { row: OutboxRow }): VNode {
	const [isAsking, setAsking] = useState(false);
	const now = useMinutes();
	const source = sourcesById.value.get(row.sourceId);
	const why = [row.reason ? reasonText(row.reason) : "", row.detail ?? "", whyItWaits(row, source?.state, now)];
	const isStuck = row.status !== "waiting";
	const name = snapshotName(row.snapshot);
	return (
		<li class="activity-card">
			<ChangedTitle row={row}>
				<p>
					You {changesInWords(row.changes)}, {age(row.createdAt, now)}
				</p>
				<p class={isStuck ? "activity-why is-alert" : "activity-why"}>
					<Icon name={isStuck ? "circle-alert" : "clock"} />
					<span>
						{source?.serverName ?? "A removed server"}. {why.filter(Boolean).join(" ")}
					</span>
				</p>
			</ChangedTitle>
			<div class="activity-buttons">
				{isStuck && (
					<button type="button" class="button small" aria-label={`Try again: ${name}`} onClick={() => retry(row)}>
						Try again
					</button>
				)}
				<button
					type="button"
					class="button small quiet"
					aria-label={`Discard the change of ${name}`}
					onClick={() => setAsking(true)}
				>
					Discard
				</button>
			</div>
			{isAsking && (
				<Dialog title="Discard this change?" onClose={() => setAsking(false)}>
					<p>
						{name}: you {changesInWords(row.changes)}. {source?.serverName ?? "The server"} will not be told, and keeps
						what it has ({stateInWords(row.base).toLowerCase()}).
					</p>
					<div class="actions">
						<button type="button" class="button" onClick={() => setAsking(false)}>
							Keep it
						</button>
						<button type="button" class="button danger" onClick={() => discard(row)}>
							Discard
						</button>
					</div>
				</Dialog>
			)}
		</li>
	);
}

async function retry(row: OutboxRow): Promise<void> {
	const retrying = async () => {
		const { retryRow } = await import("../../progress/settle.ts");
		await retryRow(world, row.itemId);
		await drainNow({ force: true, sourceIds: [row.sourceId] });
	};
	await attempt(retrying, "This could not be tried again. Try once more.");
}

async function discard(row: OutboxRow): Promise<void> {
	const discarding = async () => {
		const { discardRow } = await import("../../progress/settle.ts");
		await discardRow(world, row.itemId);
	};
	await attempt(discarding, "This could not be discarded. Try again.");
}
