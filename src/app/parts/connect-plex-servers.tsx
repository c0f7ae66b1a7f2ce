import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { SourceId } from "../../model/ids.ts";
import type { ConnectFailure } from "../../servers/connect/explain.ts";
import { connectPlexServer, listPlexServers, type PlexServerChoice } from "../../servers/connect/plex-sign-in.ts";
import { afterConnecting, beginKeeping } from "../connected.ts";
import { useAbort } from "../use-abort.ts";
import { world } from "../world.ts";
import { ConnectProblem } from "./connect-problem.tsx";

/** Which of the account's servers to keep on this device. A single one is connected without asking. */
export function PlexServers({ accountUrl, token }: { accountUrl: string; token: string }): VNode {
	const [choices, setChoices] = useState<readonly PlexServerChoice[] | null>(null);
	const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
	const [isBusy, setBusy] = useState(true);
	const [failures, setFailures] = useState<readonly { readonly name: string; readonly failure: ConnectFailure }[]>([]);
	const begin = useAbort();

	const list = async () => {
		const signal = begin();
		setBusy(true);
		setFailures([]);
		const answer = await listPlexServers(world, accountUrl, token, signal);
		if (signal.aborted) return;
		setBusy(false);
		if (answer.kind !== "ok") {
			setFailures([{ name: "", failure: answer }]);
			return;
		}
		setChoices(answer.value);
		const [only, ...more] = answer.value;
		const wanted = more.length === 0 ? answer.value : answer.value.filter(({ owned }) => owned);
		setChosen(new Set(wanted.map(({ serverId }) => serverId)));
		if (only && more.length === 0) await connect([only]);
	};

	const connect = async (wanted: readonly PlexServerChoice[]) => {
		const signal = begin();
		setBusy(true);
		setFailures([]);
		const results = await Promise.all(
			wanted.map(async (choice) => ({
				choice,
				result: await connectPlexServer(world, accountUrl, token, choice, signal, navigator.permissions),
			})),
		);
		if (signal.aborted) return;
		setBusy(false);
		const connected: SourceId[] = [];
		const failed: { name: string; failure: ConnectFailure }[] = [];
		for (const { choice, result } of results) {
			if (result.kind === "ok") connected.push(result.value);
			else failed.push({ name: choice.name, failure: result });
		}
		setFailures(failed);
		if (connected.length > 0 && failed.length === 0) {
			afterConnecting(connected, wanted.map(({ name }) => name).join(" and "));
		} else if (connected.length > 0) {
			// The page stays for those that failed; they keep nobody else waiting.
			beginKeeping(connected);
		}
	};

	useEffect(() => {
		list().catch((error: unknown) => console.error("Listing servers failed", error));
	}, []);

	const toggle = (serverId: string) => {
		const next = new Set(chosen);
		if (!next.delete(serverId)) next.add(serverId);
		setChosen(next);
	};
	return (
		<div class="connect-form">
			{choices === null && failures.length === 0 && <p class="hint">Asking for your servers…</p>}
			{choices?.length === 0 && <p>This account has no server yet. Set one up, or ask a friend to share theirs.</p>}
			{choices && choices.length > 0 && (
				<fieldset class="choices">
					<legend>Which servers should be on this device?</legend>
					{choices.map((choice) => (
						<label key={choice.serverId} class="choice">
							<input type="checkbox" checked={chosen.has(choice.serverId)} onChange={() => toggle(choice.serverId)} />
							<span>
								<strong>{choice.name}</strong>
								<small>
									Plex {choice.version.split("-")[0]}
									{choice.owned ? "" : " · shared with you"}
								</small>
							</span>
						</label>
					))}
				</fieldset>
			)}
			{failures.map(({ name, failure }) => (
				<div key={name}>
					{name && <h3>{name}</h3>}
					<ConnectProblem failure={failure} />
				</div>
			))}
			<div class="actions">
				{choices === null || choices.length === 0 ? (
					<button type="button" class="button" disabled={isBusy} onClick={list}>
						Ask again
					</button>
				) : (
					<button
						type="button"
						class="button primary large"
						disabled={isBusy || chosen.size === 0}
						onClick={() => connect(choices.filter(({ serverId }) => chosen.has(serverId)))}
					>
						{isBusy ? "Connecting…" : "Connect"}
					</button>
				)}
			</div>
		</div>
	);
}
