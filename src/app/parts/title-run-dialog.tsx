import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { goOverTitles } from "../keep-titles.ts";
import { sources } from "../sources.ts";
import { noteFull } from "../storage-room.ts";
import { useSetting } from "../use-setting.ts";
import { Dialog } from "./dialog.tsx";
import { type RunEnd, TitleRunOutcome } from "./title-run-outcome.tsx";

/** Goes over the titles of a server: first what that would change, then the same for good. */
export function TitleRunDialog({ onClose }: { onClose: () => void }): VNode {
	const list = sources.value ?? [];
	const [sourceId, setSourceId] = useState(list[0]?.sourceId ?? "");
	const [updateExisting = true, setUpdateExisting] = useSetting("titles.updateExisting");
	const [result, setResult] = useState<RunEnd>();
	const [isRunning, setIsRunning] = useState(false);
	const control = useRef(new AbortController());
	useEffect(() => () => control.current.abort(), []);
	const go = async (isDry: boolean) => {
		// Not by `disabled`, which would take the focus from the button.
		if (isRunning) return;
		setIsRunning(true);
		const how = { reason: "by-hand", updateExisting, isDry } as const;
		const { signal } = control.current;
		const end = await goOverTitles(sourceId, how, signal).then(
			(run): RunEnd => (run ? { kind: "done", run, isDry } : { kind: "failed", why: "busy" }),
			(error: unknown): RunEnd => {
				console.error("The titles could not be gone over", error);
				return { kind: "failed", why: noteFull(error) ? "full" : "unknown" };
			},
		);
		if (!signal.aborted) setResult(end);
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
				{result && <TitleRunOutcome end={result} />}
			</div>
		</Dialog>
	);
}
