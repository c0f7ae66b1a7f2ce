import * as z from "zod/mini";
import { type Notice, type Notifications, parseMessage, socketUrl } from "../notifications.ts";
import { parseRows } from "../parse-rows.ts";
import type { PlexClient } from "./client.ts";

const LIBRARY = "com.plexapp.plugins.library";
/** An entry's state once the server is done with it, and when it is gone. The others are steps on the way. */
const DONE = 5;
const DELETED = 9;

/** Ids come as text, and sometimes as numbers; a list of one as that one. contract/plex-api.md §7, §8. */
const id = z.pipe(
	z.union([z.string(), z.number()]),
	z.transform((key: string | number) => String(key)),
);
const rows = z.nullish(
	z.pipe(
		z.unknown(),
		z.transform((value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value ? [value] : [])),
	),
);
const containerSchema = z.object({
	NotificationContainer: z.object({ PlaySessionStateNotification: rows, TimelineEntry: rows }),
});
const playingSchema = z.object({ ratingKey: id });
const entrySchema = z.object({
	identifier: z.string(),
	itemID: id,
	rootItemID: z.nullish(id),
	state: z.coerce.number(),
});

/**
 * | notification | tells of |
 * |---|---|
 * | playing | a title that somebody plays, this account or another: every ten seconds and at the end |
 * | timeline | a title that the server has read, changed or lost |
 *
 * Nothing documented tells of a mark (contract/plex-api.md §7): those are found by the home check, and by reading what is on screen.
 */
export function plexNotifications(client: PlexClient): Notifications {
	const notice = (kind: Notice["kind"], keys: readonly string[]): readonly Notice[] =>
		keys.length === 0 ? [] : [{ kind, itemIds: keys.map((key) => client.toItemId(key)) }];
	return {
		url: socketUrl(new URL(client.urlWithToken("/:/websockets/notifications"))),
		read(message) {
			const parsed = z.safeParse(containerSchema, parseMessage(message));
			if (!parsed.success) return [];
			const { PlaySessionStateNotification, TimelineEntry } = parsed.data.NotificationContainer;
			const played = parseRows(PlaySessionStateNotification ?? [], playingSchema).rows;
			const entries = parseRows(TimelineEntry ?? [], entrySchema).rows.filter(
				({ identifier, state }) => identifier === LIBRARY && (state === DONE || state === DELETED),
			);
			// Of an episode the show as well: a new one is known by nothing else.
			const changed = entries.flatMap(({ itemID, rootItemID }) => (rootItemID ? [itemID, rootItemID] : [itemID]));
			return [
				...notice(
					"watched",
					played.map(({ ratingKey }) => ratingKey),
				),
				...notice("changed", changed),
			];
		},
	};
}
