import type { VNode } from "preact";
import type { TitleRunResult } from "../../catalog/sync-titles.ts";
import { changeInWords, countsByName } from "../title-run-words.ts";

const MOST_SHOWN = 100;

/** How a run ended, or what it would do. A run that fails changes nothing. */
export type RunEnd =
	| { readonly kind: "done"; readonly run: TitleRunResult; readonly isDry: boolean }
	| { readonly kind: "failed"; readonly why: "busy" | "full" | "unknown" };

const FAILED = {
	busy: "Titles were written all the while. Try again in a moment.",
	full: "This device has no room left. Make room and try again.",
	unknown: "Something went wrong on this device. Load the app again and try once more.",
} as const;

/** What a run over titles did, or would do: each count with its reasons, and the titles one by one. */
export function TitleRunOutcome({ end }: { end: RunEnd }): VNode {
	if (end.kind === "failed") {
		return (
			<div role="status">
				<p>
					<strong>1 error, and nothing was changed.</strong> {FAILED[end.why]}
				</p>
			</div>
		);
	}
	const { changes, counts, durationMs } = end.run;
	const more = counts.added + counts.updated + counts.removed - Math.min(changes.length, MOST_SHOWN);
	return (
		<div role="status">
			<p>
				<strong>{end.isDry ? "This would be done:" : "Done:"}</strong>
			</p>
			<dl class="title-run-counts">
				{countsByName(counts, durationMs).map(([name, words]) => (
					<div key={name}>
						<dt>{name}</dt>
						<dd>{words}</dd>
					</div>
				))}
			</dl>
			<ul class="title-run-changes">
				{changes.slice(0, MOST_SHOWN).map((change) => (
					<li key={change.titleId}>{changeInWords(change)}</li>
				))}
			</ul>
			{more > 0 && <p class="settings-note">And {more.toLocaleString()} more.</p>}
		</div>
	);
}
