import type { VNode } from "preact";
import { useRef } from "preact/hooks";
import type { OutboxRow } from "../../model/change.ts";
import { count } from "../format.ts";
import { goOn, pause } from "../pause-sending.ts";
import { isDraining } from "../sending.ts";
import { useSetting } from "../use-setting.ts";
import { useMinutes } from "./freshness-line.tsx";
import { Icon } from "./icon.tsx";
import "../styles/sending-bar.css";

/** How far a drain of many rows is, wherever it runs, and the way to have it wait. Nothing while there is nothing to tell. */
export function SendingBar({ rows }: { rows: readonly OutboxRow[] }): VNode | null {
	const [isPaused] = useSetting("sending.paused");
	const now = useMinutes();
	const most = useRef(0);
	const left = rows.filter(({ status }) => status === "waiting").length;
	const isSending = isDraining.value || rows.some(({ lease }) => lease !== undefined && lease.until > now);
	most.current = isSending ? Math.max(most.current, left) : 0;
	const total = most.current;
	if (isPaused && left > 0) {
		return (
			<div class="sending-bar" role="status">
				<Icon name="clock" />
				<p>
					<strong>Sending is paused.</strong> {count(left, "change")} {left === 1 ? "waits" : "wait"} until you go on.
				</p>
				<button type="button" class="button small" onClick={goOn}>
					Go on
				</button>
			</div>
		);
	}
	if (!isSending || total < 2) return null;
	const done = total - left;
	return (
		<div class="sending-bar">
			<Icon name="cloud-upload" />
			<div>
				<p>
					Sent {done.toLocaleString()} of {total.toLocaleString()}
				</p>
				<progress max={total} value={done} aria-label="Sending" />
			</div>
			<button type="button" class="button small" onClick={pause}>
				Pause
			</button>
		</div>
	);
}
