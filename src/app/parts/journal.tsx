import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { JournalEntry } from "../../model/change.ts";
import { hasNoWayBack, isUndoable, journalEntries } from "../../progress/journal.ts";
import { reasonText } from "../../progress/reason-text.ts";
import { addressOf } from "../address.ts";
import { attempt } from "../attempt.ts";
import { changesInWords, stateInWords } from "../change-words.ts";
import { age, count } from "../format.ts";
import { useLive } from "../live.ts";
import { announceChange } from "../sending.ts";
import { sourcesById } from "../sources.ts";
import { say } from "../toasts.ts";
import { world } from "../world.ts";
import { useMinutes } from "./freshness-line.tsx";
import { Icon } from "./icon.tsx";
import { Notice } from "./notice.tsx";
import { Problem } from "./problem.tsx";

const STEP = 50;

/** What was decided for each change: before, after and why; with a way back. */
export function Journal(): VNode {
	const [limit, setLimit] = useState(STEP);
	const live = useLive(() => journalEntries(world.db, { limit: limit + 1 }), [limit]);
	const entries = live.kind === "ready" ? live.value : [];
	const undone = new Set(entries.flatMap((entry) => entry.undoes ?? []));
	return (
		<section aria-labelledby="journal">
			<h2 id="journal">What happened</h2>
			{live.kind === "failed" && (
				<Problem title="The journal could not be read" whatToDo="Load the app again; nothing that waits is lost." />
			)}
			{live.kind === "ready" && entries.length === 0 && (
				<Notice icon="clock" title="Nothing yet" isSmall>
					<p>Every decision about your progress is written down here, with what was before and what is now.</p>
				</Notice>
			)}
			<ol class="journal">
				{entries.slice(0, limit).map((entry) => (
					<Line key={entry.id} entry={entry} isUndone={entry.id !== undefined && undone.has(entry.id)} />
				))}
			</ol>
			{entries.length > limit && (
				<button type="button" class="button" onClick={() => setLimit(limit + STEP)}>
					Show more
				</button>
			)}
		</section>
	);
}

function Line({ entry, isUndone }: { entry: JournalEntry; isUndone: boolean }): VNode {
	const now = useMinutes();
	const before = stateInWords(entry.before);
	const after = entry.after ? stateInWords(entry.after) : before;
	const isFinal = hasNoWayBack(entry, sourcesById.value.get(entry.sourceId)?.dialect);
	return (
		<li class="journal-line">
			<Icon name={entry.code === "undone" ? "undo-2" : entry.wrote ? "cloud-upload" : "circle-check"} />
			<div>
				<p>
					<a class="activity-title" href={addressOf("title", entry.titleId ?? entry.itemId)}>
						{entry.title}
					</a>
					{entry.changes.length > 0 && <span class="journal-did"> · you {changesInWords(entry.changes)}</span>}
				</p>
				<p class="journal-states">{before === after ? after : `${before} → ${after}`}</p>
				<p class="journal-why">
					{reasonText(entry.code)} {isFinal && "Plex has no way to take the place out of a watched title again."}{" "}
					<span class="journal-when">{whereAndWhen(entry, now)}</span>
				</p>
			</div>
			{isUndone ? (
				<span class="chip">Undone</span>
			) : (
				entry.id !== undefined &&
				isUndoable(entry) &&
				!isFinal && (
					<button
						type="button"
						class="button small quiet"
						aria-label={`Undo ${entry.title}`}
						onClick={() => undo(entry)}
					>
						<Icon name="undo-2" />
						Undo
					</button>
				)
			)}
		</li>
	);
}

function whereAndWhen(entry: JournalEntry, now: number): string {
	const server = sourcesById.value.get(entry.sourceId)?.serverName;
	return [server, age(entry.at, now)].filter(Boolean).join(", ");
}

async function undo(entry: JournalEntry): Promise<void> {
	if (entry.id === undefined) return;
	const { id } = entry;
	let changed = 0;
	const undoing = async () => {
		const { undoEntry } = await import("../../progress/journal.ts");
		changed = await undoEntry(world, id);
	};
	if (!(await attempt(undoing, "This could not be undone. Try again."))) return;
	say(changed === 0 ? "There was nothing left to undo" : `${count(changed, "title")} put back`);
	announceChange();
}
