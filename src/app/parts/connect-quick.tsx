import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ConnectFailure } from "../../servers/connect/explain.ts";
import { pollQuickConnect, startQuickConnect } from "../../servers/connect/jellyfin-sign-in.ts";
import type { FoundJellyfin } from "../../servers/connect/probe-jellyfin.ts";
import { afterConnecting } from "../connected.ts";
import { poll } from "../poll.ts";
import { useAbort } from "../use-abort.ts";
import { world } from "../world.ts";
import { ConnectProblem } from "./connect-problem.tsx";

const ASK_EVERY_MS = 3000;

/** Signs in to Jellyfin without a password: a code that is entered where the person is signed in already. */
export function QuickConnect({ found, onBack }: { found: FoundJellyfin; onBack: () => void }): VNode {
	const [code, setCode] = useState<string | null>(null);
	const [failure, setFailure] = useState<ConnectFailure | null>(null);
	const begin = useAbort();
	const run = async () => {
		const signal = begin();
		setCode(null);
		setFailure(null);
		const started = await startQuickConnect(world, found, signal);
		if (signal.aborted) return;
		if (started.kind !== "started") {
			setFailure(started);
			return;
		}
		setCode(started.code);
		const answer = await poll(
			async () => {
				const state = await pollQuickConnect(world, found, started.secret, signal);
				// A moment without network is no reason to throw the code away.
				return state.kind === "waiting" || state.kind === "unreachable" ? null : state;
			},
			ASK_EVERY_MS,
			signal,
		);
		if (answer === null) return;
		if (answer.kind === "signed-in") afterConnecting([answer.sourceId], found.name);
		else setFailure(answer);
	};
	useEffect(() => {
		run().catch((error: unknown) => console.error("Quick Connect failed", error));
	}, []);
	return (
		<div class="connect-form">
			{code && !failure && (
				<>
					<p>
						In a Jellyfin app where you are signed in, open <strong>Quick Connect</strong> in your user menu and enter:
					</p>
					<output class="code">{code}</output>
					<p class="hint">Waiting for you. This page goes on by itself.</p>
				</>
			)}
			{!code && !failure && <p class="hint">Getting a code…</p>}
			{failure && <ConnectProblem failure={failure} />}
			<div class="actions">
				{failure && (
					<button type="button" class="button primary" onClick={run}>
						New code
					</button>
				)}
				<button type="button" class="button" onClick={onBack}>
					Use a password
				</button>
			</div>
		</div>
	);
}
