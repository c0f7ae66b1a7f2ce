import { container, errorPage } from "./answers.ts";
import type { Call } from "./call.ts";
import type { Catalogue, PlexNode } from "./catalogue.ts";
import { page, rowOptions } from "./library-routes.ts";
import { MEDIA_TAGS } from "./sections.ts";
import { filtersOf, portraitOf, tagIdOf, tagKeyOf } from "./tags.ts";

interface KnownPerson {
	readonly name: string;
	readonly titles: Set<PlexNode>;
	/** The trades it was met in. */
	readonly filters: Set<string>;
}

interface PeopleIndex {
	readonly version: number;
	/** By tag key, and by each of the person's tag ids. */
	readonly byId: ReadonlyMap<string, KnownPerson>;
	readonly byPortrait: ReadonlyMap<string, string>;
}

const kept = new WeakMap<Catalogue, PeopleIndex>();

/** Made on first use and again after an edit: with many titles it takes a moment. */
function peopleOf(catalogue: Catalogue): PeopleIndex {
	const known = kept.get(catalogue);
	if (known?.version === catalogue.version) return known;
	const byName = new Map<string, KnownPerson>();
	const byId = new Map<string, KnownPerson>();
	const byPortrait = new Map<string, string>();
	for (const node of catalogue.nodes) {
		for (const credit of node.credits) {
			const filter = filtersOf(credit);
			if (filter === null) continue;
			const person: KnownPerson = byName.get(credit.name) ?? {
				name: credit.name,
				titles: new Set(),
				filters: new Set(),
			};
			if (person.titles.size === 0) {
				byName.set(credit.name, person);
				byId.set(tagKeyOf(credit.name), person);
				const portrait = portraitOf(credit.name);
				if (portrait !== undefined) byPortrait.set(portrait, credit.name);
			}
			if (!person.filters.has(filter)) byId.set(String(tagIdOf(filter, credit.name)), person);
			person.filters.add(filter);
			person.titles.add(node);
		}
	}
	const index = { version: catalogue.version, byId, byPortrait };
	kept.set(catalogue, index);
	return index;
}

/** Whose portrait is at `url`, or null. */
export function personAtPortrait(catalogue: Catalogue, url: string): string | null {
	return peopleOf(catalogue).byPortrait.get(url) ?? null;
}

/** GET `/library/people/{id or tagKey}`. */
export function personTag(call: Call, id: string): Response {
	const person = peopleOf(call.state.catalogue).byId.get(id);
	if (person === undefined) return errorPage(call.reader, 404);
	const actorId = tagIdOf("actor", person.name);
	return container(call.reader, {
		size: 1,
		Directory: [
			{
				id: actorId,
				filter: `actor=${actorId}`,
				tag: person.name,
				tagType: 6,
				tagKey: tagKeyOf(person.name),
				thumb: portraitOf(person.name),
			},
		],
	});
}

/** GET `/library/people/{id or tagKey}/media`: sparse rows. */
export function personMedia(call: Call, id: string): Response {
	const person = peopleOf(call.state.catalogue).byId.get(id);
	if (person === undefined) return errorPage(call.reader, 404);
	return container(call.reader, {
		...page(
			call,
			[...person.titles].filter((node) => !node.isRemoved),
			rowOptions(call, false),
		),
		allowSync: true,
		identifier: "com.plexapp.plugins.library",
		...MEDIA_TAGS,
	});
}
