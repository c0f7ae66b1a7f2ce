import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Source } from "../../model/source.ts";
import { type Explanation, explain } from "../../servers/connect/explain.ts";
import { whyBlocked } from "../../servers/connect/why-blocked.ts";
import { signInAddress } from "../sources.ts";
import { useAbort } from "../use-abort.ts";
import { world } from "../world.ts";
import { Problem } from "./problem.tsx";

/** Why a server is away, where it is not simply silent, and what to do about it. */
export function WhyAway({ source }: { source: Source }): VNode | null {
	return source.addresses.some(({ isOthers }) => isOthers) ? (
		<OtherServer source={source} />
	) : (
		<WhyBlocked source={source} />
	);
}

function OtherServer({ source }: { source: Source }): VNode {
	return (
		<>
			<Problem {...explain({ kind: "refused", status: 421, detail: "other-server" })} />
			<div class="actions">
				<a class="button small" href={signInAddress(source)}>
					Connect it again
				</a>
			</div>
		</>
	);
}

/** What is the browser's doing: a fetch alone cannot tell it from silence. */
function WhyBlocked({ source }: { source: Source }): VNode | null {
	const [explanation, setExplanation] = useState<Explanation | null>(null);
	const begin = useAbort();
	const [first] = source.addresses;
	const address = first?.url;
	useEffect(() => {
		if (address === undefined) return;
		const signal = begin();
		whyBlocked(world, address, navigator.permissions, signal).then(
			(reason) => {
				// "cors" only says that somebody answers, who may be another server or one that is starting.
				const isBrowsers = reason === "permission" || reason === "mixed-content";
				if (!signal.aborted) setExplanation(isBrowsers ? explain({ kind: "blocked", reason, address }) : null);
			},
			(error: unknown) => console.error("Asking why a server is away failed", error),
		);
	}, [address, source.stateSince]);
	return explanation && <Problem {...explanation} />;
}
