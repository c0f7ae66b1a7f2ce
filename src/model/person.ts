import type { ItemId, PersonId, SourceId } from "./ids.ts";
import type { ImageRef } from "./image.ts";
import type { ProviderIds } from "./provider-ids.ts";

export type CreditKind = "actor" | "guest" | "director" | "writer" | "producer" | "composer" | "creator" | "other";

/** A human as one source knows them: a row of `people`. */
export interface Person {
	readonly personId: PersonId;
	readonly sourceId: SourceId;
	readonly name: string;
	readonly portrait?: ImageRef;
	readonly providerIds?: ProviderIds;
	readonly overview?: string;
}

/** One line of the credits of a title: a row of `credits`, keyed by item and order, because one person may appear several times. */
export interface Credit {
	readonly itemId: ItemId;
	readonly order: number;
	readonly personId: PersonId;
	readonly kind: CreditKind;
	readonly role?: string;
	/** The name as printed in this title. */
	readonly name: string;
}
