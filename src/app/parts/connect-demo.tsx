import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { ConnectFailure } from "../../servers/connect/explain.ts";
import { afterConnecting } from "../connected.ts";
import type { Demo } from "../demo.ts";
import { useAbort } from "../use-abort.ts";
import { world } from "../world.ts";
import { ConnectProblem } from "./connect-problem.tsx";

/** One tap to look around with the demo servers that `npm start` runs. */
export function ConnectDemo({ demo, onPlex }: { demo: Demo; onPlex: () => void }): VNode {
	const [isBusy, setBusy] = useState(false);
	const [failure, setFailure] = useState<ConnectFailure | null>(null);
	const begin = useAbort();
	const connectJellyfin = async () => {
		const signal = begin();
		setBusy(true);
		setFailure(null);
		const [{ probeJellyfin }, { signInJellyfin }] = await Promise.all([
			import("../../servers/connect/probe-jellyfin.ts"),
			import("../../servers/connect/jellyfin-sign-in.ts"),
		]);
		const found = await probeJellyfin(world, demo.jellyfin.url, signal);
		const result = found.kind === "found" ? await signInJellyfin(world, found, demo.jellyfin, signal) : found;
		if (signal.aborted) return;
		setBusy(false);
		if (result.kind === "signed-in" && found.kind === "found") afterConnecting([result.sourceId], found.name);
		else if (result.kind !== "signed-in") setFailure(result);
	};
	return (
		<section class="welcome-demo" aria-labelledby="demo-title">
			<h2 id="demo-title">Just looking?</h2>
			<p>Two demo servers run beside this app, with films and series that belong to everybody.</p>
			<div class="actions">
				<button type="button" class="button" disabled={isBusy} onClick={connectJellyfin}>
					Try the demo Jellyfin
				</button>
				{demo.plex && (
					<button type="button" class="button" disabled={isBusy} onClick={onPlex}>
						Try the demo Plex
					</button>
				)}
			</div>
			{failure && <ConnectProblem failure={failure} />}
		</section>
	);
}
