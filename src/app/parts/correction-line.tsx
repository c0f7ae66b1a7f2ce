import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Item } from "../../model/item.ts";
import type { Corrections, OwnField, TitleKind } from "../../model/title.ts";
import { lazyPage } from "../lazy-page.tsx";
import { useLatest } from "../live.ts";
import { world } from "../world.ts";
import { Icon } from "./icon.tsx";

const CorrectDialog = lazyPage(
	async () => (await import("./correct-dialog.tsx")).CorrectDialog,
	() => null,
);

const NAMES: Readonly<Record<OwnField, string>> = {
	name: "title",
	sortTitle: "sort title",
	year: "year",
	poster: "poster",
	ids: "catalogue numbers",
};

/** What a person corrected of a film or show, and since when; and the way to correct it. Nothing for anything else. */
export function CorrectionLine({ item }: { item: Item }): VNode | null {
	const [isOpen, setOpen] = useState(false);
	const found = useLatest(
		async () => (await world.db.titles.where("copies").equals(item.itemId).first())?.own,
		[item.itemId],
	);
	if (!isTitle(item) || item.goneAt !== undefined) return null;
	return (
		<>
			<p class="correction-line">
				{found && <span>{inWords(found)}</span>}
				<button type="button" class="button small quiet" onClick={() => setOpen(true)}>
					<Icon name="pencil" />
					{found ? "Change" : "Correct details"}
				</button>
			</p>
			{isOpen && <CorrectDialog item={item} own={found} onClose={() => setOpen(false)} />}
		</>
	);
}

function isTitle(item: Item): item is Item & { readonly kind: TitleKind } {
	return item.kind === "movie" || item.kind === "show";
}

/** `Corrected by you on 21 Nov 2026: title, year` */
function inWords({ at, values }: Corrections): string {
	const date = new Date(Math.max(...Object.values(at))).toLocaleDateString(undefined, { dateStyle: "medium" });
	const fields = Object.entries(NAMES).flatMap(([field, name]) => (Object.hasOwn(values, field) ? [name] : []));
	return `Corrected by you on ${date}: ${fields.join(", ")}`;
}
