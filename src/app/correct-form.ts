import type { Corrected } from "../catalog/correct-title.ts";
import { sortTitleOf } from "../catalog/corrections.ts";
import { bareIds } from "../catalog/evidence.ts";
import { asServerSays, idsOf } from "../model/corrected.ts";
import type { Item } from "../model/item.ts";
import type { ProviderIds } from "../model/provider-ids.ts";
import type { Corrections, OwnField, TitleKind, TitlePicture } from "../model/title.ts";

/** What stands in the fields of the form, as typed. */
export interface CorrectForm {
	readonly name: string;
	readonly sortTitle: string;
	readonly year: string;
	readonly imdb: string;
	readonly tmdb: string;
	readonly tvdb: string;
	/** The chosen poster; undefined: each server's own. */
	readonly poster: TitlePicture | undefined;
}

export type FormProblem = { readonly [Field in keyof CorrectForm]?: string };

/** A film or a show. */
export type TitleItem = Item & { readonly kind: TitleKind };

/** Longer ones are no names, and would not be taken in from a saved copy. */
const LONGEST_NAME = 500;
const FIRST_YEAR = 1870;
const LAST_YEAR = 2200;
const CATALOGUES = ["imdb", "tmdb", "tvdb"] as const;

/** The fields as the title is shown now. Pure. */
export function formOf(item: TitleItem, own: Corrections | undefined): CorrectForm {
	const ids = bareIds(item.kind, idsOf(item));
	return {
		name: item.title,
		sortTitle: item.sortTitle,
		year: item.year ? String(item.year) : "",
		imdb: ids.imdb ?? "",
		tmdb: ids.tmdb ?? "",
		tvdb: ids.tvdb ?? "",
		poster: own?.values.poster,
	};
}

/** What changes when a person types: a sort title that follows from the name goes on doing so. Pure. */
export function typed(
	form: CorrectForm,
	field: Exclude<keyof CorrectForm, "poster">,
	text: string,
	item: TitleItem,
): Partial<CorrectForm> {
	const isFollowing = field === "name" && form.sortTitle === sortTitleFor(form.name, item);
	return { [field]: text, ...(isFollowing ? { sortTitle: sortTitleFor(text, item) } : {}) };
}

/** The sort title of a name that was given none: the server's of its own name. */
function sortTitleFor(text: string, item: TitleItem): string {
	const server = asServerSays(item);
	const name = said(text);
	return name === "" || name === server.title ? server.sortTitle : sortTitleOf(name);
}

/** A text without what cannot be seen around it; nothing, if nothing in it can be seen. */
function said(text: string): string {
	return /[^\p{C}\p{Z}]/u.test(text) ? text.trim() : "";
}

/**
 * What a person said with the form. Pure. `item`, `own`: as they were when it was opened, so that what changed behind it is not said anew.
 *
 * | field | says |
 * |---|---|
 * | as it was | nothing |
 * | what the server says, or nothing | that the correction, if there is one, is taken back |
 * | else | a correction |
 * | a sort title that follows from the name (`typed`) | nothing: it goes on following |
 * | something that cannot be | a problem, in a sentence |
 */
export function readForm(
	form: CorrectForm,
	item: TitleItem,
	own: Corrections | undefined,
): { readonly said: Corrected } | { readonly problems: FormProblem } {
	const before = formOf(item, own);
	const server = asServerSays(item);
	const problems: { -readonly [Field in keyof CorrectForm]?: string } = {};
	const result: { -readonly [Field in OwnField]?: Corrected[Field] } = {};
	const name = said(form.name);
	const isRenamed = name !== said(before.name);
	if (isRenamed) result.name = name === "" || name === server.title ? takenBack(own, "name") : name;
	const sortTitle = said(form.sortTitle).toLowerCase();
	if (isRenamed || sortTitle !== said(before.sortTitle).toLowerCase()) {
		const isFollowing = sortTitle === "" || sortTitle === sortTitleFor(name, item);
		if (isFollowing) result.sortTitle = takenBack(own, "sortTitle");
		else if (sortTitle !== own?.values.sortTitle) result.sortTitle = sortTitle;
	}
	for (const field of ["name", "sortTitle"] as const) {
		const length = result[field]?.length ?? 0;
		if (length > LONGEST_NAME) problems[field] = `At most ${LONGEST_NAME} letters; these are ${length}.`;
	}
	const year = form.year.trim();
	if (year !== before.year) {
		const number = /^\d{4}$/.test(year) ? Number(year) : 0;
		if (year === "" || number === server.year) result.year = takenBack(own, "year");
		else if (number >= FIRST_YEAR && number <= LAST_YEAR) result.year = number;
		else problems.year = `A year from ${FIRST_YEAR} to ${LAST_YEAR}, such as 1927.`;
	}
	if (key(form.poster) !== key(before.poster)) result.poster = form.poster ?? takenBack(own, "poster");
	const given = Object.fromEntries(
		CATALOGUES.flatMap((catalogue) => {
			const text = form[catalogue].trim();
			return text === "" ? [] : [[catalogue, text] as const];
		}),
	);
	const ids = bareIds(item.kind, given);
	for (const catalogue of CATALOGUES) {
		if (given[catalogue] !== undefined && ids[catalogue] === undefined) problems[catalogue] = LIKE[catalogue];
	}
	if (!isSame(ids, bareIds(item.kind, idsOf(item)))) {
		result.ids = isSame(ids, bareIds(item.kind, server.providerIds)) ? takenBack(own, "ids") : ids;
	}
	if (Object.keys(problems).length > 0) return { problems };
	return { said: Object.fromEntries(Object.entries(result).filter(([, value]) => value !== undefined)) };
}

const LIKE = {
	imdb: "An IMDb number is like tt0017136. The address of the page there will do too.",
	tmdb: "A TMDB number is like 19. The address of the page there will do too.",
	tvdb: "A TVDB number is like 77526. The address of the page there will do too.",
} as const;

function takenBack(own: Corrections | undefined, field: OwnField): null | undefined {
	return own?.values[field] === undefined ? undefined : null;
}

function key(poster: TitlePicture | undefined): string {
	return poster ? `${poster.sourceId} ${poster.image.ref}` : "";
}

function isSame(a: ProviderIds, b: ProviderIds): boolean {
	return CATALOGUES.every((catalogue) => a[catalogue] === b[catalogue]);
}
