import { fold } from "./collation.ts";

/** A text as it is searched, in its own order. Words are folded and hold letters and digits only. */
export interface TextWords {
	readonly words: readonly string[];
	/** Places in `words` that go on the run of letters before them, in a script without spaces between its words. */
	readonly glued: ReadonlySet<number>;
	/** Other ways to write some of them: `spiderman` for Spider-Man, `fw` for F. W., `arc` for d'Arc. */
	readonly spellings: readonly string[];
}

/** Scripts written without spaces are searched letter by letter. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’ʼ][\p{L}\p{M}\p{N}]+)*/gu;
/** `l'`, `d'`, `o'`: people leave it out. */
const ELIDED = /^\p{L}{1,2}['’ʼ](?=[\p{L}\p{M}\p{N}]{3})/u;
const SEVERAL_LETTERS = 2;
/** Longer ones are cut: nobody types so much of one word. */
const LONGEST_WORD = 40;

/**
 * Takes a text apart for searching. Pure.
 *
 * | text | words | other spellings |
 * |---|---|---|
 * | Don’t Look-Now! | dont look now | looknow |
 * | F. W. Murnau | f w murnau | fw |
 * | L'Âge d'or | lage dor | age |
 * | Tom & Jerry | tom and jerry | |
 * | 8½ | 8 1 2 | |
 * | 東京物語 | 東 京 物 語, three of them glued | |
 * | 서울 | each letter of its syllables as it is typed | |
 */
export function textWords(text: string): TextWords {
	const words: string[] = [];
	const glued = new Set<number>();
	const spellings: string[] = [];
	let initials = "";
	const endInitials = () => {
		if (initials.length >= SEVERAL_LETTERS) spellings.push(initials);
		initials = "";
	};
	for (const chunk of folded(text).split(/\s+/)) {
		const found = chunk.match(WORD) ?? [];
		for (const written of found) {
			if (ELIDED.test(written)) spellings.push(cut(written.replace(ELIDED, "").replace(/['’ʼ]/g, "")));
			const word = cut(written.replace(/['’ʼ]/g, ""));
			if (UNSPACED.test(word)) {
				for (const [at, letter] of [...word].entries()) {
					if (at > 0) glued.add(words.length);
					words.push(letter);
				}
				endInitials();
				continue;
			}
			words.push(word);
			if (word.length === 1) initials += word;
			else endInitials();
		}
		if (found.length > 1 && !found.every((word) => word.length === 1) && !UNSPACED.test(chunk)) {
			spellings.push(cut(found.join("").replace(/['’ʼ]/g, "")));
		}
	}
	endInitials();
	return { words, glued, spellings };
}

function cut(word: string): string {
	return word.slice(0, LONGEST_WORD);
}

function folded(text: string): string {
	const spaced = text.replace(/(\d)([¼-¾⅐-⅞])/g, "$1 $2").replaceAll("&", " and ");
	return fold(spaced).replace(/[\u1100-\u11ff]/g, (letter) => AS_TYPED[letter] ?? letter);
}

/**
 * Korean letters as keyboards give them one by one, so that a syllable that is not finished yet begins the finished ones: those that end
 * a syllable as those that begin one, joined vowels and consonants apart.
 */
const AS_TYPED: Readonly<Record<string, string>> = Object.fromEntries([
	..."ᄀ ᄁ ᄀᄉ ᄂ ᄂᄌ ᄂᄒ ᄃ ᄅ ᄅᄀ ᄅᄆ ᄅᄇ ᄅᄉ ᄅᄐ ᄅᄑ ᄅᄒ ᄆ ᄇ ᄇᄉ ᄉ ᄊ ᄋ ᄌ ᄎ ᄏ ᄐ ᄑ ᄒ"
		.split(" ")
		.map((typed, at) => [String.fromCharCode(0x11a8 + at), typed]),
	["\u116a", "\u1169\u1161"],
	["\u116b", "\u1169\u1162"],
	["\u116c", "\u1169\u1175"],
	["\u116f", "\u116e\u1165"],
	["\u1170", "\u116e\u1166"],
	["\u1171", "\u116e\u1175"],
	["\u1174", "\u1173\u1175"],
]);

const ARTICLES: ReadonlySet<string> = new Set(
	(
		"a an the der die das den dem ein eine le la les un une el los las il lo gli i uno una o os as um uma " +
		"de het een en ett et den det"
	).split(" "),
);

/** True for words that begin a title without saying much of it, in the languages that have many titles. Pure. */
export function isArticle(word: string): boolean {
	return ARTICLES.has(word);
}
