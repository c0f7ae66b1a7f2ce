import type { OutboxRow } from "../model/change.ts";

/** Who can put a number on the app's icon: `navigator` of a page or a worker, in browsers that can. */
export interface IconBearer {
	setAppBadge?(contents?: number): Promise<void>;
	clearAppBadge?(): Promise<void>;
}

/** True for a row that the person has to see to: a conflict, a title that is gone or closed to them, a refusal. */
export function needsPerson({ status }: Pick<OutboxRow, "status">): boolean {
	return status !== "waiting";
}

/**
 * Puts the number of rows that wait for the person on the icon of the installed app, and takes it away when there are none. What sends
 * itself is not counted. Does nothing where an icon bears no number, or the app is not installed.
 */
export function showBadge(bearer: IconBearer, rows: readonly Pick<OutboxRow, "status">[]): void {
	const number = rows.filter(needsPerson).length;
	const shown = number > 0 ? bearer.setAppBadge?.(number) : bearer.clearAppBadge?.();
	shown?.catch(() => undefined); // Not allowed here: the count in the navigation says the same.
}
