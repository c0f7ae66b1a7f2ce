import type { VNode } from "preact";
import type { OutboxRow } from "../../model/change.ts";
import type { Source } from "../../model/source.ts";
import type { Continuation } from "../../progress/continuation.ts";
import { attempt } from "../attempt.ts";
import { count } from "../format.ts";
import { announceChange } from "../sending.ts";
import { signInAddress } from "../sources.ts";
import { say } from "../toasts.ts";
import { world } from "../world.ts";
import { Icon } from "./icon.tsx";

/** A server that seems to have been set up anew: what waits for it may follow its titles there, if the person says so. */
export function ContinuationCard(props: { continuation: Continuation; rows: readonly OutboxRow[] }): VNode | null {
	const { from, to } = props.continuation;
	const number = props.rows.filter(({ sourceId }) => sourceId === from.sourceId).length;
	if (number === 0) return null;
	return (
		<section class="continuation" aria-label={`${from.serverName} was set up anew?`}>
			<Icon name="server" />
			<div>
				<p>
					<strong>Was {from.serverName} set up anew?</strong>{" "}
					{to
						? `${to.serverName} answers in its place. ${count(number, "change")} can follow to the same titles there.`
						: `Another server answers in its place. Sign in to it, and ${count(number, "change")} can follow to the same titles there.`}
				</p>
				{to && (
					<p class="continuation-note">
						A title is the same when it has the same catalogue number. What has no such title there stays here, in
						sight.
					</p>
				)}
			</div>
			{to ? (
				<button type="button" class="button small primary" onClick={() => follow(from, to)}>
					Let them follow
				</button>
			) : (
				<a class="button small" href={signInAddress(from)}>
					Sign in
				</a>
			)}
		</section>
	);
}

async function follow(from: Source, to: Source): Promise<void> {
	let moved = 0;
	const following = async () => {
		const { continueAt } = await import("../../progress/continuation.ts");
		moved = await continueAt(world, from.sourceId, to.sourceId);
	};
	if (!(await attempt(following, "They could not follow. Try again."))) return;
	say(
		moved > 0
			? `${count(moved, "change")} followed to ${to.serverName}`
			: `They follow once ${to.serverName} has been read`,
	);
	announceChange();
}
