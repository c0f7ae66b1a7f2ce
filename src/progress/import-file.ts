import * as z from "zod/mini";
import type { ReasonCode } from "../model/change.ts";
import { parseRows } from "../servers/parse-rows.ts";
import { EXPORT_FORMAT, isPortableSetting, type PortableAccount } from "./export.ts";
import { isReasonCode } from "./reason-text.ts";

const count = z.int().check(z.gte(0));
const key = z.string().check(z.minLength(1), z.maxLength(500));
const text = z.string().check(z.maxLength(2_000));
const code = z.custom<ReasonCode>(isReasonCode);

const watchState = z.object({
	positionMs: z.number().check(z.gte(0)),
	watched: z.boolean(),
	playCount: count,
	lastPlayedAt: z.nullable(z.number()),
});
const changeFields = {
	type: z.enum(["progress", "finished", "markWatched", "markUnwatched", "clearPosition"]),
	positionMs: z.optional(z.number().check(z.gte(0))),
	at: z.number(),
	uncertaintyMs: z.number().check(z.gte(0)),
	revision: count,
	playUncounted: z.optional(z.boolean()),
	group: z.optional(text),
};
const changes = z.array(z.object({ ...changeFields, replaced: z.optional(z.array(z.object(changeFields))) }));
const providerIds = z.object({ imdb: z.optional(text), tmdb: z.optional(text), tvdb: z.optional(text) });
const image = z.object({ ref: text, blurhash: z.optional(text) });
const snapshot = z.object({
	title: text,
	kind: z.enum(["movie", "show", "season", "episode", "collection", "playlist"]),
	year: z.optional(z.number()),
	showTitle: z.optional(text),
	seasonIndex: z.optional(z.number()),
	index: z.optional(z.number()),
	durationMs: z.optional(z.number()),
	version: z.optional(text),
	providerIds,
	showProviderIds: z.optional(providerIds),
	poster: z.optional(image),
	still: z.optional(image),
});
const push = z.object({
	revision: count,
	read: watchState,
	target: watchState,
	code,
	done: z.array(text),
	at: z.optional(z.number()),
	parked: z.optional(changes),
});
const row = z.object({
	itemKey: key,
	titleKey: z.optional(key),
	revision: count,
	changes: changes.check(z.minLength(1)),
	base: watchState,
	createdAt: z.number(),
	attempts: count,
	nextTryAt: z.number(),
	status: z.enum(["waiting", "conflict", "parked", "dead"]),
	reason: z.optional(code),
	detail: z.optional(text),
	requeued: z.optional(count),
	remote: z.optional(watchState),
	push: z.optional(push),
	snapshot,
});
const entry = z.object({
	itemKey: key,
	titleKey: z.optional(key),
	entryId: z.optional(count),
	at: z.number(),
	group: z.optional(text),
	title: text,
	snapshot: z.optional(snapshot),
	code,
	changes,
	base: watchState,
	before: watchState,
	after: z.optional(watchState),
	wrote: z.boolean(),
	undoes: z.optional(count),
});
const source = z.object({
	dialect: z.enum(["jellyfin", "plex"]),
	serverId: key,
	userId: key,
	serverName: text,
	userName: text,
});
const account = z.object({ source, outbox: z.array(z.unknown()), journal: z.array(z.unknown()) });
const settings = z.catch(z.record(z.string(), z.unknown()), {});
const settingValue = z.union([z.string(), z.number(), z.boolean()]);

const header = z.object({ format: z.literal(EXPORT_FORMAT.format), version: count });
const file = z.union([
	z.object({ version: z.literal(2), accounts: z.array(z.unknown()), settings }),
	// The first builds saved one account a file, and their entries had no ids.
	z.pipe(
		z.object({ version: z.literal(1), source: z.unknown(), outbox: z.unknown(), journal: z.unknown(), settings }),
		z.transform(({ source, outbox, journal, settings }) => ({ accounts: [{ source, outbox, journal }], settings })),
	),
]);

/** A file that was read. `skipped`: rows and entries of it that make no sense and were left out. */
export interface ReadFile {
	readonly kind: "read";
	readonly accounts: readonly PortableAccount[];
	readonly settings: readonly { readonly name: string; readonly value: string | number | boolean }[];
	readonly skipped: number;
}

/**
 * Reads what `readExport` made, on this device or another. Pure. A file that is none of ours, or that a newer build wrote, is refused
 * with a sentence for the person; of one that is, what makes no sense is left out and counted.
 */
export function readFile(content: string): ReadFile | { readonly kind: "refused"; readonly why: string } {
	const none = { kind: "refused", why: "This is no file that Stowaway saved." } as const;
	let json: unknown;
	try {
		json = JSON.parse(content);
	} catch {
		return none;
	}
	const head = z.safeParse(header, json);
	if (!head.success) return none;
	if (head.data.version > EXPORT_FORMAT.version) {
		return { kind: "refused", why: "A newer Stowaway saved this file. Update this one, then import it again." };
	}
	const parsed = z.safeParse(file, json);
	if (!parsed.success) return none;
	const accounts = parseRows(parsed.data.accounts, account);
	let { skipped } = accounts;
	const read = accounts.rows.map(({ source, outbox, journal }): PortableAccount => {
		const [rows, entries] = [parseRows(outbox, row), parseRows(journal, entry)];
		skipped += rows.skipped + entries.skipped;
		return { source, outbox: rows.rows, journal: entries.rows };
	});
	const chosen = Object.entries(parsed.data.settings).flatMap(([name, raw]) => {
		const value = z.safeParse(settingValue, raw);
		return isPortableSetting(name) && value.success ? [{ name, value: value.data }] : [];
	});
	return { kind: "read", accounts: read, settings: chosen, skipped };
}
