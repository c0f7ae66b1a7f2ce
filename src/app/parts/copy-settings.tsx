import type { VNode } from "preact";
import type { CopyChoice } from "../../catalog/choose-copy.ts";
import { useSetting } from "../use-setting.ts";

const CHOICES: readonly { readonly choice: CopyChoice; readonly name: string; readonly line: string }[] = [
	{ choice: "this", name: "The one I opened", line: "Another one plays only while its server is away." },
	{ choice: "best", name: "The best", line: "The one with the most lines, of the servers that answer." },
	{ choice: "ask", name: "Ask me", line: "Play lists the servers that answer." },
];

/** Which copy of a title plays that is on several servers. */
export function CopySettings(): VNode {
	const [choice, setChoice] = useSetting("copies.play");
	return (
		<section aria-labelledby="copies">
			<h2 id="copies">A title on several servers</h2>
			<fieldset class="options" aria-labelledby="copies">
				{CHOICES.map((each) => (
					<label key={each.choice} class="option">
						<input
							type="radio"
							name="copies"
							checked={choice === each.choice}
							onChange={() => setChoice(each.choice)}
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
