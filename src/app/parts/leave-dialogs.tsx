import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Source } from "../../model/source.ts";
import { count } from "../format.ts";
import { forgetFirstFrames } from "../keep-first-frame.ts";
import { saveJson } from "../save-file.ts";
import { forgetFocus } from "../scroll-memory.ts";
import { drainNow } from "../sending.ts";
import { waiting } from "../sources.ts";
import { stopSync } from "../syncing.ts";
import { say } from "../toasts.ts";
import { useSetting } from "../use-setting.ts";
import { world } from "../world.ts";
import { Dialog } from "./dialog.tsx";
import { Problem } from "./problem.tsx";

interface LeaveProps {
	readonly source: Source;
	readonly onClose: () => void;
}

/** Signs out: what waits is sent first if that is possible, the library stays on this device. DESIGN.md §4 *Leaving*. */
export function SignOutDialog({ source, onClose }: LeaveProps): VNode {
	const [isBusy, setBusy] = useState(false);
	const [hasFailed, setFailed] = useState(false);
	const [isHidden] = useSetting("hideSignedOut");
	const leave = async () => {
		setBusy(true);
		try {
			stopSync(source.sourceId);
			await drainNow({ force: true, evenPaused: true, sourceIds: [source.sourceId] });
			const { signOut } = await import("../../servers/sign-out.ts");
			const { waiting: left } = await signOut(world, source.sourceId, new AbortController().signal);
			say(
				left > 0
					? `Signed out. ${count(left, "change")} ${left === 1 ? "waits" : "wait"} until you sign in again.`
					: `Signed out of ${source.serverName}`,
			);
			onClose();
		} catch (error) {
			console.error("Signing out failed", error);
			setBusy(false);
			setFailed(true);
		}
	};
	return (
		<Dialog title={`Sign out of ${source.serverName}?`} onClose={onClose}>
			<p>
				Its library stays on this device {isHidden ? "but is hidden" : "and can be browsed"}. Nothing is sent or
				refreshed until you sign in again.
			</p>
			<Unsent source={source} then="They are sent now if the server answers, and kept if not." />
			{hasFailed && <Problem title="Signing out did not work" whatToDo="Nothing was changed. Try again." />}
			<div class="actions">
				<button type="button" class="button" disabled={isBusy} onClick={onClose}>
					Stay
				</button>
				<button type="button" class="button primary" disabled={isBusy} onClick={leave}>
					{isBusy ? "Signing out…" : "Sign out"}
				</button>
			</div>
		</Dialog>
	);
}

/** Removes every trace of a server from this device, and says so plainly when changes would be lost. */
export function RemoveDialog({ source, onClose }: LeaveProps): VNode {
	const [isBusy, setBusy] = useState(false);
	const [hasFailed, setFailed] = useState(false);
	const remove = async () => {
		setBusy(true);
		try {
			stopSync(source.sourceId);
			await drainNow({ force: true, evenPaused: true, sourceIds: [source.sourceId] });
			const { removeSource, signOut } = await import("../../servers/sign-out.ts");
			if (source.state !== "left") await signOut(world, source.sourceId, new AbortController().signal);
			await removeSource(world, source.sourceId);
			forgetFocus(source.sourceId);
			forgetFirstFrames();
			say(`${source.serverName} is gone from this device`);
		} catch (error) {
			console.error("Removing failed", error);
			setBusy(false);
			setFailed(true);
		}
	};
	return (
		<Dialog title={`Remove ${source.serverName} from this device?`} onClose={onClose}>
			<p>Its library, pictures, people and history here are deleted. The server itself keeps everything.</p>
			<Unsent
				source={source}
				then="They are sent now if the server answers. What cannot be sent is lost, unless you save a copy first."
			/>
			<SaveCopy source={source} />
			{hasFailed && (
				<Problem title="Not everything could be removed" whatToDo="Try again; it goes on where it stopped." />
			)}
			<div class="actions">
				<button type="button" class="button" disabled={isBusy} onClick={onClose}>
					Keep it
				</button>
				<button type="button" class="button danger" disabled={isBusy} onClick={remove}>
					{isBusy ? "Removing…" : "Remove"}
				</button>
			</div>
		</Dialog>
	);
}

function Unsent({ source, then }: { source: Source; then: string }): VNode | null {
	const unsent = waiting.value.filter((row) => row.sourceId === source.sourceId).length;
	if (unsent === 0) return null;
	return <Problem title={`${count(unsent, "change")} not sent yet`} whatToDo={then} />;
}

/** What only this device knows of the server, as a file: offered before it is deleted. DESIGN.md §4 *Leaving*. */
function SaveCopy({ source }: { source: Source }): VNode | null {
	if (!waiting.value.some((row) => row.sourceId === source.sourceId)) return null;
	const save = async () => {
		const { readExport } = await import("../../progress/export.ts");
		const copy = await readExport(world.db, world.now(), source.sourceId);
		if (copy) saveJson(`stowaway-${source.serverName.replace(/[^\p{L}\p{N}]+/gu, "-")}.json`, copy);
	};
	return (
		<button
			type="button"
			class="button"
			onClick={() => save().catch(() => say("The copy could not be made. Try again."))}
		>
			Save a copy of what waits
		</button>
	);
}
