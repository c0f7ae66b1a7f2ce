import type { VNode } from "preact";
import { Icon } from "./icon.tsx";

/** What went wrong and what to do about it; read out as soon as it appears. */
export function Problem({ title, whatToDo }: { title: string; whatToDo: string }): VNode {
	return (
		<div class="problem" role="alert">
			<Icon name="circle-alert" />
			<p>
				<strong>{title}.</strong> {whatToDo}
			</p>
		</div>
	);
}
