import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { LetterJump } from "../../library/shelf-order.ts";

interface LetterRailProps {
	readonly letters: readonly LetterJump[];
	/** The places of the row at the top of the screen; `last` is exclusive. */
	readonly row: { readonly first: number; readonly last: number };
	readonly onJump: (place: number) => void;
}

/** The letters that titles begin with, along the edge of tall screens and as a list on small ones. */
export function LetterRail({ letters, row, onJump }: LetterRailProps): VNode {
	const [jumped, setJumped] = useState<LetterJump | null>(null);
	// The first title of a letter need not be the first of its row.
	const isInRow = jumped !== null && jumped.at >= row.first && jumped.at < row.last;
	const current = isInRow ? jumped : (letters.findLast(({ at }) => at <= row.first) ?? letters[0]);
	const jump = (to: LetterJump | undefined) => {
		setJumped(to ?? null);
		onJump(to?.at ?? 0);
	};
	return (
		<>
			<nav class="letter-rail" aria-label="Jump to letter">
				{letters.map((each) => (
					<button
						key={each.letter}
						type="button"
						aria-current={each.letter === current?.letter ? "true" : undefined}
						aria-label={each.letter === "#" ? "Numbers and signs" : each.letter}
						onClick={() => jump(each)}
					>
						{each.letter}
					</button>
				))}
			</nav>
			<label class="letter-list">
				<span class="unseen">Jump to letter</span>
				<select
					value={current?.letter}
					onChange={(event) => jump(letters.find(({ letter }) => letter === event.currentTarget.value))}
				>
					{letters.map(({ letter }) => (
						<option key={letter}>{letter}</option>
					))}
				</select>
			</label>
		</>
	);
}
