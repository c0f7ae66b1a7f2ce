import type { Change, ReasonCode } from "../../src/model/change.ts";
import type { WatchState } from "../../src/model/watch-state.ts";
import { ALONE, ASKED, MARK, POSITION, type Row } from "./merge-rows.ts";
import { areEqual, laterDate, type Question, type Situation, situationOf } from "./situation.ts";

/** What a merge answers. */
export interface Answer {
	readonly codes: readonly ReasonCode[];
	readonly target: WatchState | null;
	readonly conflict: readonly Change[];
	readonly finishes: number;
	readonly isUnwatch: boolean;
	/** The rows of the tables that decided. */
	readonly rows: readonly string[];
}

function firstThatApplies<C, V>(rows: readonly Row<C, V>[], s: Situation, context: C): [string, V] | undefined {
	for (const row of rows) {
		const isForThis = row.only === undefined || row.only === s.dialect;
		if (isForThis && row.when(s, context)) return [row.name, row.verdict(s, context)];
	}
	return undefined;
}

/** Turns what is to be held into what is to be written: nothing, where R is that already. */
function answer(
	question: Question,
	s: Situation,
	rows: readonly string[],
	codes: readonly ReasonCode[],
	held: WatchState | null,
	conflict: readonly Change[],
): Answer {
	const nothing = { codes, rows, target: null, conflict, finishes: 0, isUnwatch: false };
	if (held === null) return nothing;
	const target = { ...held, positionMs: Math.min(Math.max(held.positionMs, 0), s.durationMs) };
	const isSame = areEqual(target, question.remote) && target.playCount === question.remote.playCount;
	const isDated = s.dialect === "plex" || target.lastPlayedAt === question.remote.lastPlayedAt;
	if (isSame && isDated) return nothing;
	const finishes = target.playCount - s.remote.playCount;
	return { codes, rows, target, conflict, finishes, isUnwatch: s.remote.watched && !target.watched };
}

/** The decision of SYNC.md §3, read row by row from the table. Slow and plain on purpose. */
export function referenceMerge(question: Question): Answer {
	const s = situationOf(question);
	const alone = firstThatApplies(ALONE, s, undefined) ?? firstThatApplies(ASKED, s, undefined);
	if (alone) {
		const [row, { code, write, ask }] = alone;
		return answer(question, s, [row], [code], write === "nothing" ? null : write, ask ? question.changes : []);
	}
	const rows: string[] = [];
	const codes: ReasonCode[] = [];
	let held: WatchState = { ...s.remote, lastPlayedAt: s.remoteDate };
	let isTouched = false;
	let conflict: readonly Change[] = [];
	const mark = firstThatApplies(MARK, s, undefined);
	if (mark) {
		const [row, marked] = mark;
		rows.push(row);
		codes.push(marked.code);
		if (marked.isApplied) {
			isTouched = true;
			held = { ...marked.state, lastPlayedAt: laterDate(held.lastPlayedAt, s.mark?.at ?? null) };
		}
	}
	const placed = s.position && firstThatApplies(POSITION, s, mark?.[1]);
	if (placed) {
		const [row, { code, takes, ask }] = placed;
		rows.push(row);
		codes.push(code);
		if (takes === "local") held = { ...held, positionMs: s.position?.positionMs ?? 0 };
		if (takes !== "remote") {
			isTouched = true;
			held = { ...held, lastPlayedAt: laterDate(held.lastPlayedAt, s.position?.at ?? null) };
		}
		if (ask) conflict = question.changes.filter(({ revision }) => revision === s.position?.revision);
	}
	return answer(question, s, rows, codes, isTouched ? held : null, conflict);
}
