/** Each row of the table of decisions, broken once. `find` stands once in the file; `replace` breaks the row. */

const merge = "src/progress/merge.ts";
const order = "src/progress/order.ts";
const coalesce = "src/progress/coalesce.ts";
const resume = "src/progress/resume.ts";

/** The quick ones first: the next is run only where the one before did not notice. */
const DECISIONS = ["test/unit/progress/merge.test.ts", "test/property/progress/reference.test.ts"];
const ORDERS = ["test/unit/progress/order.test.ts", ...DECISIONS];
const COALESCING = ["test/unit/progress/coalesce.test.ts", "test/property/progress/merge.test.ts"];
const RESUMING = ["test/unit/progress/resume.test.ts", "test/property/progress/crash.test.ts"];

const row = (name, find, replace, file = merge, tests = DECISIONS) => ({ name, file, find, replace, tests });

export const mergeMutations = [
	row(
		"row 1: what is there is written again",
		'if (isThere(wanted, changes, sight)) return finish(["already-there"], input.remote);',
		"",
	),
	row("row 1: an earlier date passes for ours", "(remote.lastPlayedAt ?? 0) >= (wanted.lastPlayedAt ?? 0)", "true"),
	row(
		"row 1 on Plex: an older viewing passes for ours",
		'changes.every((change) => orderOf(change, sight) !== "later")',
		"true",
	),
	row("row 1: a missing play passes for counted", "&& remote.playCount >= wanted.playCount && isDated", "&& isDated"),
	row(
		"row 2: nobody else counts as somebody",
		'if (!inDoubt && isUntouchedSince(sight) !== "touched") return finish(["fast-forward"], desired(known, changes));',
		"",
	),
	row("row 2 on Plex: a later date passes for a look", "return datesAreEvents && looked", "return looked"),
	row("row 2: a viewing to the end passes for a look", "looked && !isAtEnd(remote)", "looked"),
	row("row 11: a fallen `watched` is not asked about", "if (base.watched && !remote.watched) return true;", ""),
	row(
		"row 11: a vanished date is not asked about",
		"if (base.lastPlayedAt !== null && remote.lastPlayedAt === null && fell) return true;",
		"",
	),
	row(
		"row 11: a clearing that is later than a mark is not asked about",
		'return cleared && (newDate(sight) ?? 0) > (base.lastPlayedAt ?? 0) && order === "earlier";',
		"return false;",
	),
	row(
		"row 11: asks also where it is unwatched here",
		'mark?.type === "markUnwatched" || order === "later"',
		'order === "later"',
	),
	row(
		"row 11: asks also where the mark here is later",
		'mark?.type === "markUnwatched" || order === "later"',
		'mark?.type === "markUnwatched"',
	),
	row(
		"row 11b: a look that may be an unwatch is not asked about",
		'if (inDoubt) return finish(["remote-newer"], input.remote, input.changes);',
		"",
	),
	row("row 11b: only of Jellyfin", "if (!datesAreEvents || remote.watched", "if (remote.watched", order, ORDERS),
	row(
		"row 10: an unwatch goes over what was played later",
		'if (order === "earlier") {\n\t\t\treturn { code: "remote-newer"',
		'if (order === "undated") {\n\t\t\treturn { code: "remote-newer"',
	),
	row("row 10 on Plex: an outranked unwatch is dropped", "return !mark.applied || remote", "return remote"),
	row("row 9: an unwatch keeps `watched`", "watched: false, positionMs: 0 }", "positionMs: 0 }"),
	row("row 9: an unwatch keeps the place", "watched: false, positionMs: 0 }", "watched: false }"),
	row("row 8: a finish adds no play", "playCount: remote.playCount + plays", "playCount: remote.playCount"),
	row("row 8: a finish keeps an older place", 'order === "earlier" ? remote.positionMs : 0', "remote.positionMs"),
	row("row 8: a finish wipes a later place", 'order === "earlier" ? remote.positionMs : 0', "0"),
	row(
		"row 8 on Plex: an outranked finish is not shown",
		"|| remote.positionMs > SAME_POSITION_MS;",
		"|| remote.positionMs < 0;",
	),
	row(
		"row 6: local progress goes over what was watched elsewhere",
		'{ code: "watched-elsewhere", local: false, ask }',
		'{ code: "watched-elsewhere", local: true, ask }',
	),
	row(
		"row 7: a rewatch is dropped",
		'? { code: "rewatch", local: true, ask: false }\n\t\t\t: { code: "watched',
		'? { code: "rewatch", local: false, ask: false }\n\t\t\t: { code: "watched',
	),
	row(
		"row 3: older progress goes over newer",
		'return { code: "remote-newer", local: false, ask',
		'return { code: "remote-newer", local: true, ask',
	),
	row("row 3 on Plex: a further place that is outranked is dropped", ": isFurther(change, remote);\n}", ": false;\n}"),
	row(
		"row 3 on Plex: a clear that is outranked is dropped",
		'"clearPosition" ? remote.positionMs > SAME_POSITION_MS : isFurther',
		'"clearPosition" ? false : isFurther',
	),
	row(
		"row 6 on Plex: what is outranked is dropped",
		'{ code: "watched-elsewhere", local: false, ask }',
		'{ code: "watched-elsewhere", local: false, ask: false }',
	),
	row(
		"row 4: newer progress is dropped",
		'return { code: "local-newer", local: true, ask: false };',
		'return { code: "local-newer", local: false, ask: false };',
	),
	row("row 5: the nearer place wins", "(change.positionMs ?? 0) > remote", "(change.positionMs ?? 0) < remote"),
	row("row 5: watched at 0 is the beginning", "return !isAtEnd(remote) && (change", "return (change"),
	row("row 5: a clear loses a tie", 'return order !== "undated" || remote', "return remote"),
	row(
		"row 5: the earlier date stays",
		'if (found.local || (found.code === "tie-further" && !found.ask)) applied',
		"if (found.local) applied",
	),
	row("step two: a place that nobody moved is not free", "isPositionUntouched(sight) || (first", "Boolean(first"),
	row(
		"step two: what follows a mark has to win against R",
		'|| (first?.outranksRemote && order !== "earlier")',
		"|| false",
	),
	row("policy: furthest is newest", 'if (policy === "furthest" && change', 'if (policy === "ask" && change'),
	row(
		"policy: ask me does not ask",
		'if (policy === "ask") return differs',
		'if (policy === "furthest") return differs',
	),
	row("dates: one later than the server's now is written", "at: Math.min(change.at, now)", "at: change.at"),
	row("dates: one in the future counts", "isFuture ? { ...remote, lastPlayedAt: null } : remote", "remote"),
	row("dates: the count and the date fall", "Math.max(max ?? change.at, change.at), date)", "change.at, date)"),
	row(
		"places: one past the end is written",
		"Math.min(Math.max(0, state.positionMs), end)",
		"Math.max(0, state.positionMs)",
	),
	row(
		"places: one before the beginning is written",
		"Math.min(Math.max(0, state.positionMs), end)",
		"Math.min(state.positionMs, end)",
	),
	row("comparing: R is a moment", "from + played + PAUSES_MS, now", "from, now", order, ORDERS),
	row("comparing: pauses are not allowed for", "from + played + PAUSES_MS", "from + played", order, ORDERS),
	row(
		"comparing: R reaches into the future",
		"Math.min(from + played + PAUSES_MS, now)",
		"from + played + PAUSES_MS",
		order,
		ORDERS,
	),
	row("comparing: a clock is certain, later", "interval.to + change.uncertaintyMs", "interval.to", order, ORDERS),
	row("comparing: a clock is certain, earlier", "interval.from - change.uncertaintyMs", "interval.from", order, ORDERS),
	row("comparing: B's date dates R", "date === base.lastPlayedAt || date > now", "date > now", order, ORDERS),
	row("comparing: a receipt is an event", "if (!sight.datesAreEvents) return { from, to: from };", "", order, ORDERS),
	row(
		"coalescing: older progress stays",
		"if (isPosition(next)) return isPosition(old);",
		"if (isPosition(next)) return false;",
		coalesce,
		COALESCING,
	),
	row("coalescing: an unwatch leaves finishes", 'if (next === "markUnwatched") return true;', "", coalesce, COALESCING),
	row("coalescing: a mark takes a finish's play", 'return old !== "finished";', "return true;", coalesce, COALESCING),
	row(
		"row 0: what arrived is sent again",
		"return { arrived: true, base: isAlone ? remote : push.target, changes };",
		"return { arrived: false, base, changes };",
		resume,
		RESUMING,
	),
	row(
		"row 0: somebody else's like act becomes the base of what came between",
		"base: isAlone ? remote : push.target",
		"base: remote",
		resume,
		RESUMING,
	),
	row(
		"row 0: what a cut-off push brought there is not what its row goes on from",
		"return { row: left?.base === remote ? { ...left, base: found.base } : left, endings: [ending] };",
		"return { row: left, endings: [ending] };",
		"src/progress/decide-row.ts",
		["test/property/progress/agreement.test.ts"],
	),
	row(
		"row 0: what never arrived passes for written",
		"if (push.done.length === 0 && isExactly(remote, push.read)) return { arrived: false, base, changes };",
		"",
		resume,
		RESUMING,
	),
	row(
		"row 0: half a push passes for somebody else",
		"if (isOurs && isHalfThere(remote, push)) {",
		"if (false) {",
		resume,
		RESUMING,
	),
	row(
		"row 0 on Plex: somebody else's later play passes for half of a push",
		"if (isOurs && isHalfThere",
		"if (isHalfThere",
		resume,
		RESUMING,
	),
	row(
		"row 0 on Plex: the outdated half of a push follows what another device found there",
		"return !datesAreEvents && isOutdated(push, counted) ? { ...half, isAsked: true } : half;",
		"return half;",
		resume,
		RESUMING,
	),
	row(
		"row 0 on Plex: nobody is asked for the outdated half of a push",
		"const inDoubt = input.isAsked || ",
		"const inDoubt = ",
		merge,
		["test/property/progress/agreement.test.ts"],
	),
	row(
		"row 0: what cannot have arrived passes for written",
		"if (cannotHaveArrived(remote, push, datesAreEvents)) return { arrived: false, base, changes };",
		"",
		resume,
		RESUMING,
	),
	row(
		"row 0: a counted play is counted again",
		"left -= 1;\n\t\treturn { ...change, playUncounted: false };",
		"left -= 1;\n\t\treturn change;",
		resume,
		RESUMING,
	),
];
