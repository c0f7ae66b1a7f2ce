import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Source } from "../../model/source.ts";
import { isPageOnly } from "../../servers/reachable-from.ts";
import { age, count } from "../format.ts";
import type { SyncProgress } from "../progress-of-lists.ts";
import { signInAddress, stateName, waiting } from "../sources.ts";
import { startSync, syncingSources } from "../syncing.ts";
import { world } from "../world.ts";
import { AddAddressDialog } from "./add-address-dialog.tsx";
import { CastLine } from "./cast-settings.tsx";
import { useMinutes } from "./freshness-line.tsx";
import { Icon } from "./icon.tsx";
import { RemoveDialog, SignOutDialog } from "./leave-dialogs.tsx";
import { MissingQuestions } from "./missing-question.tsx";
import { SyncBar, SyncButton } from "./sync-strip.tsx";
import { WhyAway } from "./why-away.tsx";
import "../styles/server-card.css";

/** One connected account: how it is, where it is, how much of it is here, and what can be done. */
export function ServerCard({ source, progress }: { source: Source; progress: SyncProgress | undefined }): VNode {
	const [dialog, setDialog] = useState<"address" | "sign-out" | "remove" | null>(null);
	const now = useMinutes();
	const unsent = waiting.value.filter((row) => row.sourceId === source.sourceId).length;
	const isIn = source.state === "ok" || source.state === "away";
	const isSyncing = syncingSources.value.has(source.sourceId);
	const close = () => setDialog(null);
	return (
		<li class="server-card">
			<header class="server-head">
				<span class={`server-mark is-${source.dialect}`}>
					<Icon name="server" />
				</span>
				<div>
					<h3>{source.serverName}</h3>
					<p class="card-line">
						{source.dialect === "plex" ? "Plex" : "Jellyfin"}
						{source.serverVersion && ` ${source.serverVersion}`} · {source.userName}
					</p>
				</div>
				<span class={`chip ${source.state === "ok" ? "is-ok" : source.state === "away" ? "is-away" : "is-alert"}`}>
					{stateName(source)}
				</span>
			</header>
			{progress && (isSyncing || !progress.isComplete) && isIn ? (
				<div class="server-sync">
					<SyncBar source={source} progress={progress} />
					<SyncButton source={source} />
				</div>
			) : (
				<p class="server-line">
					{progress && progress.fetchedAt > 0 ? `Read ${age(progress.fetchedAt, now)}` : "Not read yet"}
					{unsent > 0 && (
						<>
							{" · "}
							<a href="#/activity">{count(unsent, "change")} waiting</a>
						</>
					)}
					{progress && progress.skipped > 0 && ` · ${count(progress.skipped, "entry", "entries")} could not be read`}
					{progress?.error && ` · ${progress.error}`}
					{source.state === "away" && ` · went away ${age(source.stateSince, now)}`}
					{(source.state === "left" || source.state === "signed-out") && ` · signed out ${age(source.stateSince, now)}`}
				</p>
			)}
			{isIn && <CastLine sourceId={source.sourceId} />}
			{isIn && isPageOnly(source, world.place) && (
				<p class="server-line is-page-only">
					<Icon name="shield-alert" />
					<span>
						<strong>Only while the app is open.</strong> Its address has no https, so the browser lets nothing but an
						open page reach it: progress is sent when the app is open.
					</span>
				</p>
			)}
			{source.state === "away" && <WhyAway source={source} />}
			<MissingQuestions about={source.sourceId} />
			<Addresses source={source} now={now} />
			<div class="actions">
				{isIn && (
					<button
						type="button"
						class="button small"
						disabled={isSyncing}
						onClick={() => startSync(source.sourceId, true)}
					>
						<Icon name="refresh-cw" />
						Refresh
					</button>
				)}
				{isIn ? (
					<>
						<button type="button" class="button small" onClick={() => setDialog("address")}>
							<Icon name="plus" />
							Address
						</button>
						<button type="button" class="button small" onClick={() => setDialog("sign-out")}>
							<Icon name="log-out" />
							Sign out
						</button>
					</>
				) : (
					<a class="button small primary" href={signInAddress(source)}>
						Sign in
					</a>
				)}
				<button type="button" class="button small quiet danger" onClick={() => setDialog("remove")}>
					<Icon name="trash-2" />
					Remove
				</button>
			</div>
			{dialog === "address" && <AddAddressDialog source={source} onClose={close} />}
			{dialog === "sign-out" && <SignOutDialog source={source} onClose={close} />}
			{dialog === "remove" && <RemoveDialog source={source} onClose={close} />}
		</li>
	);
}

function Addresses({ source, now }: { source: Source; now: number }): VNode {
	return (
		<ul class="addresses" aria-label={`Addresses of ${source.serverName}`}>
			{source.addresses.map((address) => (
				<li key={address.url}>
					<code>{address.url}</code>
					<span class="card-line">
						{[
							address.isRelay ? "relay" : address.isLocal ? "at home" : "",
							address.isOthers
								? "another server answers"
								: address.failedAt
									? `no answer ${age(address.failedAt, now)}`
									: address.reachedAt
										? `reached ${age(address.reachedAt, now)}`
										: "not tried yet",
						]
							.filter(Boolean)
							.join(" · ")}
					</span>
				</li>
			))}
		</ul>
	);
}
