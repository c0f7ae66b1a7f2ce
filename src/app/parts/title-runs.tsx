import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { readRunLog } from "../../catalog/run-log.ts";
import type { TitleRun, TitleRunReason } from "../../model/title.ts";
import { attempt } from "../attempt.ts";
import { age, count } from "../format.ts";
import { undoTitleRun } from "../keep-titles.ts";
import { useLive } from "../live.ts";
import { sourcesById } from "../sources.ts";
import { countsInWords } from "../title-run-words.ts";
import { say } from "../toasts.ts";
import { world } from "../world.ts";
import { Dialog } from "./dialog.tsx";
import { Icon } from "./icon.tsx";
import { TitleRunDialog } from "./title-run-dialog.tsx";
import { type RunEnd, TitleRunOutcome } from "./title-run-outcome.tsx";

const SHOWN = 5;
/** Titles of a run that are told one by one. */
const MOST_TOLD = 100;

const WHY: Readonly<Record<TitleRunReason, string>> = {
	"first-sync": "after reading it",
	rebuilt: "after it was set up anew",
	"by-hand": "by hand",
};

const WITHOUT_LOG = {
	loading: "Looking…",
	ready: "What it did is no longer kept on this device.",
	failed: "What it did could not be read. Load the app again; nothing is lost.",
} as const;

/** The last runs over the titles of servers, each with a way back, and the way to a new one. */
export function TitleRuns(): VNode {
	const [isOpen, setIsOpen] = useState(false);
	const [told, setTold] = useState<TitleRun>();
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
			{told && <ToldRun run={told} onClose={() => setTold(undefined)} />}
			<ol class="title-runs" aria-label="Runs over titles">
				{runs.map((run) => (
					<li key={run.runId}>
						<span>
							<button type="button" class="run-name" aria-haspopup="dialog" onClick={() => setTold(run)}>
								{nameOf(run)}
							</button>
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

/** What a run did, title by title. */
function ToldRun({ run, onClose }: { run: TitleRun; onClose: () => void }): VNode {
	const live = useLive(() => readRunLog(world.db, run.runId, MOST_TOLD), [run.runId]);
	const end: RunEnd | undefined =
		live.kind === "ready" && live.value
			? { kind: "done", run: { ...run, changes: live.value }, isDry: false }
			: undefined;
	return (
		<Dialog title={nameOf(run)} onClose={onClose}>
			<div class="title-run">{end ? <TitleRunOutcome end={end} /> : <p role="status">{WITHOUT_LOG[live.kind]}</p>}</div>
		</Dialog>
	);
}

function nameOf({ sourceId, reason }: TitleRun): string {
	return `${sourcesById.value.get(sourceId)?.serverName ?? "A server"}, ${WHY[reason]}`;
}

async function undo({ runId }: TitleRun): Promise<void> {
	let kept = 0;
	const undoing = async () => {
		kept = (await undoTitleRun(runId))?.kept ?? 0;
	};
	if (!(await attempt(undoing, "The run could not be taken back. Try again."))) return;
	say(kept === 0 ? "Taken back" : `Taken back, but for ${count(kept, "title")} that changed since`);
}
