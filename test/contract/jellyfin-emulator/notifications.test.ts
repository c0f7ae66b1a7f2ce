import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createClock } from "../../../demo/core/clock.ts";
import { createJellyfin } from "../../../demo/jellyfin/create-jellyfin.ts";
import { demoLibrary } from "../../../demo/library/demo-library.ts";
import { type RecordedMessage, recordedMessages } from "../schemas/recorded-messages.ts";

const SEASON = "flash-gordon/s1";
const EPISODE = "flash-gordon/s1e2";

/** The names of all fields, sorted: what a message is made of, whatever it says. Rows of a list that is not empty count as their first. */
function shape(value: unknown): unknown {
	if (Array.isArray(value)) return value.length === 0 ? [] : [shape(value[0])];
	if (typeof value !== "object" || value === null) return typeof value;
	return Object.fromEntries(
		Object.entries(value)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([name, field]) => [name, shape(field)]),
	);
}

describe("the demo Jellyfin's sockets", () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());
	const begin = async (userName = "demo") => {
		const jellyfin = createJellyfin({ library: demoLibrary(), clock: createClock(), origin: "http://here" });
		const signIn = async (name: string) => {
			const answer = await jellyfin.handle(
				new Request("http://here/Users/AuthenticateByName", {
					method: "POST",
					headers: {
						"content-type": "application/json",
						authorization: `MediaBrowser Client="Test", Device="Test", DeviceId="${name}", Version="1"`,
					},
					body: JSON.stringify({ Username: name, Pw: name === "demo" ? "demo" : "" }),
				}),
			);
			return (await answer.json()).AccessToken as string;
		};
		const token = await signIn(userName);
		const heard: RecordedMessage[] = [];
		const ends: (number | undefined)[] = [];
		const answer = jellyfin.connect(new URL(`http://here/socket?ApiKey=${token}`));
		if (answer.kind !== "taken") throw new Error(answer.kind);
		const connection = answer.open({
			send: (text) => heard.push(JSON.parse(text)),
			close: (code) => ends.push(code),
		});
		const post = (path: string, body: unknown) =>
			jellyfin.handle(
				new Request(`http://here${path}`, {
					method: "POST",
					headers: {
						"content-type": "application/json",
						authorization: `MediaBrowser Client="Test", Device="Test", DeviceId="${userName}", Version="1", Token="${token}"`,
					},
					body: JSON.stringify(body),
				}),
			);
		const types = () => heard.map(({ MessageType }) => MessageType);
		return { jellyfin, connection, heard, ends, post, types, token };
	};
	const recorded = (type: string) => {
		const found = recordedMessages().find(({ MessageType }) => MessageType === type);
		if (found === undefined) throw new Error(`no ${type} was recorded`);
		return found;
	};

	test("begin by asking for signs of life, and answer them", async () => {
		const { connection, heard } = await begin();
		connection.hear('{"MessageType":"KeepAlive"}');
		expect(heard.map(shape)).toEqual([shape(recorded("ForceKeepAlive")), shape(recorded("KeepAlive"))]);
		expect(heard[0]?.Data).toBe(recorded("ForceKeepAlive").Data);
	});

	test("tell half a second after a write of an episode and of its season, not of its show", async () => {
		const { jellyfin, heard } = await begin();
		jellyfin.view({ slug: EPISODE, act: "progress", positionMs: 200_000 });
		jellyfin.view({ slug: EPISODE, act: "finish" });
		vi.advanceTimersByTime(499);
		expect(heard).toHaveLength(1);
		vi.advanceTimersByTime(1);
		expect(heard).toHaveLength(2);
		const told = heard[1]?.Data as { UserId: string; UserDataList: Record<string, unknown>[] };
		const real = recorded("UserDataChanged").Data as { UserDataList: Record<string, unknown>[] };
		expect(Object.keys(heard[1] ?? {}).sort()).toEqual(Object.keys(recorded("UserDataChanged")).sort());
		expect(told.UserDataList.map(({ ItemId }) => ItemId)).toEqual([EPISODE, SEASON].map(jellyfin.keyOf));
		expect(told.UserDataList[0]).toMatchObject({ ItemId: jellyfin.keyOf(EPISODE), Played: true });
		expect(shape(told.UserDataList[1])).toEqual(shape(real.UserDataList[1]));
	});

	test("tell of the start and the end of a playback, not of the progress between", async () => {
		const { jellyfin, post, types } = await begin();
		const body = { ItemId: jellyfin.keyOf("metropolis"), PositionTicks: 2_000_000_000, PlaySessionId: "x" };
		for (const [path, told] of [
			["/Sessions/Playing", 1],
			["/Sessions/Playing/Progress", 1],
			["/Sessions/Playing/Stopped", 2],
		] as const) {
			await post(path, body);
			vi.advanceTimersByTime(3000);
			expect(types().filter((type) => type === "UserDataChanged")).toHaveLength(told);
		}
	});

	test("tell nobody of what another account did", async () => {
		const { jellyfin, types } = await begin("guest");
		jellyfin.view({ slug: "metropolis", act: "finish", user: "demo" });
		vi.advanceTimersByTime(3000);
		expect(types()).toEqual(["ForceKeepAlive"]);
	});

	test("tell of the library half a minute after its last change", async () => {
		const { jellyfin, heard, connection } = await begin();
		const slug = jellyfin.addTitle({ title: "Sunrise" });
		vi.advanceTimersByTime(20_000);
		jellyfin.changeTitle({ slug: "metropolis", title: "Metropolis restored" });
		connection.hear('{"MessageType":"KeepAlive"}');
		vi.advanceTimersByTime(29_999);
		expect(heard.map(({ MessageType }) => MessageType)).not.toContain("LibraryChanged");
		vi.advanceTimersByTime(1);
		const told = heard.find(({ MessageType }) => MessageType === "LibraryChanged");
		expect(Object.keys(Object(told?.Data)).sort()).toEqual(Object.keys(Object(recorded("LibraryChanged").Data)).sort());
		expect(told?.Data).toMatchObject({
			ItemsAdded: [jellyfin.keyOf(slug)],
			ItemsUpdated: [jellyfin.keyOf("metropolis")],
			ItemsRemoved: [],
		});
	});

	test("fall silent, and stay open, for a client that was not heard of for a minute", async () => {
		const { jellyfin, types, ends } = await begin();
		vi.advanceTimersByTime(61_000);
		jellyfin.view({ slug: "metropolis", act: "finish" });
		vi.advanceTimersByTime(3000);
		expect([types(), ends]).toEqual([["ForceKeepAlive"], []]);
	});

	test.each(['{"MessageType":"Nonsense","Data":"x"}', "not json"])("end what says %s", async (text) => {
		const { connection, ends } = await begin();
		connection.hear(text);
		expect(ends).toEqual([1000]);
	});

	test("are refused without a good token, and end with it", async () => {
		const { jellyfin, post, ends, token } = await begin();
		for (const query of ["", "?ApiKey=wrong", `?api_key=${token}`]) {
			expect(jellyfin.connect(new URL(`http://here/socket${query}`))).toEqual({ kind: "refused", status: 403 });
		}
		await post("/Sessions/Logout", undefined);
		expect(ends).toEqual([1000]);
	});

	test("are cut when the server goes down, and taken again when it is back", async () => {
		const { jellyfin, ends, token } = await begin();
		const again = () => jellyfin.connect(new URL(`http://here/socket?ApiKey=${token}`)).kind;
		jellyfin.setFaults([{ kind: "down" }]);
		expect([ends, again()]).toEqual([[1001], "silent"]);
		jellyfin.setFaults([{ kind: "status", status: 502, path: "/socket" }]);
		expect(jellyfin.connect(new URL(`http://here/socket?ApiKey=${token}`))).toEqual({ kind: "refused", status: 502 });
		jellyfin.setFaults([]);
		expect(again()).toBe("taken");
	});
});
