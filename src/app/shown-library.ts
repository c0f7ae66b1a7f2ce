import type { StowawayDatabase } from "../db/schema.ts";
import { JOINED_KINDS, joinedId, joinedKind, joinedLibraries } from "../library/joined-libraries.ts";
import type { LibraryId } from "../model/ids.ts";
import type { Library } from "../model/item.ts";
import { joinedLibrary } from "./joined-on-device.ts";

/** What a library's page shows. */
export interface ShownLibrary {
	/** The library; or what several are together, of which the database has no row. */
	readonly library: Library;
	/** The libraries whose titles it shows: itself alone, or those that are joined. */
	readonly parts: readonly Library[];
	/** What is one step away: all that the library is joined in, with the libraries of it, itself among them. Empty where nothing is joined. */
	readonly beside: readonly Library[];
}

/** The setting that keeps how what is joined was ordered and filtered last; a library keeps that itself. */
const viewSetting = (libraryId: LibraryId) => `view:${libraryId}`;

/** What the page at a library's address shows; undefined for a library that is not on this device, or when nothing is left to join. */
export async function readShownLibrary(db: StowawayDatabase, libraryId: LibraryId): Promise<ShownLibrary | undefined> {
	const [own, all] = await Promise.all([
		db.libraries.get(libraryId),
		Promise.all(JOINED_KINDS.map(async (kind) => ({ kind, parts: await joinedLibraries(db, kind) }))),
	]);
	if (joinedKind(libraryId)) {
		const parts = all.find(({ kind }) => joinedId(kind) === libraryId)?.parts ?? [];
		const [kind] = JOINED_KINDS.filter((each) => joinedId(each) === libraryId);
		if (kind === undefined || parts.length === 0) return undefined;
		const stored = await db.settings.get(viewSetting(libraryId));
		const view = typeof stored?.value === "string" ? { view: stored.value } : {};
		const library = joinedLibrary(kind);
		return { library: { ...library, ...view }, parts, beside: [library, ...parts] };
	}
	if (!own) return undefined;
	const around = all.filter(({ parts }) => parts.length > 1 && parts.some((part) => part.libraryId === libraryId));
	const others = new Map(around.flatMap(({ parts }) => parts).map((part) => [part.libraryId, part]));
	const beside = [...around.map(({ kind }) => joinedLibrary(kind)), ...others.values()];
	return { library: own, parts: [own], beside };
}

/** Keeps how a library, or what is joined, was ordered and filtered last: the query of its page. */
export async function keepLibraryView(db: StowawayDatabase, libraryId: LibraryId, view: string): Promise<void> {
	if (joinedKind(libraryId)) await db.settings.put({ name: viewSetting(libraryId), value: view });
	else await db.libraries.update(libraryId, { view });
}
