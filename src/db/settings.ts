import * as z from "zod/mini";
import type { SourceId } from "../model/ids.ts";
import type { StowawayDatabase } from "./schema.ts";

const HOUR_MS = 3_600_000;

/** Every setting and what it may hold. Durations in ms. DESIGN.md §3. */
export interface Settings {
	readonly "ttl.libraries": number;
	readonly "ttl.home": number;
	readonly "ttl.titles": number;
	readonly "ttl.children": number;
	readonly "ttl.full": number;
	readonly "ttl.sweep": number;
	/** Which side wins where both moved. SYNC.md §3 *Policy*. */
	readonly policy: "newest" | "furthest" | "ask";
	/** How long the journal is kept; 0 for ever. */
	readonly "journal.keptMs": number;
	/** The person has what waits not be sent for now. */
	readonly "sending.paused": boolean;
	readonly imageCapBytes: number;
	readonly theme: "system" | "dark" | "light";
	/** Language of the captions to show, as BCP 47 has it; empty for none. */
	readonly captions: string;
	/** Casts of active libraries are read while the app has nothing else to do; `auto`: unless the connection is metered. */
	readonly "casts.background": "auto" | "on" | "off";
	/** Sources of which the person has no casts read for now. */
	readonly "casts.paused": readonly SourceId[];
	/** Titles of sources the person signed out of stay out of all lists. DESIGN.md §4 *Leaving*. */
	readonly hideSignedOut: boolean;
	/** Going over a source's titles also fills what is missing on those that exist. DESIGN.md §5. */
	readonly "titles.updateExisting": boolean;
	/** How long a title is kept that is on no server any more; 0 for ever. */
	readonly "titles.keptMs": number;
	/** Which copy of a title plays that is on several servers: `chooseCopy` (catalog) has the rules. */
	readonly "copies.play": "this" | "best" | "ask";
	/** The person lets Plex tokens travel unencrypted, to servers without https on a network they trust. DESIGN.md §4 *Address*. */
	readonly "plex.plainHttpConsent": boolean;
	/** This installation's client id, made by `servers/device-id.ts`; empty until then. */
	readonly device: string;
}
export type SettingName = keyof Settings;

interface Definition<T> {
	readonly initial: T;
	/** The value if it is valid, else the initial one. */
	read(stored: unknown): T;
	/** Throws when the value is not valid. */
	check(value: T): T;
}

function setting<T>(schema: z.ZodMiniType<T>, initial: T): Definition<T> {
	return {
		initial,
		read: (stored) => {
			const parsed = schema.safeParse(stored);
			return parsed.success ? parsed.data : initial;
		},
		check: (value) => schema.parse(value),
	};
}

const amount = z.number().check(z.gte(0));
const SETTINGS: { readonly [Name in SettingName]: Definition<Settings[Name]> } = {
	"ttl.libraries": setting(amount, HOUR_MS),
	"ttl.home": setting(amount, HOUR_MS / 2),
	"ttl.titles": setting(amount, 4 * HOUR_MS),
	"ttl.children": setting(amount, 12 * HOUR_MS),
	"ttl.full": setting(amount, 24 * HOUR_MS),
	"ttl.sweep": setting(amount, 24 * HOUR_MS),
	policy: setting(z.enum(["newest", "furthest", "ask"]), "newest"),
	"journal.keptMs": setting(amount, 90 * 24 * HOUR_MS),
	"sending.paused": setting(z.boolean(), false),
	imageCapBytes: setting(amount, 500 * 1024 * 1024),
	theme: setting(z.enum(["system", "dark", "light"]), "system"),
	"casts.background": setting(z.enum(["auto", "on", "off"]), "auto"),
	"casts.paused": setting<readonly SourceId[]>(z.array(z.string()), []),
	hideSignedOut: setting(z.boolean(), false),
	"plex.plainHttpConsent": setting(z.boolean(), false),
	"titles.updateExisting": setting(z.boolean(), true),
	"titles.keptMs": setting(amount, 365 * 24 * HOUR_MS),
	"copies.play": setting(z.enum(["this", "best", "ask"]), "this"),
	captions: setting(z.string(), ""),
	device: setting(z.string(), ""),
};

/** Reads a setting; its initial value when it was never written or holds something not valid (an import, an old build). */
export async function readSetting<Name extends SettingName>(db: StowawayDatabase, name: Name): Promise<Settings[Name]> {
	const row = await db.settings.get(name);
	return row === undefined ? SETTINGS[name].initial : SETTINGS[name].read(row.value);
}

/** Writes a setting. Throws when the value is not one the setting may hold: that is a bug of the caller. */
export async function writeSetting<Name extends SettingName>(
	db: StowawayDatabase,
	name: Name,
	value: Settings[Name],
): Promise<void> {
	await db.settings.put({ name, value: SETTINGS[name].check(value) });
}

/** Gives settings back the values they began with. */
export async function resetSettings(db: StowawayDatabase, names: readonly SettingName[]): Promise<void> {
	await db.settings.bulkDelete([...names]);
}
