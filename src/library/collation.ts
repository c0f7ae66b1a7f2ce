/** How titles are ordered: by letters, without regard to case and accents. */
export const titleCollator = new Intl.Collator(undefined, { sensitivity: "base" });

/** Letters that are no accented form of another, as people without the keyboard for them write them. */
const SPELLINGS: Readonly<Record<string, string>> = {
	æ: "ae",
	ø: "o",
	œ: "oe",
	ß: "ss",
	ł: "l",
	đ: "d",
	ð: "d",
	þ: "th",
};

/** Lower case without accents and in plain Latin letters where there are such, for letters of an A–Z list and for search. Pure. */
export function fold(text: string): string {
	return text
		.normalize("NFKD")
		.replace(/\p{M}/gu, "")
		.toLowerCase()
		.replace(/[æøœßłđðþ]/g, (letter) => SPELLINGS[letter] ?? letter);
}
