import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { journalActs } from "../../progress/journal.ts";
import { pruneJournal } from "../../progress/prune-journal.ts";
import { useLive } from "../live.ts";
import { sources } from "../sources.ts";
import { useSetting } from "../use-setting.ts";
import { world } from "../world.ts";
import { JournalLine } from "./journal-line.tsx";
import { Notice } from "./notice.tsx";
import { Problem } from "./problem.tsx";
import "../styles/journal.css";

const STEP = 50;
const DAY_MS = 24 * 3_600_000;
const KEPT: readonly { readonly ms: number; readonly name: string }[] = [
	{ ms: 30 * DAY_MS, name: "30 days" },
	{ ms: 90 * DAY_MS, name: "90 days" },
	{ ms: 365 * DAY_MS, name: "a year" },
	{ ms: 0, name: "for ever" },
];

/** What was decided for each change: before, after and why; with a way back. By title and server, and kept as long as the person wants. */
export function Journal(): VNode {
	const [limit, setLimit] = useState(STEP);
	const [title, setTitle] = useState("");
	const [sourceId, setSourceId] = useState("");
	const [keptMs, setKeptMs] = useSetting("journal.keptMs");
	const live = useLive(
		() => journalActs(world.db, { limit, title, ...(sourceId ? { sourceId } : {}) }),
		[limit, title, sourceId],
	);
	useEffect(() => {
		pruneJournal(world).catch((error: unknown) => console.error("The journal was not shortened", error));
	}, [keptMs]);
	const found = live.kind === "ready" ? live.value : undefined;
	const isFiltered = title.trim() !== "" || sourceId !== "";
	const servers = sources.value ?? [];
	return (
		<section aria-labelledby="journal">
			<h2 id="journal">What happened</h2>
			<div class="journal-filters" hidden={found?.acts.length === 0 && !isFiltered}>
				<input
					type="search"
					class="input"
					placeholder="Title"
					aria-label="Only titles with"
					value={title}
					onInput={(event) => setTitle(event.currentTarget.value)}
				/>
				{servers.length > 1 && (
					<select
						class="select"
						aria-label="Only of"
						value={sourceId}
						onChange={(event) => setSourceId(event.currentTarget.value)}
					>
						<option value="">All servers</option>
						{servers.map((source) => (
							<option key={source.sourceId} value={source.sourceId}>
								{source.serverName}
							</option>
						))}
					</select>
				)}
				<label class="journal-kept">
					<span>Kept for</span>
					<select class="select" value={keptMs} onChange={(event) => setKeptMs(Number(event.currentTarget.value))}>
						{KEPT.map(({ ms, name }) => (
							<option key={ms} value={ms}>
								{name}
							</option>
						))}
					</select>
				</label>
			</div>
			{live.kind === "failed" && (
				<Problem title="The journal could not be read" whatToDo="Load the app again; nothing that waits is lost." />
			)}
			{found?.acts.length === 0 && (
				<Notice icon={isFiltered ? "search" : "clock"} title={isFiltered ? "Nothing like that" : "Nothing yet"} isSmall>
					<p>
						{isFiltered
							? "No decision about such a title is written down here."
							: "Every decision about your progress is written down here, with what was before and what is now."}
					</p>
				</Notice>
			)}
			<ol class="journal" aria-busy={live.kind === "loading"}>
				{found?.acts.map((act) => (
					<JournalLine key={act.entries[0].id} act={act} />
				))}
			</ol>
			{found?.hasMore && (
				<button type="button" class="button" onClick={() => setLimit(limit + STEP)}>
					Show more
				</button>
			)}
		</section>
	);
}
