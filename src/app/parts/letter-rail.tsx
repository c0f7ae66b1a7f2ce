import type { VNode } from "preact";
import type { LetterJump } from "../../library/shelf-order.ts";

interface LetterRailProps {
	readonly letters: readonly LetterJump[];
	/** Place of the first title in the document. */
	readonly first: number;
	readonly onJump: (place: number) => void;
}

/** The letters that titles begin with, along the edge of tall screens and as a list on small ones. */
export function LetterRail({ letters, first, onJump }: LetterRailProps): VNode {
	const current = letters.findLast(({ at }) => at <= first)?.letter ?? letters[0]?.letter;
	return (
		<>
			<nav class="letter-rail" aria-label="Jump to letter">
				{letters.map(({ letter, at }) => (
					<button
						key={letter}
						type="button"
						aria-current={letter === current ? "true" : undefined}
						aria-label={letter === "#" ? "Numbers and signs" : letter}
						onClick={() => onJump(at)}
					>
						{letter}
					</button>
				))}
			</nav>
			<label class="letter-list">
				<span class="unseen">Jump to letter</span>
				<select
					value={current}
					onChange={(event) => onJump(letters.find(({ letter }) => letter === event.currentTarget.value)?.at ?? 0)}
				>
					{letters.map(({ letter }) => (
						<option key={letter}>{letter}</option>
					))}
				</select>
			</label>
		</>
	);
}
