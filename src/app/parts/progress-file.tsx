import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Imported } from "../../progress/import.ts";
import { attempt } from "../attempt.ts";
import { count } from "../format.ts";
import { saveJson } from "../save-file.ts";
import { announceChange } from "../sending.ts";
import { say } from "../toasts.ts";
import { world } from "../world.ts";
import { Problem } from "./problem.tsx";
import "../styles/progress-file.css";

type Answer = Imported | { readonly kind: "refused"; readonly why: string };

/** What waits, the journal and the settings as a file, and a file of another device taken in. */
export function ProgressFile(): VNode {
	const [answer, setAnswer] = useState<Answer | null>(null);
	const take = async (file: File) => {
		setAnswer(null);
		const taking = async () => {
			const { importProgress } = await import("../../progress/import.ts");
			setAnswer(await importProgress(world, await file.text()));
		};
		if (await attempt(taking, "The file could not be read. Try again.")) announceChange();
	};
	return (
		<section aria-labelledby="progress-file">
			<h2 id="progress-file">As a file</h2>
			<p class="progress-file-note">
				What waits, what happened and your settings, without any password or token. On another device it joins what is
				there, each change once.
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
			{answer?.kind === "imported" && <Taken answer={answer} />}
		</section>
	);
}

function Taken({ answer }: { answer: Imported }): VNode {
	const { changes, entries, known, skipped, notHere } = answer;
	const isNew = changes + entries > 0;
	return (
		<div class="progress-file-taken" role="status">
			<p>
				{isNew
					? `${count(changes, "change")} and ${count(entries, "journal entry", "journal entries")} were taken in.`
					: "Everything in this file was here already."}
				{isNew && known > 0 && ` ${known.toLocaleString()} were here already.`}
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
		const copy = await readExport(world.db, world.now());
		if (copy) saveJson(`stowaway-${copy.exportedAt.slice(0, 10)}.json`, copy);
		else say("There is nothing to save: no server is connected");
	};
	await attempt(saving, "The copy could not be made. Try again.");
}
