import type { VNode } from "preact";
import type { OutboxRow } from "../../model/change.ts";
import { count } from "../format.ts";
import { signInAddress, sources } from "../sources.ts";
import { Icon } from "./icon.tsx";
import "../styles/sending-bar.css";

/** What keeps all that waits from going, or all of one server's; said once, with what to do. Nothing when nothing does. */
export function WaitingNotes({ rows, isOnline }: { rows: readonly OutboxRow[]; isOnline: boolean }): VNode {
	return (
		<>
			{(sources.value ?? []).map((source) => {
				const { sourceId, serverName, state } = source;
				const number = rows.filter((row) => row.sourceId === sourceId).length;
				if (number === 0 || (state !== "signed-out" && state !== "left")) return null;
				return (
					<div class="sending-bar is-alert" key={sourceId} role="status">
						<Icon name="circle-alert" />
						<p>
							<strong>
								{state === "left" ? `You signed out of ${serverName}.` : `${serverName} asks you to sign in again.`}
							</strong>{" "}
							{count(number, "change")} {number === 1 ? "waits" : "wait"} for that, and {number === 1 ? "is" : "are"}{" "}
							kept.
						</p>
						<a class="button small" href={signInAddress(source)}>
							Sign in
						</a>
					</div>
				);
			})}
			{!isOnline && (
				<div class="sending-bar" role="status">
					<Icon name="cloud-off" />
					<p>
						<strong>This device is offline.</strong> What waits goes as soon as there is a network.
					</p>
				</div>
			)}
		</>
	);
}
