import { readSetting } from "../db/settings.ts";
import type { World } from "../db/world.ts";
import { type PersonId, sourceOf } from "../model/ids.ts";
import { openServer, recordSourceOutcome } from "../servers/open-server.ts";
import { personScope } from "./forget-people.ts";
import { fetchedRow, noteFailure } from "./freshness-rows.ts";
import { judgeFailure } from "./judge-failure.ts";
import { isSameValue } from "./same-value.ts";
import { freshnessOf, isBackingOff } from "./scopes.ts";

/**
 * Reads what servers say of a person besides the casts they are in (their life, their ids at public catalogues), of everybody with that
 * name: the ids then tell who is the same human. Asks only servers that are there and have more to say, and those whose last answer is
 * older than a full answer may be.
 */
export async function refreshPerson(world: World, personId: PersonId, signal: AbortSignal): Promise<void> {
	const person = await world.db.people.get(personId);
	if (person === undefined) return;
	const namesakes = await world.db.people.where("name").equals(person.name).primaryKeys();
	await Promise.all(namesakes.map((namesake) => refreshOne(world, namesake, signal)));
}

async function refreshOne(world: World, personId: PersonId, signal: AbortSignal): Promise<void> {
	const { db } = world;
	const scope = personScope(personId);
	const [row, ttl, source] = await Promise.all([
		db.freshness.get(scope),
		readSetting(db, "ttl.full"),
		db.sources.get(sourceOf(personId)),
	]);
	if (source?.state !== "ok" || source.dialect === "plex") return;
	if (isBackingOff(row, world.now()) || freshnessOf(row, ttl, world.now()) === "fresh") return;
	const opened = await openServer(world, source.sourceId, signal);
	if (opened.kind !== "ok") return recordSourceOutcome(world, source.sourceId, opened);
	const answer = await opened.value.person?.(personId, signal);
	if (answer === undefined) return;
	if (answer.kind !== "ok") {
		const judged = await judgeFailure(world, opened.value, answer, signal);
		if (judged.kind === "failed") await noteFailure(db, scope, judged.error, world.now());
		return;
	}
	await db.transaction("rw", db.people, db.freshness, async () => {
		const before = await db.people.get(personId);
		if (before === undefined) return;
		const { overview: _, providerIds: __, ...rest } = before;
		const after = { ...rest, ...answer.value };
		if (!isSameValue(before, after)) await db.people.put(after);
		await db.freshness.put(fetchedRow(scope, world.now()));
	});
}
