import * as z from "zod/mini";
import { type Notice, type Notifications, parseMessage, socketUrl } from "../notifications.ts";
import { parseRows } from "../parse-rows.ts";
import { requestUrl } from "../request.ts";
import { type JellyfinAccess, type JellyfinClient, normalId } from "./client.ts";

/** The server forgets who has said nothing for 60 s, without closing. contract/jellyfin/recorded/README.md, *WebSocket*. */
const KEEP_ALIVE_MS = 30_000;

const messageSchema = z.object({ MessageType: z.string(), Data: z.optional(z.unknown()) });
const userDataSchema = z.object({ UserId: z.string(), UserDataList: z.array(z.unknown()) });
const itemSchema = z.object({ ItemId: z.string() });
const ids = z.nullish(z.array(z.string()));
const librarySchema = z.object({ ItemsAdded: ids, ItemsUpdated: ids, ItemsRemoved: ids });

/**
 * | message | tells of |
 * |---|---|
 * | UserDataChanged | what this account watched or marked on any device, with the folders it lies in; not the progress in between |
 * | LibraryChanged | what came, changed and went, half a minute after the last of it |
 *
 * contract/jellyfin-api.md §7.
 */
export function jellyfinNotifications(
	client: JellyfinClient,
	{ address, token, deviceId }: Pick<JellyfinAccess, "address" | "token" | "deviceId">,
): Notifications {
	const readData = (type: string, data: unknown): readonly Notice[] => {
		if (type === "UserDataChanged") {
			const parsed = z.safeParse(userDataSchema, data);
			if (!parsed.success || normalId(parsed.data.UserId) !== normalId(client.userId)) return [];
			const { rows } = parseRows(parsed.data.UserDataList, itemSchema);
			return [{ kind: "watched", itemIds: rows.map(({ ItemId }) => client.toItemId(ItemId)) }];
		}
		if (type !== "LibraryChanged") return [];
		const parsed = z.safeParse(librarySchema, data);
		if (!parsed.success) return [];
		const { ItemsAdded, ItemsUpdated, ItemsRemoved } = parsed.data;
		const changed = [ItemsAdded, ItemsUpdated, ItemsRemoved].flatMap((list) => list ?? []);
		return [{ kind: "changed", itemIds: changed.map((id) => client.toItemId(id)) }];
	};
	return {
		url: socketUrl(requestUrl(address, "/socket", { ApiKey: token, deviceId })),
		keepAlive: { message: JSON.stringify({ MessageType: "KeepAlive" }), everyMs: KEEP_ALIVE_MS },
		read(message) {
			const parsed = z.safeParse(messageSchema, parseMessage(message));
			return parsed.success ? readData(parsed.data.MessageType, parsed.data.Data) : [];
		},
	};
}
