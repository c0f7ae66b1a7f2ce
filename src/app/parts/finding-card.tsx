import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { ignoreFinding, ruleOn, takeBackRuling } from "../../catalog/rule.ts";
import type { ItemId } from "../../model/ids.ts";
import type { Item } from "../../model/item.ts";
import type { Finding, FindingReason } from "../../model/title.ts";
import { addressOf } from "../address.ts";
import { attempt } from "../attempt.ts";
import { count, duration } from "../format.ts";
import { RESOLUTION_NAMES } from "../library-view.ts";
import { useLatest } from "../live.ts";
import { sourcesById } from "../sources.ts";
import { say } from "../toasts.ts";
import { world } from "../world.ts";

/** Items shown at once; a junk number is on thousands. */
const STEP = 12;

const WHY: Readonly<Record<FindingReason, string>> = {
	"one-server": "They share a catalogue number, and two of them are on one server.",
	"other-ids": "They share a catalogue number, and differ in another.",
};

/** Items whose catalogue numbers contradict each other: the person says which of them are one title. */
export function FindingCard({ finding }: { finding: Finding }): VNode | null {
	const { items: itemIds, reason } = finding;
	const [most, setMost] = useState(STEP);
	const read = useLatest(() => world.db.items.bulkGet(itemIds.slice(0, most)), [finding.findingId, most]);
	const [apart, setApart] = useState<ReadonlySet<ItemId>>(new Set());
	const items = (read ?? []).flatMap((item) => item ?? []);
	const [first] = items;
	if (first === undefined) return null;
	const together = itemIds.filter((itemId) => !apart.has(itemId));
	const toggle = (itemId: ItemId) => {
		const next = new Set(apart);
		if (!next.delete(itemId)) next.add(itemId);
		setApart(next);
	};
	return (
		<li class="finding" aria-label={`Are these one title? ${first.title}`}>
			<p>
				<strong>Are these one title?</strong> {WHY[reason]} Until you say so, each stays for itself.
			</p>
			<ul>
				{items.map((item) => (
					<li key={item.itemId}>
						<label>
							<input type="checkbox" checked={!apart.has(item.itemId)} onChange={() => toggle(item.itemId)} />
							<span>
								<a href={addressOf("title", item.itemId)}>{item.title}</a>
								<span class="card-line">{lineOf(item)}</span>
							</span>
						</label>
					</li>
				))}
			</ul>
			{itemIds.length > most && (
				<p class="settings-note">
					{most} of {count(itemIds.length, "title")} are shown. You can join them once all are.{" "}
					<button type="button" class="button small quiet" onClick={() => setMost(most + 5 * STEP)}>
						Show more
					</button>
				</p>
			)}
			<div class="actions">
				<button
					type="button"
					class="button small primary"
					disabled={together.length < 2 || itemIds.length > most}
					onClick={() => settle(finding, [together, ...[...apart].map((itemId) => [itemId])])}
				>
					{apart.size === 0 ? "They are one" : "The ticked are one"}
				</button>
				<button
					type="button"
					class="button small"
					onClick={() =>
						settle(
							finding,
							itemIds.map((itemId) => [itemId]),
						)
					}
				>
					All different
				</button>
				<button type="button" class="button small quiet" onClick={() => ignore(finding)}>
					Leave it
				</button>
			</div>
		</li>
	);
}

function lineOf({ sourceId, year, durationMs, resolution = 0, providerIds }: Item): string {
	const ids = Object.entries(providerIds).map(([catalogue, id]) => `${catalogue.toUpperCase()} ${id}`);
	const server = sourcesById.value.get(sourceId)?.serverName;
	return [server, year, durationMs && duration(durationMs), RESOLUTION_NAMES[resolution], ...ids]
		.filter(Boolean)
		.join(" · ");
}

async function settle(finding: Finding, groups: readonly (readonly ItemId[])[]): Promise<void> {
	let rulingId = 0;
	const settling = async () => {
		rulingId = await ruleOn(world, finding, groups);
	};
	if (!(await attempt(settling, "That could not be noted. Try again."))) return;
	const undo = () => attempt(() => takeBackRuling(world, rulingId), "That could not be taken back. Try again.");
	say(groups.length < finding.items.length ? "They are one title now" : "They stay different titles", {
		label: "Undo",
		run: () => undo().catch(() => undefined),
	});
}

async function ignore({ findingId }: Finding): Promise<void> {
	await attempt(() => ignoreFinding(world, findingId, true), "That could not be noted. Try again.");
}
