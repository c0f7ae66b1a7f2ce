import type { Item } from "../model/item.ts";

/** Which copy of a title plays: a setting. */
export type CopyChoice = "this" | "best" | "ask";

/**
 * Which copy of a title plays when its page's button is pressed. `answers`: whether the copy's server is there. Pure.
 *
 * | the person wants | gives |
 * |---|---|
 * | `this` | the copy on screen if its server answers, else the best of those whose server does, else the one on screen |
 * | `best` | the copy with the most lines of those whose server answers, of equal ones the one on screen |
 * | `ask` | "ask" where several answer, else as `this` |
 */
export function chooseCopy(
	shown: Item,
	others: readonly Item[],
	answers: (item: Item) => boolean,
	choice: CopyChoice,
): Item | "ask" {
	const there = [shown, ...others].filter(answers);
	if (choice === "ask" && there.length > 1) return "ask";
	if (choice !== "best" && there.includes(shown)) return shown;
	const [first = shown, ...rest] = there;
	return rest.reduce((best, copy) => ((copy.resolution ?? 0) > (best.resolution ?? 0) ? copy : best), first);
}
