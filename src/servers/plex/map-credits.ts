import { type ItemId, joinId, type PersonId, type SourceId, sourceOf } from "../../model/ids.ts";
import type { Credit, CreditKind, Person } from "../../model/person.ts";
import { parseRows } from "../parse-rows.ts";
import { imageRef } from "./map-images.ts";
import { type PlexMetadata, tagSchema } from "./schemas.ts";

/**
 * Complete credits: cast in order, then directors, writers, producers. Only for a full answer; list rows carry three bare names.
 *
 * One human has another `id` in each kind of credit but one `tagKey` in all, so the key is, in this order: `tagKey`; the name.
 * The id of a kind is no use as a key of a person. contract/plex-api.md §3.3.
 */
export function mapCredits(
	itemId: ItemId,
	row: Pick<PlexMetadata, "Role" | "Director" | "Writer" | "Producer">,
): { readonly credits: readonly Credit[]; readonly people: readonly Person[] } {
	const sourceId = sourceOf(itemId);
	const persons = new Map<PersonId, Person>();
	const tags = [
		...tagsOf("actor", row.Role),
		...tagsOf("director", row.Director),
		...tagsOf("writer", row.Writer),
		...tagsOf("producer", row.Producer),
	];
	const keyOfName = new Map(tags.flatMap(({ tag }) => (tag.tagKey ? [[tag.tag, tag.tagKey] as const] : [])));
	const credits = tags.map(({ kind, tag }, order): Credit => {
		const personId = personIdOf(sourceId, tag.tagKey ?? keyOfName.get(tag.tag), tag.tag);
		const portrait = imageRef(tag.thumb);
		if (!persons.get(personId)?.portrait) {
			persons.set(personId, { personId, sourceId, name: tag.tag, ...(portrait ? { portrait } : {}) });
		}
		return { itemId, order, personId, kind, name: tag.tag, ...(tag.role ? { role: tag.role } : {}) };
	});
	return { credits, people: [...persons.values()] };
}

function tagsOf(kind: CreditKind, rows: readonly unknown[] | null | undefined) {
	return parseRows(rows ?? [], tagSchema).rows.map((tag) => ({ kind, tag }));
}

function personIdOf(sourceId: SourceId, tagKey: string | undefined, name: string): PersonId {
	return joinId(sourceId, tagKey ?? `name:${name.toLowerCase()}`);
}
