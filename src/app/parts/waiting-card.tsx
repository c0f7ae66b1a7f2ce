import type { VNode } from "preact";
import type { OutboxRow } from "../../model/change.ts";
import type { ItemId } from "../../model/ids.ts";
import type { Preview } from "../../progress/preview.ts";
import { attempt } from "../attempt.ts";
import { changesInWords, previewInWords, snapshotName, whyItWaits } from "../change-words.ts";
import { age, count } from "../format.ts";
import { announceChange, drainNow } from "../sending.ts";
import { sourcesById } from "../sources.ts";
import { say } from "../toasts.ts";
import { undo } from "../undo-act.ts";
import { togetherName, type WaitingAct } from "../waiting-acts.ts";
import { world } from "../world.ts";
import { ChangedTitle } from "./changed-title.tsx";
import { useMinutes } from "./freshness-line.tsx";
import { Icon } from "./icon.tsx";
import { SameTitles } from "./same-titles.tsx";

interface WaitingCardProps {
	readonly act: WaitingAct;
	readonly previews: ReadonlyMap<ItemId, Preview>;
	/** Nothing goes at all now. */
	readonly isHeld: boolean;
}

/** What one act left unsent: what, since when, what sending it will do to the server, and why it has not gone yet. */
export function WaitingCard({ act, previews, isHeld }: WaitingCardProps): VNode {
	const now = useMinutes();
	const { rows } = act;
	const [row] = rows;
	const isSeveral = rows.length > 1;
	const source = sourcesById.value.get(row.sourceId);
	const server = source?.serverName ?? "A removed server";
	const name = isSeveral ? togetherName(rows.map(({ snapshot }) => snapshot)) : snapshotName(row.snapshot);
	const isStuck = row.status !== "waiting";
	const why = whyItWaits(row, { source, isHeld, now });
	const told = rows.flatMap(({ itemId }) => previews.get(itemId) ?? []);
	return (
		<li class="activity-card">
			<ChangedTitle
				itemId={row.titleId ?? row.itemId}
				sourceId={row.sourceId}
				snapshot={row.snapshot}
				{...(isSeveral ? { name } : {})}
			>
				<p>
					You {changesInWords(row.changes, isSeveral ? count(rows.length, thing(row)) : "it")},{" "}
					<span class="activity-age">{age(row.createdAt, now)}</span>
				</p>
				{told.length > 0 && <p class="activity-preview">{isSeveral ? together(told, server) : one(told, server)}</p>}
				{why && (
					<p class={isStuck ? "activity-why is-alert" : "activity-why"}>
						<Icon name={isStuck ? "circle-alert" : "clock"} />
						<span>{why}</span>
					</p>
				)}
				{row.status === "parked" && row.reason === "gone" && <SameTitles row={row} source={source} />}
			</ChangedTitle>
			<div class="activity-buttons">
				<button type="button" class="button small" aria-label={`Send ${name}`} onClick={() => send(act)}>
					Send
				</button>
				<button
					type="button"
					class="button small quiet"
					aria-label={`Discard ${name}`}
					onClick={() => discard(act, name)}
				>
					Discard
				</button>
			</div>
		</li>
	);
}

function thing({ snapshot }: OutboxRow): string {
	return snapshot.kind === "episode" ? "episode" : "title";
}

function one([preview]: readonly Preview[], server: string): string {
	return preview ? previewInWords(preview, server) : "";
}

function together(previews: readonly Preview[], server: string): string {
	const number = (kind: Preview["kind"]) => previews.filter((preview) => preview.kind === kind).length;
	const parts = [
		[number("writes"), "will be changed"],
		[number("nothing"), "stay as they are"],
		[number("asks"), "will be for you to decide"],
	] as const;
	const told = parts.filter(([of]) => of > 0).map(([of, what]) => `${of.toLocaleString()} ${what}`);
	return `${server}: ${told.join(", ")}`;
}

/** Back in line whatever it waited for, and sent by itself, also while the rest is held back. */
async function send({ rows }: WaitingAct): Promise<void> {
	const itemIds = rows.map(({ itemId }) => itemId);
	const sending = async () => {
		const { retryRows } = await import("../../progress/settle.ts");
		await retryRows(world, itemIds);
	};
	if (!(await attempt(sending, "This could not be sent. Try again."))) return;
	const result = await drainNow({ force: true, evenPaused: true, itemIds });
	if (!result) return;
	if (result.heldElsewhere) say("Another tab is sending already");
	else if (result.kept === 0) say("Sent");
	else if (result.parked === 0) say("It could not be sent yet");
}

async function discard({ rows }: WaitingAct, name: string): Promise<void> {
	let entry: number | undefined;
	const discarding = async () => {
		const { discardRows } = await import("../../progress/settle.ts");
		entry = await discardRows(
			world,
			rows.map(({ itemId }) => itemId),
		);
	};
	if (!(await attempt(discarding, "This could not be discarded. Try again."))) return;
	const id = entry;
	if (id === undefined) return;
	say(`Discarded: ${name}`, { label: "Undo", run: () => undo(id, announceChange) });
}
