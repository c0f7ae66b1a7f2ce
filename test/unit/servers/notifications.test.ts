import { describe, expect, it } from "vitest";
import { jellyfinClient } from "../../../src/servers/jellyfin/client.ts";
import { jellyfinNotifications } from "../../../src/servers/jellyfin/notifications.ts";
import { plexClient } from "../../../src/servers/plex/client.ts";
import { plexNotifications } from "../../../src/servers/plex/notifications.ts";
import { recordedMessages } from "../../contract/schemas/recorded-messages.ts";

const world = {
	fetch: () => Promise.reject(new TypeError("no network")),
	place: { kind: "page" as const, scheme: "https" as const, isLoopback: false },
};
const jellyfin = (address: string, userId = "c4f05b8ca4f54e89b5569a515dc2385b") => {
	const access = { sourceId: "a1", address, userId, token: "secret", deviceId: "device" };
	return jellyfinNotifications(jellyfinClient(world, access), access);
};
const plex = (address: string) => {
	const identity = { clientIdentifier: "device" };
	return plexNotifications(plexClient(world, { sourceId: "p1", address, userId: "1", token: "secret", identity }));
};

describe("what a Jellyfin says by itself", () => {
	const recorded = recordedMessages();
	const read = (type: string, userId?: string) =>
		recorded
			.filter(({ MessageType }) => MessageType === type)
			.map((message) => jellyfin("http://h", userId).read(JSON.stringify(message)));

	it("names what the account watched or marked, and the folders around it", () => {
		const [first] = read("UserDataChanged");
		expect(first).toEqual([
			{ kind: "watched", itemIds: ["a1/060fa967e26314de8de0670e3785d3de", "a1/ba9c5cad4ccd875366bf54fd50e04928"] },
		]);
		const all = read("UserDataChanged").flat();
		expect(all.some(({ itemIds }) => itemIds.includes("a1/b7768b1b7e6311d8bbe288a93dbce47c"))).toBe(true);
	});

	it("says nothing of what another account did", () => {
		expect(read("UserDataChanged", "0123456789abcdef0123456789abcdef").flat()).toEqual([]);
	});

	it("names what came, changed and went", () => {
		const [added, removed] = read("LibraryChanged").flat();
		expect(added).toMatchObject({ kind: "changed" });
		expect(added?.itemIds).toEqual([
			"a1/25f8a31c7f606602b6df2998f5224c43",
			"a1/8500cf5a62271118449be5b5ebcd18a9",
			"a1/4ca2f2b6fe0a1be01483452610245da1",
			"a1/e21264d8910f88eb71b867b3c69c6062",
		]);
		expect(removed?.itemIds).toContain("a1/25f8a31c7f606602b6df2998f5224c43");
	});

	it("is nothing to us otherwise", () => {
		expect([read("ForceKeepAlive").flat(), read("KeepAlive").flat()]).toEqual([[], []]);
		expect(recorded.map(({ MessageType }) => MessageType)).toContain("ForceKeepAlive");
	});

	it.each([
		["http://nas:8096", "ws://nas:8096/socket?ApiKey=secret&deviceId=device"],
		["https://home.example/jellyfin", "wss://home.example/jellyfin/socket?ApiKey=secret&deviceId=device"],
	])("is said at its own path (%s)", (address, url) => expect(jellyfin(address).url).toBe(url));
});

describe("what a Plex says by itself", () => {
	const said = (container: unknown) => plex("http://h").read(JSON.stringify({ NotificationContainer: container }));

	it("names what somebody plays, in a list or alone", () => {
		const row = {
			sessionKey: "5",
			ratingKey: "182",
			key: "/library/metadata/182",
			viewOffset: 75000,
			state: "playing",
		};
		const told = [{ kind: "watched", itemIds: ["p1/182"] }];
		expect(said({ type: "playing", size: 1, PlaySessionStateNotification: [row] })).toEqual(told);
		expect(said({ type: "playing", size: "1", PlaySessionStateNotification: { ...row, ratingKey: 182 } })).toEqual(
			told,
		);
	});

	it("names what it read to the end or lost, with its show, and none of the steps before", () => {
		const entry = { identifier: "com.plexapp.plugins.library", sectionID: "1", itemID: "77", type: 4, title: "Lamp" };
		const states = [0, 1, 2, 3, 4, 5, 6, "9", -1].map((state, at) => ({
			...entry,
			itemID: String(70 + at),
			rootItemID: "60",
			state,
		}));
		expect(said({ type: "timeline", size: 9, TimelineEntry: states })).toEqual([
			{ kind: "changed", itemIds: ["p1/75", "p1/60", "p1/77", "p1/60"] },
		]);
		expect(said({ type: "timeline", TimelineEntry: { ...entry, state: 5 } })).toEqual([
			{ kind: "changed", itemIds: ["p1/77"] },
		]);
	});

	it("leaves out recordings of live television, rows that make no sense, and everything else", () => {
		expect(
			said({
				type: "timeline",
				TimelineEntry: [
					{ identifier: "tv.plex.providers.epg", itemID: "1", state: 5 },
					{ itemID: "2" },
					"nonsense",
					null,
				],
			}),
		).toEqual([]);
		expect(said({ type: "activity", size: 1, ActivityNotification: [{ event: "started" }] })).toEqual([]);
	});

	it("is said at its own path, to who brings a token", () => {
		const url = new URL(plex("https://1-2-3-4.hash.plex.direct:32400").url);
		expect([url.protocol, url.host, url.pathname]).toEqual([
			"wss:",
			"1-2-3-4.hash.plex.direct:32400",
			"/:/websockets/notifications",
		]);
		expect(url.searchParams.get("X-Plex-Token")).toBe("secret");
	});
});

it.each([
	"",
	"not json",
	"null",
	"[]",
	"{}",
	'{"MessageType":5}',
	'{"NotificationContainer":null}',
	'{"MessageType":"UserDataChanged"}',
])("what is no message says nothing (%s)", (text) => {
	expect([jellyfin("http://h").read(text), plex("http://h").read(text)]).toEqual([[], []]);
});
