import type { VNode } from "preact";
import type { OutboxRow } from "../../model/change.ts";
import type { Item } from "../../model/item.ts";
import type { Source } from "../../model/source.ts";
import { addressOf } from "../address.ts";
import { attempt } from "../attempt.ts";
import { snapshotName } from "../change-words.ts";
import { duration } from "../format.ts";
import { useLatest } from "../live.ts";
import { announceChange } from "../sending.ts";
import { say } from "../toasts.ts";
import { world } from "../world.ts";

interface Found {
	readonly item: Item;
	readonly library: string;
}

/** Asks which of several titles a vanished one is now, where its catalogue number does not tell. Nothing where there are not several. */
export function SameTitles({ row, source }: { row: OutboxRow; source: Source | undefined }): VNode | null {
	const found = useLatest(() => readSameTitles(row, source), [row.itemId, row.revision, source?.successor]) ?? [];
	if (found.length < 2) return null;
	return (
		<div class="same-titles">
			<p>Several titles there have its catalogue number. Which is it?</p>
			<ul>
				{found.map(({ item, library }) => (
					<li key={item.itemId}>
						<a href={addressOf("title", item.itemId)}>
							{[snapshotName(item), library, item.durationMs && duration(item.durationMs)].filter(Boolean).join(" · ")}
						</a>
						<button type="button" class="button small" onClick={() => follow(row, item)}>
							This one
						</button>
					</li>
				))}
			</ul>
		</div>
	);
}

async function readSameTitles(row: OutboxRow, source: Source | undefined): Promise<readonly Found[]> {
	const { titlesLike } = await import("../../progress/re-bind.ts");
	const items = await titlesLike(world.db, source?.successor ?? row.sourceId, row);
	const libraries = await world.db.libraries.bulkGet(items.map(({ libraryId }) => libraryId));
	return items.map((item, at) => ({ item, library: libraries[at]?.title ?? "" }));
}

async function follow(row: OutboxRow, item: Item): Promise<void> {
	let isMoved = false;
	const following = async () => {
		const { bindAgain } = await import("../../progress/re-bind.ts");
		isMoved = await bindAgain(world, row.itemId, item);
	};
	if (!(await attempt(following, "It could not follow. Try again."))) return;
	say(isMoved ? `It follows to ${snapshotName(item)}` : "It cannot follow yet. Try again in a moment");
	if (isMoved) announceChange();
}
