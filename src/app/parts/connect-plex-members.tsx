import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { ConnectFailure } from "../../servers/connect/explain.ts";
import { type HomeUser, switchHomeUser } from "../../servers/connect/plex-sign-in.ts";
import { useAbort } from "../use-abort.ts";
import { world } from "../world.ts";
import { ConnectProblem } from "./connect-problem.tsx";

/** Who of the household this is; asks for their PIN where they have one. Watch progress belongs to the one chosen. */
export function PlexMembers(props: {
	accountUrl: string;
	token: string;
	members: readonly HomeUser[];
	onChosen: (token: string) => void;
}): VNode {
	const [asked, setAsked] = useState<HomeUser | null>(null);
	const [pin, setPin] = useState("");
	const [isBusy, setBusy] = useState(false);
	const [failure, setFailure] = useState<ConnectFailure | null>(null);
	const begin = useAbort();

	const change = async (member: HomeUser, withPin: string | null) => {
		const signal = begin();
		setBusy(true);
		setFailure(null);
		const token = await switchHomeUser(world, props.accountUrl, props.token, member.uuid, withPin, signal);
		if (signal.aborted) return;
		setBusy(false);
		setPin("");
		if (token.kind === "ok") props.onChosen(token.value);
		else setFailure(token);
	};
	const choose = (member: HomeUser) => {
		setFailure(null);
		if (member.isProtected) setAsked(member);
		else change(member, null).catch((error: unknown) => console.error("Switching failed", error));
	};

	if (asked) {
		return (
			<form
				class="connect-form"
				onSubmit={(event) => {
					event.preventDefault();
					change(asked, pin).catch((error: unknown) => console.error("Switching failed", error));
				}}
			>
				<label class="field">
					<span>PIN of {asked.title}</span>
					<input
						class="input is-pin"
						name="pin"
						type="password"
						inputMode="numeric"
						autoComplete="off"
						required
						maxLength={4}
						value={pin}
						onInput={(event) => setPin(event.currentTarget.value)}
					/>
				</label>
				{failure && <ConnectProblem failure={failure} />}
				<div class="actions">
					<button type="submit" class="button primary" disabled={isBusy}>
						Continue
					</button>
					<button type="button" class="button" onClick={() => setAsked(null)}>
						Somebody else
					</button>
				</div>
			</form>
		);
	}
	return (
		<div class="connect-form">
			<p>Who is watching on this device?</p>
			<ul class="choices">
				{props.members.map((member) => (
					<li key={member.uuid}>
						<button type="button" class="choice" disabled={isBusy} onClick={() => choose(member)}>
							<span class="initial" aria-hidden="true">
								{member.title.slice(0, 1).toUpperCase()}
							</span>
							<span>
								<strong>{member.title}</strong>
								{member.isProtected && <small>Asks for a PIN</small>}
							</span>
						</button>
					</li>
				))}
			</ul>
			{failure && <ConnectProblem failure={failure} />}
		</div>
	);
}
