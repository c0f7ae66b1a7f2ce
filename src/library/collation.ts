/** How titles are ordered: by letters, without regard to case and accents. */
export const titleCollator = new Intl.Collator(undefined, { sensitivity: "base" });

/** Lower case without accents, for letters of an A–Z list and for search. Letters that are no accent stay (`ø`, `ж`, `日`). */
export function fold(text: string): string {
	return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
