import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { contentIsShown } from "../first-paint.ts";
import { count } from "../format.ts";
import { usePageTitle } from "../page-title.ts";
import { ConflictCard } from "../parts/conflict-card.tsx";
import { Icon } from "../parts/icon.tsx";
import { Journal } from "../parts/journal.tsx";
import { Notice } from "../parts/notice.tsx";
import { WaitingCard } from "../parts/waiting-card.tsx";
import { onRefresh } from "../refresh-key.ts";
import { drainNow, isDraining } from "../sending.ts";
import { waiting } from "../sources.ts";
import "../styles/activity.css";
import { say } from "../toasts.ts";

/** What waits to reach the servers and why, what needs a decision, and what happened. Each of it can be sent, dropped or taken back. */
export function ActivityPage(): VNode {
	usePageTitle("Activity");
	useEffect(() => {
		contentIsShown();
		return onRefresh(() => sendAll().catch(() => undefined));
	}, []);
	const conflicts = waiting.value.filter((row) => row.status === "conflict");
	const rows = waiting.value.filter((row) => row.status !== "conflict");
	return (
		<div class="page is-narrow activity">
			<header class="activity-head">
				<h1 class="page-title">Activity</h1>
				{rows.length > 0 && (
					<button type="button" class="button primary" disabled={isDraining.value} onClick={() => sendAll()}>
						<Icon name="cloud-upload" />
						{isDraining.value ? "Sending…" : "Send now"}
					</button>
				)}
			</header>
			{conflicts.length > 0 && (
				<section aria-labelledby="conflicts">
					<h2 id="conflicts">For you to decide</h2>
					<ul class="activity-list">
						{conflicts.map((row) => (
							<ConflictCard key={row.itemId} row={row} />
						))}
					</ul>
				</section>
			)}
			{waiting.value.length === 0 && (
				<Notice icon="circle-check" title="Everything is with your servers" isSmall>
					<p>What you watch without a connection waits here until its server has it.</p>
				</Notice>
			)}
			{rows.length > 0 && (
				<section aria-labelledby="waiting">
					<h2 id="waiting">{count(rows.length, "change")} waiting</h2>
					<ul class="activity-list">
						{rows.map((row) => (
							<WaitingCard key={row.itemId} row={row} />
						))}
					</ul>
				</section>
			)}
			<Journal />
		</div>
	);
}

async function sendAll(): Promise<void> {
	const result = await drainNow({ force: true });
	if (!result) return;
	if (result.heldElsewhere) say("Another tab is sending already");
	else if (result.kept === 0) say("Everything was sent");
	else if (result.retryable > 0) say(`${count(result.retryable, "change")} could not be sent yet`);
	else if (waiting.value.some((row) => row.status === "conflict")) say("One of them is for you to decide");
	else say(`${count(result.kept, "change")} still waiting`);
}
