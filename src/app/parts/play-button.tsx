import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { chooseCopy } from "../../catalog/choose-copy.ts";
import type { Item } from "../../model/item.ts";
import { addressOf } from "../address.ts";
import { isThere, useCopies } from "../copies.ts";
import { sourcesById } from "../sources.ts";
import { useSetting } from "../use-setting.ts";
import { type Shown, useWatchStates } from "../watch-states.ts";
import { copyLine } from "./also-on.tsx";
import { Dialog } from "./dialog.tsx";
import { Icon } from "./icon.tsx";
import { playAddress } from "./version-choice.tsx";

interface PlayButtonProps {
	readonly item: Item;
	readonly shown: Shown | undefined;
	/** What the episode is called on its show's page, `S1 E1`. */
	readonly code?: string;
}

/** Plays a film or an episode: this copy, or another one where the person wants that or this one's server is away. */
export function PlayButton({ item, shown, code }: PlayButtonProps): VNode {
	const [choice = "this"] = useSetting("copies.play");
	const [isAsking, setIsAsking] = useState(false);
	const copies = useCopies(item);
	const states = useWatchStates(copies.map(({ itemId }) => itemId));
	const chosen = chooseCopy(item, copies, isThere, choice);
	const verb = (copy: Item) => {
		const state = copy === item ? shown : states.get(copy.itemId);
		return [(state?.state.positionMs ?? 0) > 0 ? "Resume" : "Play", code].filter(Boolean).join(" ");
	};
	if (chosen === "ask") {
		return (
			<>
				<button type="button" class="button primary large" onClick={() => setIsAsking(true)}>
					<Icon name="play" />
					{code ? `Play ${code}…` : "Play…"}
				</button>
				{isAsking && (
					<Dialog title={`Play ${item.title}`} onClose={() => setIsAsking(false)}>
						<ul class="copies">
							{[item, ...copies].filter(isThere).map((copy) => (
								<li key={copy.itemId}>
									<a class="button" href={copy === item ? playAddress(item) : addressOf("play", copy.itemId)}>
										<Icon name="play" />
										{verb(copy)} on {copyLine(copy)}
									</a>
								</li>
							))}
						</ul>
					</Dialog>
				)}
			</>
		);
	}
	const isOther = chosen !== item;
	return (
		<a class="button primary large" href={isOther ? addressOf("play", chosen.itemId) : playAddress(item)}>
			<Icon name="play" />
			{isOther ? `${verb(chosen)} on ${sourcesById.value.get(chosen.sourceId)?.serverName}` : verb(item)}
		</a>
	);
}
