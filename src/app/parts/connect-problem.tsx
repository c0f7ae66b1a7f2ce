import type { VNode } from "preact";
import { type ConnectFailure, explain } from "../../servers/connect/explain.ts";
import { Icon } from "./icon.tsx";

/** What went wrong while connecting, and what to do about it. Read out when it appears. */
export function ConnectProblem({ failure }: { failure: ConnectFailure }): VNode {
	const { title, whatToDo } = explain(failure);
	return (
		<div class="problem" role="alert">
			<Icon name="circle-alert" />
			<div>
				<strong>{title}</strong>
				<p>{whatToDo}</p>
			</div>
		</div>
	);
}
