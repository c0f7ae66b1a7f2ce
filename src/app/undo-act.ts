import { attempt } from "./attempt.ts";
import { count } from "./format.ts";
import { say } from "./toasts.ts";
import { world } from "./world.ts";

/** Takes back an entry of the journal with all that was done together with it, says so, and then does `after`. */
export async function undo(id: number, after: () => void): Promise<void> {
	let changed = 0;
	const undoing = async () => {
		const { undoEntry } = await import("../progress/undo.ts");
		changed = await undoEntry(world, id);
	};
	if (!(await attempt(undoing, "This could not be undone. Try again."))) return;
	say(changed === 0 ? "There was nothing left to undo" : `${count(changed, "title")} put back`);
	after();
}
