import { noteFull } from "./storage-room.ts";
import { say } from "./toasts.ts";

/**
 * Does what a person pressed a button for. What cannot be written is told in a sentence, and is as it was: every act on the outbox
 * is one transaction. Gives true when it was done. `failed`: the sentence for all but a full disk.
 */
export async function attempt(act: () => Promise<unknown>, failed: string): Promise<boolean> {
	try {
		await act();
		return true;
	} catch (error) {
		console.error(failed, error);
		say(noteFull(error) ? "This device has no room left, so nothing was changed. Make room and try again." : failed);
		return false;
	}
}
