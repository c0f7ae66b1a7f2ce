import "fake-indexeddb/auto";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { followServers } from "../../../src/app/live-servers.ts";
import { sources } from "../../../src/app/sources.ts";
import { listenForWaking } from "../../../src/app/wake.ts";
import { world } from "../../../src/app/world.ts";
import type { FollowOptions } from "../../../src/library/follow-server.ts";
import type { SourceId } from "../../../src/model/ids.ts";
import type { SourceState } from "../../../src/model/source.ts";
import { testSource } from "../library/fake-server.ts";

interface Followed extends Pick<FollowOptions, "signal" | "onListsChanged"> {
	readonly sourceId: SourceId;
	nudges: number;
}

const followed: Followed[] = [];
vi.mock("../../../src/library/follow-server.ts", () => ({
	followServer: (_world: unknown, sourceId: SourceId, { signal, onListsChanged }: FollowOptions) => {
		const one = { sourceId, signal, onListsChanged, nudges: 0 };
		followed.push(one);
		return { ended: Promise.resolve(), nudge: () => (one.nudges += 1) };
	},
}));
const touched: [string, false | "news"][] = [];
vi.mock("../../../src/app/active-libraries.ts", () => ({
	touchActiveLists: async (sourceId: SourceId, force: false | "news") => void touched.push([sourceId, force]),
}));
vi.mock("../../../src/app/world.ts", async () => {
	const { testWorld } = await import("../library/fake-server.ts");
	return { world: testWorld() };
});

const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
const MINUTE_MS = 60_000;
const now = () => followed.filter(({ signal }) => !signal.aborted).map(({ sourceId }) => sourceId);
const put = async (...states: SourceState[]) => {
	await world.db.sources.bulkPut(
		states.map((state, at) => ({ ...testSource, sourceId: `a${at + 1}`, state, order: at })),
	);
	await vi.waitFor(() => expect(sources.value?.map(({ state }) => state)).toEqual(states));
};
const show = (isVisible: boolean) => {
	page.visibilityState = isVisible ? "visible" : "hidden";
	page.dispatchEvent(new Event("visibilitychange"));
};

describe("the servers that a page follows", () => {
	beforeAll(async () => {
		vi.stubGlobal("document", page);
		vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
		vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
		listenForWaking();
		followServers();
	});
	beforeEach(async () => {
		show(true);
		await put("ok", "ok", "ok", "ok");
		touched.length = 0;
	});

	it("are those that answer and those that are away, each once", async () => {
		await put("ok", "away", "signed-out", "left");
		expect(now()).toEqual(["a1", "a2"]);
		const before = followed.length;
		await put("away", "ok", "signed-out", "left");
		expect(followed).toHaveLength(before);
		await put("ok", "ok", "ok", "left");
		expect(now()).toEqual(["a1", "a2", "a3"]);
	});

	it("are let go two minutes after the app went out of sight, and followed again when it is back", () => {
		show(false);
		vi.advanceTimersByTime(2 * MINUTE_MS - 1);
		expect(now()).toHaveLength(4);
		show(true);
		show(false);
		vi.advanceTimersByTime(2 * MINUTE_MS - 1);
		expect(now()).toHaveLength(4);
		vi.advanceTimersByTime(1);
		expect(now()).toEqual([]);
		show(true);
		expect(now().sort()).toEqual(["a1", "a2", "a3", "a4"]);
	});

	it("are tried at once when the person comes back", () => {
		vi.advanceTimersByTime(2_000);
		page.dispatchEvent(new Event("focus"));
		const current = followed.filter(({ signal }) => !signal.aborted);
		expect(current.every(({ nudges }) => nudges > 0)).toBe(true);
	});

	it("have their lists read at the first news, and of all that follows once more ten minutes later", () => {
		const [one] = followed.filter(({ signal, sourceId }) => !signal.aborted && sourceId === "a1");
		for (let time = 0; time < 5; time += 1) one?.onListsChanged("a1");
		expect(touched).toEqual([["a1", "news"]]);
		one?.onListsChanged("a2");
		expect(touched).toHaveLength(2);
		vi.advanceTimersByTime(10 * MINUTE_MS);
		expect(touched.slice(2)).toEqual([["a1", "news"]]);
		vi.advanceTimersByTime(60 * MINUTE_MS);
		expect(touched).toHaveLength(3);
	});
});
