import type { VNode } from "preact";
import { useSetting } from "../use-setting.ts";

const DAY_MS = 24 * 3_600_000;
const AGES: readonly { readonly ms: number; readonly name: string }[] = [
	{ ms: 30 * DAY_MS, name: "30 days" },
	{ ms: 90 * DAY_MS, name: "90 days" },
	{ ms: 365 * DAY_MS, name: "a year" },
	{ ms: 0, name: "for ever" },
];

/** How long something is kept: a setting in ms, 0 for ever. */
export function KeptFor({ name }: { name: "journal.keptMs" | "titles.keptMs" }): VNode {
	const [keptMs, setKeptMs] = useSetting(name);
	return (
		<label class="journal-kept">
			<span>Kept for</span>
			<select class="select" value={keptMs} onChange={(event) => setKeptMs(Number(event.currentTarget.value))}>
				{AGES.map(({ ms, name: age }) => (
					<option key={ms} value={ms}>
						{age}
					</option>
				))}
			</select>
		</label>
	);
}
