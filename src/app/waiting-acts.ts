import type { OutboxRow, ReasonCode } from "../model/change.ts";

/** What one act of the person left waiting: a row, or several that were marked at once. Oldest first. */
export interface WaitingAct {
	readonly key: string;
	readonly rows: readonly [OutboxRow, ...OutboxRow[]];
}

/** What a server said about one title alone. */
const OWN_STORIES: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
	"refused",
	"unverified",
	"lost-by-server",
	"re-bound",
]);

/** The act that a row waits for as a whole; null where it has a story of its own. */
function groupOf({ changes, status, reason }: OutboxRow): string | null {
	const [change] = changes;
	const isPlain = status === "waiting" && changes.length === 1 && !(reason && OWN_STORIES.has(reason));
	return isPlain ? (change?.group ?? null) : null;
}

/** Rows by the acts that made them, each where its first row stands. Pure. Rows that rest or were refused stand by themselves. */
export function actsOf(rows: readonly OutboxRow[]): readonly WaitingAct[] {
	const acts = new Map<string, [OutboxRow, ...OutboxRow[]]>();
	for (const row of rows) {
		const group = groupOf(row);
		const key = group === null ? row.itemId : `${row.sourceId} ${group}`;
		const act = acts.get(key);
		if (act) act.push(row);
		else acts.set(key, [row]);
	}
	return [...acts].map(([key, together]) => ({ key, rows: together }));
}

/** What several titles are as one: `Flash Gordon · Season 1`, `Flash Gordon`, `Faust, Nosferatu and 4 more`. Pure. */
export function togetherName(snapshots: readonly OutboxRow["snapshot"][]): string {
	const [first] = snapshots;
	const isSameShow =
		first?.showTitle !== undefined && snapshots.every(({ showTitle }) => showTitle === first.showTitle);
	if (!isSameShow) return namesOf(snapshots);
	const isSameSeason =
		first.seasonIndex !== undefined && snapshots.every(({ seasonIndex }) => seasonIndex === first.seasonIndex);
	const season = first.seasonIndex === 0 ? "Specials" : `Season ${first.seasonIndex}`;
	return isSameSeason ? `${first.showTitle} · ${season}` : `${first.showTitle}`;
}

function namesOf(snapshots: readonly OutboxRow["snapshot"][]): string {
	const [first, second, ...others] = [...new Set(snapshots.map(({ title, showTitle }) => showTitle ?? title))];
	if (first === undefined || second === undefined) return first ?? "";
	return others.length === 0
		? `${first} and ${second}`
		: `${first}, ${second} and ${others.length.toLocaleString()} more`;
}
