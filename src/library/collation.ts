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
	ħ: "h",
	ı: "i",
	ς: "σ",
};

const PLAIN_LATIN = /^[\x20-\x7e]*$/;
/** Marks over and under letters. Those of India are vowels, without which a word is another. */
const ACCENTS = /(?![\u0900-\u0dff])\p{M}/gu;
const KATAKANA_TO_HIRAGANA = -0x60;

/**
 * Lower case without accents and in plain Latin letters where there are such, for letters of an A–Z list and for search. Both kinds of
 * kana become one. Pure.
 */
export function fold(text: string): string {
	if (PLAIN_LATIN.test(text)) return text.toLowerCase();
	return text
		.normalize("NFKD")
		.replace(ACCENTS, "")
		.toLowerCase()
		.replace(/[æøœßłđðþħıς]/g, (letter) => SPELLINGS[letter] ?? letter)
		.replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + KATAKANA_TO_HIRAGANA));
}
