import type { VNode } from "preact";
import type { CopyChoice } from "../../catalog/choose-copy.ts";
import { useSetting } from "../use-setting.ts";
import { type Option, OptionList } from "./option-list.tsx";

const CHOICES: readonly Option<CopyChoice>[] = [
	{ value: "this", name: "The one I opened", line: "Another one plays only while its server is away." },
	{ value: "best", name: "The best", line: "The sharpest picture, of the servers that answer." },
	{ value: "ask", name: "Ask me", line: "Play lists the servers that answer." },
];

/** Which copy of a title plays that is on several servers. */
export function CopySettings(): VNode {
	const [choice, setChoice] = useSetting("copies.play");
	return (
		<OptionList id="copies" title="A title on several servers" options={CHOICES} chosen={choice} onChoose={setChoice} />
	);
}
