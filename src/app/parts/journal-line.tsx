import type { VNode } from "preact";
import type { JournalEntry, ReasonCode } from "../../model/change.ts";
import type { JournalAct } from "../../progress/journal.ts";
import { reasonText } from "../../progress/reason-text.ts";
import { hasNoWayBack } from "../../progress/undo.ts";
import { addressOf } from "../address.ts";
import { changesInWords, moment, stateInWords } from "../change-words.ts";
import { age, count } from "../format.ts";
import { announceChange } from "../sending.ts";
import { sourcesById } from "../sources.ts";
import { undo } from "../undo-act.ts";
import { togetherName } from "../waiting-acts.ts";
import { useMinutes } from "./freshness-line.tsx";
import { Icon } from "./icon.tsx";

/** One act in the journal: a decision about one title, or those about all that were marked at once. */
export function JournalLine({ act }: { act: JournalAct }): VNode {
	const { entries, isUndone, undoId } = act;
	const [entry] = entries;
	const isSeveral = entries.length > 1;
	const name = isSeveral ? nameOfAll(entries) : entry.title;
	return (
		<li class="journal-line">
			<Icon name={iconOf(entry)} />
			<div>
				<p>
					{isSeveral ? (
						<span class="activity-title">{name}</span>
					) : (
						<a class="activity-title" href={addressOf("title", entry.titleId ?? entry.itemId)}>
							{name}
						</a>
					)}
					{entry.changes.length > 0 && (
						<span class="journal-did">
							{" · you "}
							{changesInWords(entry.changes, isSeveral ? count(entries.length, thing(entry)) : "it")}
						</span>
					)}
				</p>
				{isSeveral ? <Each entries={entries} /> : <Decision entry={entry} />}
			</div>
			{isUndone ? (
				<span class="chip">Undone</span>
			) : (
				undoId !== undefined && (
					<button
						type="button"
						class="button small quiet"
						aria-label={`Undo ${name}`}
						onClick={() => undo(undoId, announceChange)}
					>
						<Icon name="undo-2" />
						Undo
					</button>
				)
			)}
		</li>
	);
}

function iconOf({ code, wrote }: JournalEntry) {
	if (code === "undone") return "undo-2";
	return wrote ? "cloud-upload" : "circle-check";
}

function thing({ snapshot }: JournalEntry): string {
	return snapshot?.kind === "episode" ? "episode" : "title";
}

function nameOfAll(entries: readonly JournalEntry[]): string {
	const snapshots = entries.flatMap(({ snapshot }) => snapshot ?? []);
	return snapshots.length === entries.length ? togetherName(snapshots) : count(entries.length, "title");
}

/** Before, after, and why. */
function Decision({ entry }: { entry: JournalEntry }): VNode {
	const now = useMinutes();
	const before = stateInWords(entry.before);
	const after = entry.after ? stateInWords(entry.after) : before;
	const source = sourcesById.value.get(entry.sourceId);
	const isFinal = hasNoWayBack(entry, source?.dialect);
	return (
		<>
			<p class="journal-states">{before === after ? after : `${before} → ${after}`}</p>
			<p class="journal-why">
				{reasonText(entry.code)} {isFinal && "Plex has no way to take the place out of a watched title again."}{" "}
				<time class="journal-when" dateTime={new Date(entry.at).toISOString()} title={moment(entry.at)}>
					{[source?.serverName, age(entry.at, now)].filter(Boolean).join(", ")}
				</time>{" "}
				<Code code={entry.code} />
			</p>
		</>
	);
}

function Each({ entries }: { entries: readonly JournalEntry[] }): VNode {
	const codes = [...new Set(entries.map(({ code }) => code))];
	return (
		<details class="journal-each">
			<summary>
				<Icon name="chevron-right" />
				<span>
					{codes.map((code) => (
						<span key={code} class="journal-why">
							{codes.length > 1 && `${entries.filter((entry) => entry.code === code).length.toLocaleString()} × `}
							{reasonText(code)} <Code code={code} />
						</span>
					))}
				</span>
			</summary>
			<ol>
				{entries.map((entry) => (
					<li key={entry.id}>
						<a href={addressOf("title", entry.titleId ?? entry.itemId)}>{entry.title}</a>
						<Decision entry={entry} />
					</li>
				))}
			</ol>
		</details>
	);
}

function Code({ code }: { code: ReasonCode }): VNode {
	return <code class="journal-code">{code}</code>;
}
