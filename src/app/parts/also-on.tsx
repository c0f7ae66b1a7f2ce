import type { VNode } from "preact";
import type { Item } from "../../model/item.ts";
import { addressOf } from "../address.ts";
import { useCopies } from "../copies.ts";
import { fractionSeen } from "../format.ts";
import { RESOLUTION_NAMES } from "../library-view.ts";
import { useLatest } from "../live.ts";
import { sourcesById } from "../sources.ts";
import { useWatchStates } from "../watch-states.ts";
import { appName, webAddress } from "../web-address.ts";
import { world } from "../world.ts";
import { Icon } from "./icon.tsx";
import { ProgressBar } from "./marks.tsx";
import "../styles/also-on.css";

/** The other copies of a title: where they are, how far the person is there, and the ways to them. Nothing where there are none. */
export function AlsoOn({ item }: { item: Item }): VNode | null {
	const copies = useCopies(item);
	const shown = useWatchStates(copies.map(({ itemId }) => itemId));
	const libraries = useLatest(
		() => world.db.libraries.bulkGet(copies.map(({ libraryId }) => libraryId)),
		[copies.map(({ itemId }) => itemId).join()],
	);
	if (copies.length === 0) return null;
	return (
		<section class="also-on" aria-labelledby="also-on">
			<h2 id="also-on">Also on</h2>
			<ul class="copies">
				{copies.map((copy, at) => {
					const source = sourcesById.value.get(copy.sourceId);
					const web = source && webAddress(copy, source);
					const state = shown.get(copy.itemId)?.state;
					const fraction = state && state.positionMs > 0 ? fractionSeen(state, copy.durationMs) : null;
					return (
						<li key={copy.itemId} class="copy">
							<a class="copy-name" href={addressOf("title", copy.itemId)}>
								{copyLine(copy)}
							</a>
							<span class="card-line">
								{[
									libraries?.[at]?.title,
									state?.watched ? "watched" : undefined,
									source && source.state !== "ok" ? "away" : undefined,
								]
									.filter(Boolean)
									.join(" · ")}
							</span>
							{fraction !== null && <ProgressBar fraction={fraction} />}
							{web && source && (
								<a class="button small quiet" href={web} target="_blank" rel="noreferrer">
									<Icon name="external-link" />
									{appName(source)}
								</a>
							)}
						</li>
					);
				})}
			</ul>
		</section>
	);
}

/** What a copy is called among others: its server, and how good it is, `Attic · 4K`. */
export function copyLine({ sourceId, resolution = 0 }: Item): string {
	const server = sourcesById.value.get(sourceId)?.serverName ?? "another server";
	return [server, RESOLUTION_NAMES[resolution]].filter(Boolean).join(" · ");
}
