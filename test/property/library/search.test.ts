import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { demoLibrary } from "../../../demo/library/demo-library.ts";
import type { SearchEntry } from "../../../src/library/search-entries.ts";
import { SearchIndex } from "../../../src/library/search-index.ts";
import { textWords } from "../../../src/library/search-words.ts";
import { ALL, titleEntry } from "../../unit/library/search-entries-made.ts";

const { movies, shows } = demoLibrary();
const entries = [...movies, ...shows].map(({ title, originalTitle, year }) =>
	titleEntry(title, { original: originalTitle, year }),
);
const index = new SearchIndex();
index.put("all", entries);
const ids = (query: string, searched = index) => {
	const { found, title } = searched.search(query, ALL);
	return { found, ids: title.hits.map(({ id }) => id) };
};

/** Words as the demo's titles have them, so that queries meet something. */
const word = fc.constantFrom(
	...new Set(entries.flatMap(({ name, original }) => textWords(`${name} ${original ?? ""}`).words)),
);
/** One word, perhaps unfinished. */
const typed = fc.tuple(word, fc.nat()).map(([whole, cut]) => whole.slice(0, 1 + (cut % whole.length)));

/** What the index must find strictly, worked out slowly: every word begins a word or another spelling of the entry. */
function slowly(words: readonly string[], { name, original = "" }: SearchEntry): boolean {
	const own = [textWords(name), textWords(original)].flatMap(({ words, spellings }) => [...words, ...spellings]);
	return words.every((each) => own.some((other) => other.startsWith(each)));
}

describe("searching", () => {
	it("finds first all that have the typed words, as a slow look at every title does", () => {
		const isPlain = (text: string) => /^[a-z]+$/.test(text);
		fc.assert(
			fc.property(fc.array(typed.filter(isPlain), { minLength: 1, maxLength: 3 }), (words) => {
				const wanted = entries.filter((entry) => slowly(words, entry)).map(({ id }) => id);
				const found = ids(words.join(" ")).ids;
				expect(new Set(found.slice(0, wanted.length))).toEqual(new Set(wanted));
				if (wanted.length >= 3) expect(found).toHaveLength(wanted.length);
			}),
		);
	});

	it("finds a title by its words in any order, some of them left out", () => {
		const several = entries.filter(({ name }) => textWords(name).glued.size === 0 && textWords(name).words.length > 1);
		const some = fc
			.constantFrom(...several)
			.chain((entry) =>
				fc.tuple(fc.constant(entry), fc.shuffledSubarray([...textWords(entry.name).words], { minLength: 1 })),
			);
		fc.assert(
			fc.property(some, ([entry, words]) => {
				expect(ids(words.join(" ")).ids).toContain(entry.id);
			}),
		);
	});

	it("finds a title with a letter of one word left out, put in, changed or swapped", () => {
		const long = entries.flatMap((entry) =>
			textWords(entry.name)
				.words.filter((each) => /^[a-z]{6,}$/.test(each))
				.map((each) => ({ entry, word: each })),
		);
		fc.assert(
			fc.property(fc.constantFrom(...long), fc.nat(), fc.nat(3), ({ entry, word }, at, how) => {
				// A swap needs a letter before it.
				const place = 1 + (at % (word.length - 1));
				const mistyped = [
					word.slice(0, place) + word.slice(place + 1),
					`${word.slice(0, place)}q${word.slice(place)}`,
					`${word.slice(0, place)}q${word.slice(place + 1)}`,
					word.slice(0, place - 1) + word[place] + word[place - 1] + word.slice(place + 1),
				][how];
				const { found, ids: hits } = ids(mistyped ?? "");
				// What is a word, or begins some, is taken as it stands.
				if (found !== "all") expect(hits).toContain(entry.id);
			}),
		);
	});

	it("keeps the order of what fits alike while one types on", () => {
		fc.assert(
			fc.property(fc.constantFrom(...entries), fc.nat(), ({ name }, cut) => {
				const letters = name.slice(0, 1 + (cut % name.length));
				const before = index.search(letters, ALL);
				const after = index.search(name.slice(0, letters.length + 1), ALL);
				fc.pre(before.found === "all" && after.found === "all");
				const fits = new Map(before.title.hits.map(({ id, fit }) => [id, fit]));
				const places = new Map(before.title.hits.map(({ id }, at) => [id, at]));
				const kept = after.title.hits
					.filter(({ id, fit }) => fits.get(id) === fit)
					.map(({ id }) => places.get(id) ?? 0);
				expect(kept).toEqual(kept.toSorted((a, b) => a - b));
			}),
		);
	});

	it("gives the best few as the first of all, and counts them all", () => {
		fc.assert(
			fc.property(fc.array(typed, { minLength: 1, maxLength: 2 }), fc.integer({ min: 1, max: 9 }), (words, most) => {
				const query = words.join(" ");
				const all = index.search(query, ALL);
				// Wrong letters are forgiven by what is found, not by what is shown.
				const few = index.search(query, { ...ALL, title: most });
				expect(few.title.count).toBe(all.title.count);
				expect(few.title.hits).toEqual(all.title.hits.slice(0, most));
			}),
			{ numRuns: 300 },
		);
	});

	it("answers after any changes as an index made anew would", () => {
		const change = fc.record({
			part: fc.constantFrom("one", "two", "three"),
			act: fc.constantFrom("put", "patch", "drop"),
			some: fc.array(fc.nat(entries.length - 1), { maxLength: 30 }),
		});
		fc.assert(
			fc.property(
				fc.array(change, { maxLength: 40 }),
				fc.array(typed, { minLength: 1, maxLength: 4 }),
				(changes, words) => {
					const changed = new SearchIndex({ chunk: 20, gone: 10 });
					const parts = new Map<string, Map<string, SearchEntry>>();
					for (const { part, act, some } of changes) {
						// Each part has titles of its own, as blocks and stretches have.
						const chosen = some.flatMap((at) => {
							const entry = entries[at];
							return entry ? [{ ...entry, id: `${part}/${entry.name}` as const }] : [];
						});
						const own = parts.get(part) ?? new Map<string, SearchEntry>();
						if (act === "drop") {
							changed.drop(part);
							parts.delete(part);
						} else if (act === "put") {
							const unique = new Map(chosen.map((entry) => [entry.id, entry]));
							changed.put(part, [...unique.values()]);
							parts.set(part, new Map(unique));
						} else {
							// Every other one goes.
							const patch = new Map(chosen.map((entry, at) => [entry.id, at % 2 === 0 ? entry : null]));
							changed.patch(part, patch);
							for (const [id, entry] of patch) entry ? own.set(id, entry) : own.delete(id);
							parts.set(part, own);
						}
					}
					const fresh = new SearchIndex();
					for (const [part, own] of parts) fresh.put(part, [...own.values()]);
					expect(changed.count).toBe(fresh.count);
					for (const query of words) {
						const [one, other] = [ids(query, changed), ids(query, fresh)];
						expect(one.found).toBe(other.found);
						expect(one.ids.toSorted()).toEqual(other.ids.toSorted());
					}
				},
			),
		);
	});
});
