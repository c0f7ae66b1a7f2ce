import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ConnectFailure, Explanation } from "../../servers/connect/explain.ts";
import { Icon } from "./icon.tsx";

/** What went wrong while connecting, and what to do about it. Read out when it appears. The words are fetched when they are needed. */
export function ConnectProblem({ failure }: { failure: ConnectFailure }): VNode | null {
	const [explanation, setExplanation] = useState<Explanation | null>(null);
	useEffect(() => {
		let isShown = true;
		import("../../servers/connect/explain.ts").then(
			({ explain }) => isShown && setExplanation(explain(failure)),
			() =>
				isShown && setExplanation({ title: "That did not work", whatToDo: "Check your connection, then try again." }),
		);
		return () => {
			isShown = false;
		};
	}, [failure]);
	if (!explanation) return null;
	return (
		<div class="problem" role="alert">
			<Icon name="circle-alert" />
			<div>
				<strong>{explanation.title}</strong>
				<p>{explanation.whatToDo}</p>
			</div>
		</div>
	);
}
