import type { MediaStream } from "../model/item.ts";

/** A subtitle that can be shown. */
export interface Caption {
	/** As the server wants it (`MediaStream.captionKey`). */
	readonly key: string;
	readonly name: string;
	/** As BCP 47 has it, `und` where the file does not say. */
	readonly language: string;
}

/** What can be shown over a file, and how many subtitles are in it that cannot: pictures, and texts that the server gives to nobody. */
export interface Captions {
	readonly shown: readonly Caption[];
	readonly hidden: number;
}

/**
 * The subtitles of a file by name, in the file's order. `locale`: the language to name them in. Pure.
 *
 * | subtitle | is called |
 * |---|---|
 * | in a language | that, `German` |
 * | with a title of its own, forced, for the hard of hearing | with it in brackets: `German (Signs & Songs, forced)` |
 * | in none | its title, or `Captions` |
 * | of the name of one before | with a number |
 */
export function captionsOf(streams: readonly MediaStream[], locale: string): Captions {
	const subtitles = streams.filter(({ kind }) => kind === "subtitle");
	const taken = new Map<string, number>();
	const shown = subtitles.flatMap((stream): Caption[] => {
		if (stream.captionKey === undefined) return [];
		const language = languageOf(stream.language);
		const name = nameOf(stream, language, locale);
		const count = (taken.get(name) ?? 0) + 1;
		taken.set(name, count);
		return [{ key: stream.captionKey, name: count === 1 ? name : `${name} ${count}`, language }];
	});
	return { shown, hidden: subtitles.length - shown.length };
}

/** Servers name languages by three letters of either kind (`ger`, `deu`), by two, or with a region. */
function languageOf(code: string | undefined): string {
	try {
		return Intl.getCanonicalLocales(code ?? "und")[0] ?? "und";
	} catch {
		return "und";
	}
}

function nameOf({ title, isForced, isForHearingImpaired }: MediaStream, language: string, locale: string): string {
	const known = new Intl.DisplayNames(locale, { type: "language", fallback: "none" }).of(language);
	const isUnnamed = known === undefined || language === "und";
	const name = isUnnamed ? title || "Captions" : known;
	const more = [
		title === name || title?.toLowerCase() === "sdh" ? undefined : title,
		isForced ? "forced" : undefined,
		isForHearingImpaired || title?.toLowerCase() === "sdh" ? "SDH" : undefined,
	].filter(Boolean);
	return more.length === 0 ? name : `${name} (${more.join(", ")})`;
}
