/** How the server makes names comparable (`SortRemoveWords`, `SortRemoveCharacters` of its configuration). */

const letters: Readonly<Record<string, string>> = {
	æ: "ae",
	ø: "o",
	å: "a",
	ß: "ss",
	œ: "oe",
	ð: "d",
	þ: "th",
	ł: "l",
};

/** Lower case without marks, for sorting. */
export function foldText(text: string): string {
	const lower = text.toLowerCase();
	if (/^[\x20-\x7e]*$/.test(lower)) {
		return lower;
	}
	return lower
		.replace(/[æøåßœðþł]/g, (letter) => letters[letter] ?? letter)
		.normalize("NFD")
		.replace(/\p{M}/gu, "");
}

/** Sort name of a film, show or collection: without article, numbers padded to ten digits. */
export function titleSortName(title: string): string {
	const bare = foldText(title)
		.replace(/[,&\-{}']/g, "")
		.replace(/[.+%]/g, " ")
		.replace(/\s+/g, " ")
		.trim();
	return bare.replace(/^(?:the|an?) (?=.)/, "").replace(/\d+/g, (digits) => digits.padStart(10, "0"));
}

/** Sort name of an episode: `001 - 0002 - Name`; the name alone without numbers. */
export function episodeSortName(title: string, season: number | null, number: number | null): string {
	if (season === null || number === null) {
		return title;
	}
	return `${String(season).padStart(3, "0")} - ${String(number).padStart(4, "0")} - ${title}`;
}
