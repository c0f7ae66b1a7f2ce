import type { VNode } from "preact";

/** One of several choices, with what it means. */
export interface Option<T extends string> {
	readonly value: T;
	readonly name: string;
	readonly line: string;
}

interface OptionListProps<T extends string> {
	/** Of the heading, and of the group of buttons. */
	readonly id: string;
	readonly title: string;
	readonly options: readonly Option<T>[];
	readonly chosen: T | undefined;
	readonly onChoose: (value: T) => void;
}

/** A section in which one of a few things is chosen, each explained. */
export function OptionList<T extends string>({ id, title, options, chosen, onChoose }: OptionListProps<T>): VNode {
	return (
		<section aria-labelledby={id}>
			<h2 id={id}>{title}</h2>
			<fieldset class="options" aria-labelledby={id}>
				{options.map(({ value, name, line }) => (
					<label key={value} class="option">
						<input type="radio" name={id} checked={chosen === value} onChange={() => onChoose(value)} />
						<span>
							<strong>{name}</strong>
							<span>{line}</span>
						</span>
					</label>
				))}
			</fieldset>
		</section>
	);
}
