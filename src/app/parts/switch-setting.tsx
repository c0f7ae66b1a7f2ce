import type { ComponentChildren, VNode } from "preact";
import "../styles/switch.css";
import { useSetting } from "../use-setting.ts";

/** A row with a setting that is on or off, and what it means. */
export function SwitchSetting(props: {
	name: "hideSignedOut" | "plex.plainHttpConsent";
	children: ComponentChildren;
}): VNode {
	const [isOn, setOn] = useSetting(props.name);
	return (
		<label class="setting-row">
			<span>{props.children}</span>
			<input
				type="checkbox"
				class="switch"
				checked={isOn ?? false}
				onChange={(event) => setOn(event.currentTarget.checked)}
			/>
		</label>
	);
}
