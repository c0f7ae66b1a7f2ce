import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { TitleRun, TitleRunReason } from "../../model/title.ts";
import { attempt } from "../attempt.ts";
import { age, count } from "../format.ts";
import { undoTitleRun } from "../keep-titles.ts";
import { useLive } from "../live.ts";
import { sourcesById } from "../sources.ts";
import { countsInWords } from "../title-run-words.ts";
import { say } from "../toasts.ts";
import { world } from "../world.ts";
import { Icon } from "./icon.tsx";
import { TitleRunDialog } from "./title-run-dialog.tsx";

const SHOWN = 5;

const WHY: Readonly<Record<TitleRunReason, string>> = {
	"first-sync": "after reading it",
	rebuilt: "after it was set up anew",
	"by-hand": "by hand",
};

/** The last runs over the titles of servers, each with a way back, and the way to a new one. */
export function TitleRuns(): VNode {
	const [isOpen, setIsOpen] = useState(false);
	const live = useLive(() => world.db.runs.orderBy("runId").reverse().limit(SHOWN).toArray(), []);
	const runs = live.kind === "ready" ? live.value : [];
	const now = Date.now();
	return (
		<>
			<button type="button" class="button small" onClick={() => setIsOpen(true)}>
				<Icon name="refresh-cw" />
				Go over the titles of a server
			</button>
			{isOpen && <TitleRunDialog onClose={() => setIsOpen(false)} />}
			<ol class="title-runs" aria-label="Runs over titles">
				{runs.map((run) => (
					<li key={run.runId}>
						<span>
							{sourcesById.value.get(run.sourceId)?.serverName ?? "A server"}, {WHY[run.reason]}
							<span class="card-line">
								{countsInWords(run.counts)} · {age(run.at, now)}
							</span>
						</span>
						{run.undoneAt ? (
							<span class="chip">Undone</span>
						) : (
							<button
								type="button"
								class="button small quiet"
								aria-label={`Undo the run over ${sourcesById.value.get(run.sourceId)?.serverName ?? "a server"} ${WHY[run.reason]}`}
								onClick={() => undo(run)}
							>
								<Icon name="undo-2" />
								Undo
							</button>
						)}
					</li>
				))}
			</ol>
		</>
	);
}

async function undo({ runId }: TitleRun): Promise<void> {
	let kept = 0;
	const undoing = async () => {
		kept = (await undoTitleRun(runId))?.kept ?? 0;
	};
	if (!(await attempt(undoing, "The run could not be taken back. Try again."))) return;
	say(kept === 0 ? "Taken back" : `Taken back, but for ${count(kept, "title")} that changed since`);
}
