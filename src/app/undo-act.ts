import { attempt } from "./attempt.ts";
import { count } from "./format.ts";
import { say } from "./toasts.ts";
import { world } from "./world.ts";

/** Takes back an entry of the journal with all that was done together with it, says so, and then does `after`. */
export function undo(id: number, after: () => void): Promise<void> {
	return takeBack(async () => (await import("../progress/undo.ts")).undoEntry(world, id), after);
}

/** Takes back all that was done together under a name, be it sent or not, says so, and then does `after`. */
export function undoTogether(group: string, after: () => void): Promise<void> {
	return takeBack(async () => (await import("../progress/undo.ts")).undoGroup(world, group), after);
}

async function takeBack(undoing: () => Promise<number>, after: () => void): Promise<void> {
	let changed = 0;
	const work = async () => {
		changed = await undoing();
	};
	if (!(await attempt(work, "This could not be undone. Try again."))) return;
	say(changed === 0 ? "There was nothing left to undo" : `${count(changed, "title")} put back`);
	after();
}
