import type { VNode } from "preact";
import { type ConnectFailure, explain } from "../../servers/connect/explain.ts";
import { useSetting } from "../use-setting.ts";
import { Icon } from "./icon.tsx";

/** A failure of connecting in words, with the way out where there is one. Read out when it appears. */
export function ConnectExplanation({ failure }: { failure: ConnectFailure }): VNode {
	const { title, whatToDo } = explain(failure);
	return (
		<div class="problem" role="alert">
			<Icon name="circle-alert" />
			<div>
				<strong>{title}</strong>
				<p>{whatToDo}</p>
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
