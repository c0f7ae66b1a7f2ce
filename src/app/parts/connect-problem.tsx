import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ConnectFailure, Explanation } from "../../servers/connect/explain.ts";
import { useSetting } from "../use-setting.ts";
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
				{needsConsent(failure) && <Consent />}
			</div>
		</div>
	);
}

function needsConsent(failure: ConnectFailure): boolean {
	return failure.kind === "blocked" && "detail" in failure && failure.detail === "needs-consent";
}

/** The switch of Settings where it is needed: nobody has to look for it in the middle of connecting. */
function Consent(): VNode {
	const [isAllowed, setAllowed] = useSetting("plex.plainHttpConsent");
	return (
		<button type="button" class="button small" disabled={isAllowed} onClick={() => setAllowed(true)}>
			{isAllowed ? "Allowed. Connect again" : "Allow plain http for Plex"}
		</button>
	);
}
