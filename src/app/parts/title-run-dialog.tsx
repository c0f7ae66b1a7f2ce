import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { TitleRunResult } from "../../catalog/sync-titles.ts";
import type { TitleFacts, TitleRunChange } from "../../model/title.ts";
import { attempt } from "../attempt.ts";
import { goOverTitles } from "../keep-titles.ts";
import { sources } from "../sources.ts";
import { useSetting } from "../use-setting.ts";
import { Dialog } from "./dialog.tsx";
import { countsInWords } from "./title-runs.tsx";

const MOST_SHOWN = 100;

const FACT_NAMES: Readonly<Record<keyof TitleFacts, string>> = {
	name: "name",
	sortTitle: "sort title",
	originalTitle: "original title",
	year: "year",
	overview: "description",
	durationMs: "length",
	poster: "poster",
};

/** Goes over the titles of a server: first what that would change, then the same for good. */
export function TitleRunDialog({ onClose }: { onClose: () => void }): VNode {
	const list = sources.value ?? [];
	const [sourceId, setSourceId] = useState(list[0]?.sourceId ?? "");
	const [updateExisting = true, setUpdateExisting] = useSetting("titles.updateExisting");
	const [result, setResult] = useState<{ readonly run: TitleRunResult; readonly isDry: boolean }>();
	const [isRunning, setIsRunning] = useState(false);
	const control = useRef(new AbortController());
	useEffect(() => () => control.current.abort(), []);
	const go = async (isDry: boolean) => {
		// Not by `disabled`, which would take the focus from the button.
		if (isRunning) return;
		setIsRunning(true);
		const going = async () => {
			const how = { reason: "by-hand", updateExisting, isDry } as const;
			const run = await goOverTitles(sourceId, how, control.current.signal);
			if (control.current.signal.aborted) return;
			if (run === undefined) throw new Error("Titles were written meanwhile");
			setResult({ run, isDry });
		};
		await attempt(going, "The titles could not be gone over. Nothing was changed; try again.");
		setIsRunning(false);
	};
	return (
		<Dialog title="Go over the titles of a server" onClose={onClose}>
			<div class="title-run">
				<label class="setting-row">
					<span>Server</span>
					<select
						class="select"
						value={sourceId}
						onChange={(event) => {
							setSourceId(event.currentTarget.value);
							setResult(undefined);
						}}
					>
						{list.map((source) => (
							<option key={source.sourceId} value={source.sourceId}>
								{source.serverName} ({source.userName})
							</option>
						))}
					</select>
				</label>
				<label class="setting-row">
					<span>Also fill in what is missing on titles that are known already. What is there is never replaced.</span>
					<input
						type="checkbox"
						class="switch"
						checked={updateExisting}
						onChange={(event) => {
							setUpdateExisting(event.currentTarget.checked);
							setResult(undefined);
						}}
					/>
				</label>
				<div class="actions" aria-busy={isRunning}>
					<button type="button" class="button" aria-disabled={isRunning} onClick={() => go(true)}>
						Try it without changing anything
					</button>
					<button type="button" class="button primary" aria-disabled={isRunning} onClick={() => go(false)}>
						Do it
					</button>
				</div>
				{result && <Outcome {...result} />}
			</div>
		</Dialog>
	);
}

function Outcome({ run, isDry }: { run: TitleRunResult; isDry: boolean }): VNode {
	const { changes, counts } = run;
	const more = counts.added + counts.updated + counts.removed - Math.min(changes.length, MOST_SHOWN);
	return (
		<div role="status">
			<p>
				<strong>{isDry ? "This would be done:" : "Done:"}</strong> {countsInWords(counts)}.
			</p>
			<ul class="title-run-changes">
				{changes.slice(0, MOST_SHOWN).map((change) => (
					<li key={change.titleId}>{changeInWords(change)}</li>
				))}
			</ul>
			{more > 0 && <p class="settings-note">And {more.toLocaleString()} more.</p>}
		</div>
	);
}

/** What happens to one title: `Metropolis (1927): added`. */
function changeInWords({ before, after }: TitleRunChange): string {
	const { name = "A title without a name", year } = (after ?? before)?.facts ?? {};
	const title = year ? `${name} (${year})` : name;
	if (before === undefined) return `${title}: added`;
	if (after === undefined) return `${title}: joins another title`;
	if (after.copies.length === 0) return `${title}: on no server any more`;
	const facts = Object.entries(FACT_NAMES).flatMap(([fact, named]) =>
		Object.hasOwn(after.facts, fact) && !Object.hasOwn(before.facts, fact) ? [named] : [],
	);
	const copies = after.copies.length - before.copies.length;
	const done = [
		copies > 0 && `${copies} more ${copies === 1 ? "copy" : "copies"}`,
		copies < 0 && `${-copies} fewer ${copies === -1 ? "copy" : "copies"}`,
		copies === 0 && before.copies.join() !== after.copies.join() && "found under its new id",
		facts.length > 0 && `fills ${facts.join(", ")}`,
	].filter(Boolean);
	return `${title}: ${done.join("; ") || "other catalogue numbers"}`;
}
