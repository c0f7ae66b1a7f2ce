import type { VNode } from "preact";
import { useSetting } from "../use-setting.ts";

const POLICIES = [
	{
		policy: "newest",
		name: "The most recent",
		line: "Where you watched last counts. When that cannot be told, the place further on.",
	},
	{ policy: "furthest", name: "The furthest", line: "The place further on counts, whenever it was." },
	{ policy: "ask", name: "Ask me", line: "Both are shown in Activity, and you choose." },
] as const;

/** Which place wins when a title was watched here and elsewhere. SYNC.md §3 *Policy*. */
export function PolicySettings(): VNode {
	const [policy, setPolicy] = useSetting("policy");
	return (
		<section aria-labelledby="policy">
			<h2 id="policy">Watched in two places</h2>
			<fieldset class="options" aria-labelledby="policy">
				{POLICIES.map((each) => (
					<label key={each.policy} class="option">
						<input
							type="radio"
							name="policy"
							checked={policy === each.policy}
							onChange={() => setPolicy(each.policy)}
						/>
						<span>
							<strong>{each.name}</strong>
							<span>{each.line}</span>
						</span>
					</label>
				))}
			</fieldset>
		</section>
	);
}
