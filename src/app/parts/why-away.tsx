import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Source } from "../../model/source.ts";
import { type Explanation, explain } from "../../servers/connect/explain.ts";
import { whyBlocked } from "../../servers/connect/why-blocked.ts";
import { useAbort } from "../use-abort.ts";
import { world } from "../world.ts";
import { Problem } from "./problem.tsx";

/** What keeps this page from a server that is away, where that is the browser's doing: a fetch alone cannot tell it from silence. */
export function WhyAway({ source }: { source: Source }): VNode | null {
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
