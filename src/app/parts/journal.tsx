import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { journalActs } from "../../progress/journal.ts";
import { pruneJournal } from "../../progress/prune-journal.ts";
import { useLive } from "../live.ts";
import { sources } from "../sources.ts";
import { useSetting } from "../use-setting.ts";
import { world } from "../world.ts";
import { JournalLine } from "./journal-line.tsx";
import { KeptFor } from "./kept-for.tsx";
import { Notice } from "./notice.tsx";
import { Problem } from "./problem.tsx";
import "../styles/journal.css";

const STEP = 50;
/** What was decided for each change: before, after and why; with a way back. By title and server, and kept as long as the person wants. */
export function Journal(): VNode {
	const [limit, setLimit] = useState(STEP);
	const [title, setTitle] = useState("");
	const [sourceId, setSourceId] = useState("");
	const [keptMs] = useSetting("journal.keptMs");
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
				<KeptFor name="journal.keptMs" />
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
