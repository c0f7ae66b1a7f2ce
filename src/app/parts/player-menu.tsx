import type { VNode } from "preact";
import { useId, useRef } from "preact/hooks";
import { Icon, type IconName } from "./icon.tsx";
import "../styles/player-menu.css";

export interface MenuOption {
	readonly key: string;
	readonly name: string;
}

interface PlayerMenuProps {
	readonly name: string;
	readonly icon: IconName;
	readonly options: readonly MenuOption[];
	readonly chosen: string;
	readonly onChoose: (key: string) => void;
	/** What is not among the options, and why. */
	readonly note?: string;
}

/** A button of the control bar that opens a list of which one is chosen. */
export function PlayerMenu({ name, icon, options, chosen, onChoose, note }: PlayerMenuProps): VNode {
	const id = useId();
	const list = useRef<HTMLDivElement>(null);
	return (
		<>
			<button type="button" class="player-button" popovertarget={id} aria-label={name} title={name}>
				<Icon name={icon} />
			</button>
			<div
				id={id}
				popover="auto"
				class="player-menu"
				ref={list}
				onToggle={(event) => {
					if (event.newState === "open") list.current?.querySelector<HTMLElement>('[aria-checked="true"]')?.focus();
				}}
			>
				<h2>{name}</h2>
				<div role="menu" aria-label={name}>
					{options.map((option) => (
						<button
							key={option.key}
							type="button"
							role="menuitemradio"
							aria-checked={option.key === chosen}
							onClick={() => {
								list.current?.hidePopover();
								onChoose(option.key);
							}}
						>
							<Icon name="check" />
							{option.name}
						</button>
					))}
				</div>
				{note && <p>{note}</p>}
			</div>
		</>
	);
}
