import type { VNode } from "preact";
import type { AbsenceRow } from "../../db/schema.ts";
import { parseScope } from "../../library/scopes.ts";
import type { LibraryId, SourceId } from "../../model/ids.ts";
import { attempt } from "../attempt.ts";
import { count } from "../format.ts";
import { useLive } from "../live.ts";
import { sourcesById } from "../sources.ts";
import { say } from "../toasts.ts";
import { world } from "../world.ts";
import { Icon } from "./icon.tsx";
import "../styles/missing-question.css";

/** Asks about titles that many at once are no longer listed by their server: of one library, or of all of a source. */
export function MissingQuestions({ about }: { about: LibraryId | SourceId }): VNode | null {
	const live = useLive(() => readQuestions(about), [about]);
	const questions = live.kind === "ready" ? live.value : [];
	if (questions.length === 0) return null;
	return (
		<ul class="missing-questions">
			{questions.map((question) => (
				<Question key={question.row.scope} {...question} />
			))}
		</ul>
	);
}

interface Asked {
	readonly row: AbsenceRow;
	readonly library: string;
	readonly sourceId: SourceId;
}

async function readQuestions(about: string): Promise<readonly Asked[]> {
	const libraries = about.includes("/")
		? await world.db.libraries.where("libraryId").equals(about).toArray()
		: await world.db.libraries.where("sourceId").equals(about).toArray();
	const rows = await world.db.absences
		.where("libraryId")
		.anyOf(libraries.map(({ libraryId }) => libraryId))
		.toArray();
	const byId = new Map(libraries.map((library) => [library.libraryId, library]));
	return rows.flatMap((row) => {
		const library = byId.get(row.libraryId);
		if (library === undefined || row.asked.length === 0 || row.areRemoved) return [];
		return [{ row, library: library.title, sourceId: library.sourceId }];
	});
}

function Question({ row, library, sourceId }: Asked): VNode {
	const server = sourcesById.value.get(sourceId)?.serverName ?? "the server";
	const kind = parseScope(row.scope)?.kind ?? "titles";
	const answer = async (how: "keep" | "removed") => {
		const answering = async () => {
			const { answerAbsence } = await import("../../library/answer-absence.ts");
			await answerAbsence(world, `${kind}:${row.libraryId}`, how, new AbortController().signal);
		};
		if (await attempt(answering, "That could not be noted. Try again.")) say(how === "keep" ? "Kept" : "Hidden");
	};
	return (
		<li class="missing-question" role="status">
			<Icon name="circle-alert" />
			<div>
				<p>
					<strong>
						{row.asked.length.toLocaleString()} of {count(row.of, kind.slice(0, -1))} in {library} are no longer listed
						by {server}.
					</strong>{" "}
					Was a disk unmounted? They stay here until you say that they were removed.
				</p>
				<div class="actions">
					<button type="button" class="button small" onClick={() => answer("keep")}>
						Keep them
					</button>
					<button type="button" class="button small danger" onClick={() => answer("removed")}>
						They were removed
					</button>
				</div>
			</div>
		</li>
	);
}
