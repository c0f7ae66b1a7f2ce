import type { Account } from "./accounts.ts";
import { invalidValue, json } from "./answers.ts";
import { actingAccount, type Call, itemInPath } from "./call.ts";
import { type Entry, folderTypes, playable } from "./entry.ts";
import { Refusal } from "./query.ts";
import { dateField, decimal, readBody, truth, wholeNumber } from "./read-body.ts";
import type { Route } from "./router.ts";
import { objectData, staleKey } from "./server-state.ts";
import { parseQueryStamp, stampOf } from "./stamp.ts";
import { applyPatch, markPlayed, markUnplayed, printUserData, type UserData } from "./user-data.ts";

function printed(call: Call, account: Account, entry: Entry): Response {
	const rows = call.state.dataOf(account);
	const stale = call.state.staleObjects.get(staleKey(account, entry));
	return json(printUserData(entry, stale ? new Map(rows).set(entry.id, stale) : rows, false));
}

function change(call: Call, account: Account, entry: Entry, alter: (data: UserData) => UserData): void {
	call.state.setData(account, entry, alter(objectData(call.state, account, entry)));
	call.state.staleObjects.delete(staleKey(account, entry));
	call.state.tellOfUserData(account, entry);
}

function readData(call: Call): Response {
	const account = actingAccount(call);
	if (!account.policy.preferenceAccess) {
		return json("User is not allowed to view this item user data.", 403);
	}
	return printed(call, account, itemInPath(call, account));
}

async function writeData(call: Call): Promise<Response> {
	const account = actingAccount(call);
	if (!account.policy.preferenceAccess) {
		return json("User is not allowed to update this item user data.", 403);
	}
	const name = "userDataDto";
	const body = await readBody(call, name);
	const position = wholeNumber(body, "PlaybackPositionTicks", name);
	const playCount = wholeNumber(body, "PlayCount", name);
	const isFavourite = truth(body, "IsFavorite", name);
	const isPlayed = truth(body, "Played", name);
	const likes = truth(body, "Likes", name);
	const rating = decimal(body, "Rating", name);
	const lastPlayed = dateField(body, "LastPlayedDate", name);
	const entry = itemInPath(call, account);
	call.state.writes++;
	change(call, account, entry, (data) =>
		applyPatch(
			data,
			{
				...(position === undefined ? {} : { position }),
				...(playCount === undefined ? {} : { playCount }),
				...(isFavourite === undefined ? {} : { isFavourite }),
				...(isPlayed === undefined ? {} : { isPlayed }),
				...(likes === undefined ? {} : { likes }),
				...(rating === undefined ? {} : { rating }),
				...(lastPlayed === undefined ? {} : { lastPlayed }),
			},
			folderTypes.has(entry.type),
		),
	);
	return printed(call, account, entry);
}

/** Films and episodes that a mark on `entry` reaches: all in a folder, all files of a film (05-series, 05-versions #22-29). */
function marked(entry: Entry): { entry: Entry; isOther: boolean }[] {
	return playable(entry).flatMap((item) => {
		const primary = item.primary ?? item;
		return [primary, ...primary.versions].map((file) => ({ entry: file, isOther: file !== item }));
	});
}

function markWatched(call: Call): Response {
	const account = actingAccount(call);
	const asked = call.query.text("datePlayed");
	const datePlayed = asked === null ? null : parseQueryStamp(asked);
	if (asked !== null && datePlayed === null) {
		throw new Refusal(invalidValue("datePlayed", asked));
	}
	const entry = itemInPath(call, account);
	call.state.writes++;
	const now = stampOf(call.state.clock.now());
	for (const { entry: file, isOther } of marked(entry)) {
		change(call, account, file, (data) =>
			isOther ? { ...data, isPlayed: true, position: 0 } : markPlayed(data, datePlayed, now),
		);
	}
	return printed(call, account, entry);
}

function markUnwatched(call: Call): Response {
	const account = actingAccount(call);
	const entry = itemInPath(call, account);
	call.state.writes++;
	for (const { entry: file } of marked(entry)) {
		change(call, account, file, markUnplayed);
	}
	return printed(call, account, entry);
}

function alterWith(alter: (data: UserData, call: Call) => UserData): (call: Call) => Response {
	return (call) => {
		const account = actingAccount(call);
		const entry = itemInPath(call, account);
		call.state.writes++;
		change(call, account, entry, (data) => alter(data, call));
		return printed(call, account, entry);
	};
}

const favour = alterWith((data) => ({ ...data, isFavourite: true }));
const unfavour = alterWith((data) => ({ ...data, isFavourite: false }));
const rate = alterWith((data, call) => ({ ...data, rating: (call.query.flag("likes") ?? true) ? 10 : 1 }));
const unrate = alterWith((data) => ({ ...data, rating: null }));

const both = (method: string, path: string, oldPath: string, answer: Route["answer"]): Route[] => [
	{ method, path, gate: "user", answer },
	{ method, path: oldPath, gate: "user", answer },
];

/** Reads and writes of what a person did with an item. */
export const userDataRoutes: readonly Route[] = [
	...both("GET", "/UserItems/{itemId}/UserData", "/Users/{userId}/Items/{itemId}/UserData", readData),
	...both("POST", "/UserItems/{itemId}/UserData", "/Users/{userId}/Items/{itemId}/UserData", writeData),
	...both("POST", "/UserPlayedItems/{itemId}", "/Users/{userId}/PlayedItems/{itemId}", markWatched),
	...both("DELETE", "/UserPlayedItems/{itemId}", "/Users/{userId}/PlayedItems/{itemId}", markUnwatched),
	...both("POST", "/UserFavoriteItems/{itemId}", "/Users/{userId}/FavoriteItems/{itemId}", favour),
	...both("DELETE", "/UserFavoriteItems/{itemId}", "/Users/{userId}/FavoriteItems/{itemId}", unfavour),
	...both("POST", "/UserItems/{itemId}/Rating", "/Users/{userId}/Items/{itemId}/Rating", rate),
	...both("DELETE", "/UserItems/{itemId}/Rating", "/Users/{userId}/Items/{itemId}/Rating", unrate),
];
