/** A name for a title that nothing else has: titles are matched by what they are, never by it. */
export function newTitleId(random: () => number): string {
	return [random(), random()].map((number) => number.toString(36).slice(2, 10)).join("");
}
