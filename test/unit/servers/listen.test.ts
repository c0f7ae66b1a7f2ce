import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Connect, Peer } from "../../../demo/core/sockets.ts";
import { listen } from "../../../src/servers/listen.ts";
import type { Notice, Notifications } from "../../../src/servers/notifications.ts";
import { memorySockets } from "./memory-socket.ts";

const ORIGIN = "http://server";
const TALK: Notifications = {
	url: "ws://server/talk",
	read: (message) => (message.startsWith("a1/") ? [{ kind: "watched", itemIds: ["a1/m1"] }] : []),
	keepAlive: { message: "still here", everyMs: 30_000 },
};

describe("listening to a server", () => {
	let now = 0;
	let control: AbortController;
	let heard: (Notice | "opened")[];
	let said: string[];
	let peer: Peer | undefined;
	let answers = true;
	beforeEach(() => {
		vi.useFakeTimers();
		now = 1_000_000;
		control = new AbortController();
		heard = [];
		said = [];
		answers = true;
	});
	afterEach(() => vi.useRealTimers());
	const taken: Connect = () => ({
		kind: "taken",
		open: (client) => {
			peer = client;
			return {
				hear: (text) => {
					said.push(text);
					if (answers) client.send("yes");
				},
				gone: () => said.push("gone"),
			};
		},
	});
	const begin = (connect: Connect, talk = TALK) => {
		const { openSocket } = memorySockets({ [ORIGIN]: connect });
		const listener = { opened: () => heard.push("opened"), heard: (notice: Notice) => heard.push(notice) };
		return listen({ now: () => now }, openSocket, talk, listener, control.signal);
	};
	const pass = async (ms: number) => {
		now += ms;
		await vi.advanceTimersByTimeAsync(ms);
	};

	it("hears what it says until somebody ends it", async () => {
		const end = begin(taken);
		await pass(1);
		peer?.send("a1/m1");
		peer?.send("something else");
		await pass(1);
		expect(heard).toEqual(["opened", { kind: "watched", itemIds: ["a1/m1"] }]);
		control.abort();
		expect(await end).toBe("ended");
		expect(said.at(-1)).toBe("gone");
	});

	it("tells a connection that ended from one that never was, and from one that may not be", async () => {
		const cut = begin(taken);
		await pass(1);
		peer?.close();
		expect(await cut).toBe("ended");
		expect(await begin(() => ({ kind: "refused", status: 403 }))).toBe("refused");
		expect(await begin(() => ({ kind: "silent" }))).toBe("refused");
		const forbidden = () => {
			throw new DOMException("insecure", "SecurityError");
		};
		const listener = { opened: () => undefined, heard: () => undefined };
		expect(await listen({ now: () => now }, forbidden, TALK, listener, control.signal)).toBe("impossible");
	});

	it("says that it is there, at once and every so often", async () => {
		begin(taken);
		await pass(1);
		for (let turn = 0; turn < 4; turn += 1) await pass(30_000);
		expect(said).toEqual(Array(5).fill("still here"));
	});

	it("gives a server up that promised to answer and is silent", async () => {
		const end = begin(taken);
		await pass(1);
		answers = false;
		for (let turn = 0; turn < 4; turn += 1) await pass(30_000);
		expect(await end).toBe("ended");
		expect(said.at(-1)).toBe("gone");
	});

	it("takes a clock that jumped, after the device slept, for a connection that is gone", async () => {
		const end = begin(taken);
		await pass(1);
		now += 8 * 3_600_000;
		await pass(30_000);
		expect(await end).toBe("ended");
	});

	it("lets a server be silent that promised nothing", async () => {
		const { keepAlive: _, ...silent } = TALK;
		begin(taken, silent);
		await pass(1);
		await pass(3_600_000);
		expect(said).toEqual([]);
		peer?.send("a1/m1");
		await pass(1);
		expect(heard).toHaveLength(2);
	});
});
