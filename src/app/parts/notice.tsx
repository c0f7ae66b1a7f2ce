import type { ComponentChildren, VNode } from "preact";
import { Icon, type IconName } from "./icon.tsx";

/** What stands where a list would be: nothing there yet, offline, or gone wrong. Always says what to do next. */
export function Notice(props: {
	icon: IconName;
	title: string;
	children?: ComponentChildren;
	isSmall?: boolean;
}): VNode {
	return (
		<div class={props.isSmall ? "notice is-small" : "notice"}>
			<span class="notice-icon">
				<Icon name={props.icon} />
			</span>
			<h2>{props.title}</h2>
			{props.children}
		</div>
	);
}
