import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { readSetting } from "../../db/settings.ts";
import type { OutboxRow } from "../../model/change.ts";
import { continuationsOf } from "../../progress/continuation.ts";
import { previews } from "../../progress/preview.ts";
import { contentIsShown } from "../first-paint.ts";
import { count } from "../format.ts";
import { useLatest, useLive } from "../live.ts";
import { usePageTitle } from "../page-title.ts";
import { ConflictCard } from "../parts/conflict-card.tsx";
import { ContinuationCard } from "../parts/continuation-card.tsx";
import { Findings } from "../parts/findings.tsx";
import { Icon } from "../parts/icon.tsx";
import { Journal } from "../parts/journal.tsx";
import { Notice } from "../parts/notice.tsx";
import { PolicySettings } from "../parts/policy-settings.tsx";
import { Problem } from "../parts/problem.tsx";
import { ProgressFile } from "../parts/progress-file.tsx";
import { SendingBar } from "../parts/sending-bar.tsx";
import { TitlesSection } from "../parts/titles-section.tsx";
import { WaitingCard } from "../parts/waiting-card.tsx";
import { WaitingNotes } from "../parts/waiting-notes.tsx";
import { goOn } from "../pause-sending.ts";
import { onRefresh } from "../refresh-key.ts";
import { drainNow, isDraining } from "../sending.ts";
import { sources } from "../sources.ts";
import "../styles/activity.css";
import { say } from "../toasts.ts";
import { useOnline } from "../use-online.ts";
import { actsOf } from "../waiting-acts.ts";
import { world } from "../world.ts";

const STEP = 30;

/** What waits to reach the servers and why, what needs a decision, and what happened. Each of it can be sent, dropped or taken back. */
export function ActivityPage(): VNode {
	usePageTitle("Activity");
	useEffect(() => {
		contentIsShown();
		return onRefresh(() => sendAll().catch(() => undefined));
	}, []);
	const live = useLive(readWaiting, []);
	const all = live.kind === "ready" ? live.value : [];
	const conflicts = all.filter((row) => row.status === "conflict");
	const rows = all.filter((row) => row.status !== "conflict");
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
			<SendingBar rows={rows} />
			{continuationsOf(sources.value ?? []).map((continuation) => (
				<ContinuationCard key={continuation.from.sourceId} continuation={continuation} rows={all} />
			))}
			{live.kind === "failed" && (
				<Problem title="What waits could not be read" whatToDo="Load the app again; nothing that waits is lost." />
			)}
			{conflicts.length > 0 && <Conflicts rows={conflicts} />}
			{live.kind === "ready" && all.length === 0 && (
				<Notice icon="circle-check" title="Everything is with your servers" isSmall>
					<p>What you watch without a connection waits here until its server has it.</p>
				</Notice>
			)}
			{rows.length > 0 && <Waiting rows={rows} />}
			<Findings />
			<Journal />
			<TitlesSection />
			<PolicySettings />
			<ProgressFile />
		</div>
	);
}

async function readWaiting(): Promise<readonly OutboxRow[]> {
	return (await world.db.outbox.toArray()).sort((a, b) => a.createdAt - b.createdAt);
}

function Conflicts({ rows }: { rows: readonly OutboxRow[] }): VNode {
	const [limit, setLimit] = useState(STEP);
	return (
		<section aria-labelledby="conflicts">
			<h2 id="conflicts">For you to decide</h2>
			<ul class="activity-list">
				{rows.slice(0, limit).map((row) => (
					<ConflictCard key={row.itemId} row={row} />
				))}
			</ul>
			{rows.length > limit && <More onMore={() => setLimit(limit + STEP)} />}
		</section>
	);
}

function Waiting({ rows }: { rows: readonly OutboxRow[] }): VNode {
	const [limit, setLimit] = useState(STEP);
	const isOnline = useOnline();
	const acts = actsOf(rows);
	const shown = acts.slice(0, limit);
	const shownRows = shown.flatMap((act) => act.rows);
	const of = shownRows.map(({ itemId, revision }) => `${itemId} ${revision}`).join();
	const told = useLatest(() => previews(world, shownRows), [of]);
	const isPaused = useLatest(() => readSetting(world.db, "sending.paused"), []) ?? false;
	const isHeld = isPaused || !isOnline;
	return (
		<section aria-labelledby="waiting">
			<h2 id="waiting">{count(rows.length, "change")} waiting</h2>
			<WaitingNotes rows={rows} isOnline={isOnline} />
			<ul class="activity-list">
				{shown.map((act) => (
					<WaitingCard key={act.key} act={act} previews={told ?? new Map()} isHeld={isHeld} />
				))}
			</ul>
			{acts.length > limit && <More onMore={() => setLimit(limit + STEP)} />}
		</section>
	);
}

function More({ onMore }: { onMore: () => void }): VNode {
	return (
		<button type="button" class="button activity-more" onClick={onMore}>
			Show more
		</button>
	);
}

async function sendAll(): Promise<void> {
	if (await readSetting(world.db, "sending.paused")) await goOn();
	const result = await drainNow({ force: true });
	if (!result) return;
	if (result.heldElsewhere) say("Another tab is sending already");
	else if (result.kept === 0) say("Everything was sent");
	else if (result.retryable > 0) say(`${count(result.retryable, "change")} could not be sent yet`);
	else if ((await world.db.outbox.toArray()).some(({ status }) => status === "conflict"))
		say("One of them is for you to decide");
	else say(`${count(result.kept, "change")} still waiting`);
}
