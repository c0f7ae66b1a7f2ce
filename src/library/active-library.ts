import type { Library } from "../model/item.ts";

/** Libraries opened within this time refresh by themselves. DESIGN.md §3. */
const ACTIVE_MS = 24 * 3_600_000;

/** Whether a person had a library on screen within the last day. `now` device epoch ms. */
export function isActive({ openedAt }: Pick<Library, "openedAt">, now: number): boolean {
	return openedAt !== undefined && now - openedAt <= ACTIVE_MS;
}
