import "fake-indexeddb/auto";
import { describe, expect, it, vi } from "vitest";
import { watchNetwork } from "../../../src/app/network-changes.ts";
import { world } from "../../../src/app/world.ts";

vi.mock("../../../src/app/world.ts", async () => {
	const { testWorld } = await import("../library/fake-server.ts");
	return { world: testWorld() };
});
const forgotten: unknown[] = [];
vi.mock("../../../src/servers/open-server.ts", () => ({
	forgetCheckedAddresses: (of: unknown) => forgotten.push(of),
}));

describe("a change of the network", () => {
	it.each(["online", "offline", "change"])("has every address checked again (%s)", async (event) => {
		forgotten.length = 0;
		const page = new EventTarget();
		const connection = new EventTarget();
		watchNetwork(page, connection);
		(event === "change" ? connection : page).dispatchEvent(new Event(event));
		await vi.waitFor(() => expect(forgotten).toEqual([world]));
	});
});
