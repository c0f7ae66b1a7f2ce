import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ConnectFailure } from "../../servers/connect/explain.ts";
import type { HomeUser } from "../../servers/connect/plex-sign-in.ts";
import { listHomeUsers, PLEX_ACCOUNT_URL, pollPin, startPin } from "../../servers/connect/plex-sign-in.ts";
import { approveDemoPin } from "../demo.ts";
import { lazyPage } from "../lazy-page.tsx";
import { poll } from "../poll.ts";
import { useAbort } from "../use-abort.ts";
import { world } from "../world.ts";
import { PlexServers } from "./connect-plex-servers.tsx";
import { ConnectProblem } from "./connect-problem.tsx";
import { Icon } from "./icon.tsx";

const PlexMembers = lazyPage(async () => (await import("./connect-plex-members.tsx")).PlexMembers);

/** Twice that is what the account service puts up with. */
const ASK_EVERY_MS = 2000;

type Step =
	| { readonly kind: "begin" }
	| { readonly kind: "waiting"; readonly code: string; readonly authUrl: string }
	| { readonly kind: "members"; readonly token: string; readonly members: readonly HomeUser[] }
	| { readonly kind: "servers"; readonly token: string };

/** Connects Plex: sign-in in a tab of its own, the member of the household, then the servers. `demoUrl`: at the demo's stand-in for plex.tv, which needs nobody. */
export function ConnectPlex({ demoUrl }: { demoUrl?: string }): VNode {
	const accountUrl = demoUrl ?? PLEX_ACCOUNT_URL;
	const [step, setStep] = useState<Step>({ kind: "begin" });
	const [failure, setFailure] = useState<ConnectFailure | null>(null);
	const begin = useAbort();

	const signIn = async () => {
		const signal = begin();
		setFailure(null);
		// Opened before anything is awaited, or a popup blocker takes it for an advertisement.
		const tab = demoUrl ? null : window.open("about:blank", "_blank");
		const pin = await startPin(world, accountUrl, signal);
		if (signal.aborted) return;
		if (pin.kind !== "ok") {
			tab?.close();
			setFailure(pin);
			return;
		}
		const { id, code, authUrl, expiresAt } = pin.value;
		if (tab) tab.location.href = authUrl;
		setStep({ kind: "waiting", code, authUrl });
		if (demoUrl) await approveDemoPin(demoUrl, code, signal);
		const answer = await poll(
			async () => {
				const state = await pollPin(world, accountUrl, id, signal);
				if (state.kind === "unreachable" && world.now() < expiresAt) return null;
				return state.kind === "ok" && state.value.kind === "waiting" ? null : state;
			},
			ASK_EVERY_MS,
			signal,
		);
		if (answer === null) return;
		if (answer.kind === "ok" && answer.value.kind === "linked") await chooseMember(answer.value.token, signal);
		else if (answer.kind === "ok") fail({ kind: "pin-expired" });
		else fail(answer);
	};

	const chooseMember = async (token: string, signal: AbortSignal) => {
		if (demoUrl) {
			setStep({ kind: "servers", token });
			return;
		}
		const members = await listHomeUsers(world, accountUrl, token, signal);
		if (signal.aborted) return;
		if (members.kind === "ok" && members.value.length > 1) setStep({ kind: "members", token, members: members.value });
		else setStep({ kind: "servers", token });
	};

	const fail = (reason: ConnectFailure) => {
		setFailure(reason);
		setStep({ kind: "begin" });
	};

	useEffect(() => {
		if (demoUrl) signIn().catch((error: unknown) => console.error("The demo sign-in failed", error));
	}, []);

	if (step.kind === "members") {
		return (
			<PlexMembers
				accountUrl={accountUrl}
				token={step.token}
				members={step.members}
				onChosen={(token) => setStep({ kind: "servers", token })}
			/>
		);
	}
	if (step.kind === "servers") return <PlexServers accountUrl={accountUrl} token={step.token} />;
	return (
		<div class="connect-form">
			{demoUrl ? (
				<p class="hint">Signing in at the demo's stand-in for plex.tv…</p>
			) : step.kind === "begin" ? (
				<p>You sign in at Plex, in a new tab. Stowaway never sees your password.</p>
			) : (
				<>
					<p>Sign in and allow Stowaway in the tab that has opened. If the page asks for a code:</p>
					<output class="code">{step.code}</output>
					<p class="hint">Waiting for you. This page goes on by itself.</p>
				</>
			)}
			{failure && <ConnectProblem failure={failure} />}
			<div class="actions">
				{step.kind === "begin" ? (
					<button type="button" class="button primary large" onClick={signIn}>
						{failure ? "Try again" : "Sign in with Plex"}
					</button>
				) : (
					<a class="button" href={step.authUrl} target="_blank" rel="noreferrer">
						<Icon name="external-link" />
						Open the sign-in page
					</a>
				)}
			</div>
		</div>
	);
}
