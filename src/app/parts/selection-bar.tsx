import type { VNode } from "preact";
import { count } from "../format.ts";
import { markSelection } from "../mark-selection.ts";
import type { Selection } from "../use-selection.ts";
import { Icon } from "./icon.tsx";
import "../styles/selection.css";

/** Begins picking titles, and ends it. */
export function SelectButton({ selection }: { selection: Selection }): VNode {
	const isOn = selection.ids !== null;
	return (
		<button
			type="button"
			class="button small quiet select-button"
			aria-pressed={isOn}
			onClick={isOn ? selection.end : selection.begin}
		>
			Select
		</button>
	);
}

/** Lies over a title while titles are picked: a tap anywhere on it picks it. */
export function Pick(props: { name: string; isPicked: boolean; onPick: (isRange: boolean) => void }): VNode {
	return (
		<>
			<input
				type="checkbox"
				class="pick"
				aria-label={props.name}
				checked={props.isPicked}
				onClick={(event) => props.onPick(event.shiftKey)}
				onKeyDown={(event) => {
					// The only button of a remote.
					if (event.key === "Enter") event.currentTarget.click();
				}}
			/>
			<span class="pick-mark">{props.isPicked && <Icon name="check" />}</span>
		</>
	);
}

/** What can be done with what is picked, at the lower edge of the screen. `total`: titles in the list; `thing`: one of them. */
export function SelectionBar(props: { selection: Selection; total: number; thing: string }): VNode | null {
	const { selection, total, thing } = props;
	const { ids } = selection;
	if (ids === null) return null;
	const mark = async (type: "markWatched" | "markUnwatched") => {
		if (await markSelection([...ids], type)) selection.end();
	};
	return (
		<section class="selection-bar" aria-label="Selection">
			<div class="selection-what">
				<button type="button" class="icon-button" aria-label="Stop selecting" onClick={selection.end}>
					<Icon name="x" />
				</button>
				<p role="status">{ids.size === 0 ? `Pick ${thing}s` : `${count(ids.size, thing)} picked`}</p>
				<button type="button" class="button small quiet" onClick={() => selection.pickAll(total)}>
					All {total.toLocaleString()}
				</button>
			</div>
			<div class="selection-acts">
				<button
					type="button"
					class="button small primary"
					disabled={ids.size === 0}
					onClick={() => mark("markWatched")}
				>
					Mark watched
				</button>
				<button type="button" class="button small" disabled={ids.size === 0} onClick={() => mark("markUnwatched")}>
					Mark not watched
				</button>
			</div>
		</section>
	);
}
