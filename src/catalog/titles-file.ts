import * as z from "zod/mini";
import { parseRows } from "../servers/parse-rows.ts";
import { bareIds } from "./evidence.ts";
import type { PortableCorrection, PortableRuling } from "./export-titles.ts";

const key = z.string().check(z.minLength(1), z.maxLength(500));
const text = z.string().check(z.minLength(1), z.maxLength(2_000));
/** Epoch ms that are a date. */
const time = z.number().check(z.gte(0), z.lte(8.64e15));
const account = { dialect: z.enum(["jellyfin", "plex"]), serverId: key, userId: key };
const item = z.object({ ...account, itemKey: key });
const catalogueId = z.optional(z.string().check(z.maxLength(200)));

const correction = z.object({
	kind: z.enum(["movie", "show"]),
	ids: z.array(z.string().check(z.maxLength(200))),
	name: z.catch(text, ""),
	copies: z.array(item),
	values: z.object({
		name: z.optional(text),
		sortTitle: z.optional(text),
		year: z.optional(z.int().check(z.gte(1), z.lte(9_999))),
		poster: z.optional(
			z.object({
				...account,
				image: z.object({ ref: text, blurhash: z.optional(z.string().check(z.maxLength(200))) }),
			}),
		),
		ids: z.optional(z.object({ imdb: catalogueId, tmdb: catalogueId, tvdb: catalogueId })),
	}),
	at: z.object({
		name: z.optional(time),
		sortTitle: z.optional(time),
		year: z.optional(time),
		poster: z.optional(time),
		ids: z.optional(time),
	}),
});
const ruledItem = z.object({ ...account, itemKey: key, said: z.optional(z.array(z.string().check(z.maxLength(200)))) });
const ruling = z.object({ at: time, groups: z.array(z.array(ruledItem).check(z.minLength(1))).check(z.minLength(1)) });
const file = z.object({
	titles: z.object({ corrections: z.catch(z.array(z.unknown()), []), rulings: z.catch(z.array(z.unknown()), []) }),
});

/** What of a file speaks of titles. `skipped`: what makes no sense and was left out. */
export interface ReadTitles {
	readonly corrections: readonly PortableCorrection[];
	readonly rulings: readonly PortableRuling[];
	readonly skipped: number;
}

/** Reads what `readPortableTitles` gave out of a file of ours, also one that has nothing of it. Pure. */
export function readTitlesFile(content: string): ReadTitles {
	const read = z.safeParse(file, JSON.parse(content));
	if (!read.success) return { corrections: [], rulings: [], skipped: 0 };
	const corrections = parseRows(read.data.titles.corrections, correction);
	const sensible = corrections.rows.map(asSaid).filter(({ values }) => Object.keys(values).length > 0);
	const rulings = parseRows(read.data.titles.rulings, ruling);
	return {
		corrections: sensible,
		rulings: rulings.rows,
		skipped: corrections.skipped + corrections.rows.length - sensible.length + rulings.skipped,
	};
}

/**
 * A correction as the app itself would have made it. Pure.
 *
 * | in the file | is |
 * |---|---|
 * | a value without a date, a date without a value | left out |
 * | catalogue ids | bare, without those that are none |
 * | a picture that is none of its server's own: a server may fetch what it is given for one | left out |
 */
function asSaid(given: PortableCorrection): PortableCorrection {
	const { name, sortTitle, year, poster, ids } = given.values;
	const isOwnPicture = poster && OWN_PICTURE[poster.dialect].test(poster.image.ref);
	const values: PortableCorrection["values"] = {
		...(name === undefined ? {} : { name }),
		...(sortTitle === undefined ? {} : { sortTitle: sortTitle.toLowerCase() }),
		...(year === undefined ? {} : { year }),
		...(isOwnPicture ? { poster } : {}),
		...(ids === undefined ? {} : { ids: bareIds(given.kind, ids) }),
	};
	const isDated = ([field]: [string, unknown]) => Object.entries(given.at).some(([name]) => name === field);
	const isSaid = ([field]: [string, unknown]) => Object.hasOwn(values, field);
	return {
		...given,
		ids: given.ids.filter((id) => id.startsWith(`${given.kind} `)),
		values: Object.fromEntries(Object.entries(values).filter(isDated)),
		at: Object.fromEntries(Object.entries(given.at).filter(isSaid)),
	};
}

/** `ref`s as servers give them (`servers/<dialect>/map-images.ts`): no address of another place. */
const OWN_PICTURE = { jellyfin: /^[^/:]+$/, plex: /^\/[^/]/ } as const;
