import type { VNode } from "preact";
import type { Settings } from "../../db/settings.ts";
import { useSetting } from "../use-setting.ts";
import { type Option, OptionList } from "./option-list.tsx";

const POLICIES: readonly Option<Settings["policy"]>[] = [
	{
		value: "newest",
		name: "The most recent",
		line: "Where you watched last counts. When that cannot be told, the place further on.",
	},
	{ value: "furthest", name: "The furthest", line: "The place further on counts, whenever it was." },
	{ value: "ask", name: "Ask me", line: "Both are shown in Activity, and you choose." },
];

/** Which place wins when a title was watched here and elsewhere. SYNC.md §3 *Policy*. */
export function PolicySettings(): VNode {
	const [policy, setPolicy] = useSetting("policy");
	return (
		<OptionList id="policy" title="Watched in two places" options={POLICIES} chosen={policy} onChoose={setPolicy} />
	);
}
