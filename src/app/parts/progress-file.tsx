import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { ImportedTitles } from "../../catalog/import-titles.ts";
import type { Imported } from "../../progress/import.ts";
import { attempt } from "../attempt.ts";
import { count } from "../format.ts";
import { saveJson } from "../save-file.ts";
import { announceChange } from "../sending.ts";
import { world } from "../world.ts";
import { Problem } from "./problem.tsx";
import "../styles/progress-file.css";

type Taken = Imported & { readonly titles: ImportedTitles };
type Answer = Taken | { readonly kind: "refused"; readonly why: string };

/** What waits, the journal and the settings as a file, and a file of another device taken in. */
export function ProgressFile(): VNode {
	const [answer, setAnswer] = useState<Answer | null>(null);
	const take = async (file: File) => {
		setAnswer(null);
		const taking = async () => {
			const { importProgress } = await import("../../progress/import.ts");
			const { importTitles } = await import("../../catalog/import-titles.ts");
			const content = await file.text();
			const progress = await importProgress(world, content);
			if (progress.kind === "refused") return setAnswer(progress);
			setAnswer({ ...progress, titles: await importTitles(world, content) });
		};
		if (await attempt(taking, "The file could not be read. Try again.")) announceChange();
	};
	return (
		<section aria-labelledby="progress-file">
			<h2 id="progress-file">As a file</h2>
			<p class="progress-file-note">
				What waits, what happened, what you corrected and your settings, without any password or token. On another
				device it joins what is there, each change once.
			</p>
			<div class="actions">
				<button type="button" class="button" onClick={save}>
					Save a copy
				</button>
				<label class="button progress-file-choose">
					Take in a copy
					<input
						type="file"
						class="unseen"
						accept="application/json,.json"
						onChange={(event) => {
							const [file] = event.currentTarget.files ?? [];
							event.currentTarget.value = "";
							if (file) take(file);
						}}
					/>
				</label>
			</div>
			{answer?.kind === "refused" && <Problem title="Nothing was taken in" whatToDo={answer.why} />}
			{answer?.kind === "imported" && <TakenIn answer={answer} />}
		</section>
	);
}

function TakenIn({ answer }: { answer: Taken }): VNode {
	const { changes, entries, notHere, titles } = answer;
	const known = answer.known + titles.known;
	const skipped = answer.skipped + titles.skipped;
	const said = titles.corrections + titles.rulings;
	return (
		<div class="progress-file-taken" role="status">
			<p>
				{changes + entries > 0 &&
					`${count(changes, "change")} and ${count(entries, "journal entry", "journal entries")} were taken in. `}
				{said > 0 && `${count(said, "correction")} of titles ${said === 1 ? "was" : "were"} taken in. `}
				{changes + entries + said === 0
					? "Everything in this file was here already."
					: known > 0 && `${known.toLocaleString()} were here already.`}
				{skipped > 0 && ` ${skipped.toLocaleString()} could not be read and were left out.`}
			</p>
			{notHere.map((account) => (
				<p key={`${account.serverId} ${account.userId}`}>
					<strong>
						{account.serverName} ({account.userName})
					</strong>{" "}
					is not connected here: {count(account.changes, "change")} of the file{" "}
					{account.changes === 1 ? "waits" : "wait"} in it. <a href="#/welcome">Connect it</a>, then take the file in
					again.
				</p>
			))}
		</div>
	);
}

async function save(): Promise<void> {
	const saving = async () => {
		const { readExport } = await import("../../progress/export.ts");
		const { readPortableTitles } = await import("../../catalog/export-titles.ts");
		const copy = await readExport(world.db, world.now());
		const titles = await readPortableTitles(world.db);
		if (copy) saveJson(`stowaway-${copy.exportedAt.slice(0, 10)}.json`, { ...copy, titles });
	};
	await attempt(saving, "The copy could not be made. Try again.");
}
