import { seededRandom } from "../../demo/library/seeded-random.ts";

const STARTS = "b c d f g h k l m n p r s t v w z br ch cr dr fr gr kr pl pr sch sh sl sp st str th tr".split(" ");
const VOWELS = "a e i o u a e i o ai ea ie ou ä é ø".split(" ");
const ENDS = " n r s l t ng nd rt ".split(" ");

/** Made-up titles and names whose words are as unevenly spread as those of true ones: many once, some in every tenth. */
export interface MadeNames {
	title(): string;
	person(): string;
	/** A number below `end`. */
	below(end: number): number;
}

/** The same names for the same seed. */
export function madeNames(seed: number): MadeNames {
	const random = seededRandom(seed);
	const below = (end: number) => Math.floor(random() * end);
	const pick = (from: readonly string[]) => from[below(from.length)] ?? "";
	const word = () => {
		const syllables = Array.from({ length: 1 + below(3) }, () => pick(STARTS) + pick(VOWELS)).join("") + pick(ENDS);
		return syllables.charAt(0).toUpperCase() + syllables.slice(1);
	};
	const words = (count: number) => {
		const all = new Set<string>();
		while (all.size < count) all.add(word());
		return [...all];
	};
	const [common, first, last] = [words(40_000), words(8_000), words(80_000)];
	const uneven = (from: readonly string[]) => from[Math.floor(from.length ** random()) - 1] ?? "";
	return {
		title() {
			const several = Array.from({ length: 1 + below(4) }, () => uneven(common)).join(" ");
			return below(10) < 3 ? `The ${several}` : several;
		},
		person: () => `${uneven(first)} ${uneven(last)}`,
		below,
	};
}
