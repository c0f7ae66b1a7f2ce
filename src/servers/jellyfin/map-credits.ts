import { type ItemId, joinId, type PersonId, sourceOf } from "../../model/ids.ts";
import type { Credit, CreditKind, Person } from "../../model/person.ts";
import { parseRows } from "../parse-rows.ts";
import { normalId } from "./client.ts";
import { imageRef } from "./map-images.ts";
import { personRowSchema } from "./schemas.ts";

const KINDS: Readonly<Record<string, CreditKind>> = {
	Actor: "actor",
	GuestStar: "guest",
	Director: "director",
	Writer: "writer",
	Producer: "producer",
	Composer: "composer",
	Creator: "creator",
};

/**
 * Complete credits in the server's order. One person may have several lines (once per type and role), so a line is known by its
 * place. contract/jellyfin-api.md §3.4.
 */
export function mapCredits(
	itemId: ItemId,
	people: readonly unknown[],
): { readonly credits: readonly Credit[]; readonly people: readonly Person[] } {
	const sourceId = sourceOf(itemId);
	const persons = new Map<PersonId, Person>();
	const credits = parseRows(people, personRowSchema).rows.map((row, order): Credit => {
		const personId = joinId(sourceId, row.Id ? normalId(row.Id) : `name:${row.Name.toLowerCase()}`);
		const portrait = imageRef(row.Id, "Primary", row.PrimaryImageTag, row.ImageBlurHashes);
		if (!persons.get(personId)?.portrait) {
			persons.set(personId, { personId, sourceId, name: row.Name, ...(portrait ? { portrait } : {}) });
		}
		const kind = KINDS[row.Type ?? ""] ?? "other";
		return { itemId, order, personId, kind, name: row.Name, ...(row.Role ? { role: row.Role } : {}) };
	});
	return { credits, people: [...persons.values()] };
}
