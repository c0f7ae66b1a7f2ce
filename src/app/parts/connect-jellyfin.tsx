import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { ConnectFailure } from "../../servers/connect/explain.ts";
import { signInJellyfin } from "../../servers/connect/jellyfin-sign-in.ts";
import { type FoundJellyfin, probeJellyfin } from "../../servers/connect/probe-jellyfin.ts";
import { afterConnecting } from "../connected.ts";
import { lazyPage } from "../lazy-page.tsx";
import { useAbort } from "../use-abort.ts";
import { world } from "../world.ts";
import { ConnectProblem } from "./connect-problem.tsx";
import { Icon } from "./icon.tsx";

const QuickConnect = lazyPage(async () => (await import("./connect-quick.tsx")).QuickConnect);

/** Connects a Jellyfin server: its address, then name and password or a Quick Connect code. `typed` prefills the address. */
export function ConnectJellyfin({ typed = "" }: { typed?: string }): VNode {
	const [found, setFound] = useState<FoundJellyfin | null>(null);
	return found ? (
		<SignIn found={found} onBack={() => setFound(null)} />
	) : (
		<FindServer typed={typed} onFound={setFound} />
	);
}

function FindServer({ typed, onFound }: { typed: string; onFound: (found: FoundJellyfin) => void }): VNode {
	const [address, setAddress] = useState(typed);
	const [isBusy, setBusy] = useState(false);
	const [failure, setFailure] = useState<ConnectFailure | null>(null);
	const begin = useAbort();
	const find = async (event: Event) => {
		event.preventDefault();
		const signal = begin();
		setBusy(true);
		setFailure(null);
		const result = await probeJellyfin(world, address, signal, permissions());
		if (signal.aborted) return;
		setBusy(false);
		if (result.kind === "found") onFound(result);
		else setFailure(result);
	};
	return (
		<form class="connect-form" onSubmit={find}>
			<label class="field">
				<span>Server address</span>
				<input
					class="input"
					name="address"
					required
					autoCapitalize="none"
					autoComplete="url"
					spellcheck={false}
					placeholder="192.168.1.20:8096 or media.example.com"
					value={address}
					onInput={(event) => setAddress(event.currentTarget.value)}
				/>
			</label>
			{failure && <ConnectProblem failure={failure} />}
			<button type="submit" class="button primary large" disabled={isBusy}>
				{isBusy ? "Looking for the server…" : "Find server"}
			</button>
		</form>
	);
}

function SignIn({ found, onBack }: { found: FoundJellyfin; onBack: () => void }): VNode {
	const [userName, setUserName] = useState("");
	const [password, setPassword] = useState("");
	const [isBusy, setBusy] = useState(false);
	const [isQuick, setQuick] = useState(false);
	const [failure, setFailure] = useState<ConnectFailure | null>(null);
	const begin = useAbort();
	const signIn = async (event: Event) => {
		event.preventDefault();
		const signal = begin();
		setBusy(true);
		setFailure(null);
		const result = await signInJellyfin(world, found, { userName, password }, signal);
		if (signal.aborted) return;
		setBusy(false);
		if (result.kind === "signed-in") afterConnecting([result.sourceId], found.name);
		else setFailure(result);
	};
	return (
		<div class="connect-form">
			<p class="found">
				<Icon name="circle-check" />
				<span>
					<strong>{found.name}</strong> · Jellyfin {found.version}
					<br />
					<small>{found.address}</small>
				</span>
				<button type="button" class="button quiet small" onClick={onBack}>
					Change
				</button>
			</p>
			{isQuick ? (
				<QuickConnect found={found} onBack={() => setQuick(false)} />
			) : (
				<form class="connect-form" onSubmit={signIn}>
					<label class="field">
						<span>Name</span>
						<input
							class="input"
							name="username"
							required
							autoCapitalize="none"
							autoComplete="username"
							spellcheck={false}
							value={userName}
							onInput={(event) => setUserName(event.currentTarget.value)}
						/>
					</label>
					<label class="field">
						<span>Password</span>
						<input
							class="input"
							name="password"
							type="password"
							autoComplete="current-password"
							value={password}
							onInput={(event) => setPassword(event.currentTarget.value)}
						/>
					</label>
					{failure && <ConnectProblem failure={failure} />}
					<div class="actions">
						<button type="submit" class="button primary" disabled={isBusy}>
							{isBusy ? "Signing in…" : "Sign in"}
						</button>
						<button type="button" class="button" onClick={() => setQuick(true)}>
							Use Quick Connect
						</button>
					</div>
				</form>
			)}
		</div>
	);
}

/** Names of permissions differ between browsers, so they are plain strings here; an unknown one rejects, which the asker expects. */
function permissions() {
	return {
		query: ({ name }: { readonly name: string }) => navigator.permissions.query({ name: name as PermissionName }),
	};
}
