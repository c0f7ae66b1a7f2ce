import "fake-indexeddb/auto";
import { describe, expect, test } from "vitest";
import { forgetCheckedAddresses, openServer } from "../../../src/servers/open-server.ts";
import { openToken } from "../../../src/servers/secrets.ts";
import type { MediaServer } from "../../../src/servers/server.ts";
import { connected, PLEX_TV, PMS, signal } from "./connected.ts";
import { asSeenByPage, createWorld, okValue } from "./server-world.ts";

const PAGE = "http://127.0.0.1:5173";

/** A connected Plex source whose answers pass through a browser that enforces CORS. */
async function inBrowser() {
	const connection = await connected("plex");
	const { demo, plexTv } = connection;
	if (plexTv === null) throw new Error("no account service");
	const browser = createWorld({ [PMS]: asSeenByPage(demo.handle, PAGE), [PLEX_TV]: plexTv.handle });
	const world = { ...connection.world, fetch: browser.fetch };
	forgetCheckedAddresses(world);
	const server = okValue<MediaServer>(await openServer(world, connection.sourceId, signal));
	return { ...connection, plexTv, world, server, asked: browser.asked };
}

describe("a Plex refusal that the browser hides", () => {
	test("is a sign-out when the account service refuses the account too", async () => {
		const { server, demo, plexTv } = await inBrowser();
		demo.revokeTokens();
		plexTv.revokeTokens();
		expect(await server.libraries(signal)).toEqual({ kind: "unauthorized" });
	});

	test("heals by itself when the account service has a new token for the server", async () => {
		const { server, demo, world, sourceId } = await inBrowser();
		const before = await openToken(world.db, sourceId);
		demo.revokeTokens();
		expect(await server.libraries(signal)).toMatchObject({
			kind: "unreachable",
			detail: expect.stringContaining("renewed"),
		});
		expect((await openToken(world.db, sourceId))?.token).not.toBe(before?.token);
		forgetCheckedAddresses(world);
		const again = okValue<MediaServer>(await openServer(world, sourceId, signal));
		expect((await again.libraries(signal)).kind).toBe("ok");
	});

	test("is told from a network that failed once", async () => {
		const { server, demo } = await inBrowser();
		demo.setFaults([{ kind: "down", path: "/library", times: 1 }]);
		expect(await server.libraries(signal)).toEqual({ kind: "unreachable", reason: "network" });
		expect((await server.libraries(signal)).kind).toBe("ok");
	});

	test("is told from a server that is off, without a word to the account service", async () => {
		const { server, demo, asked } = await inBrowser();
		const before = asked.length;
		demo.setFaults([{ kind: "down" }]);
		expect(await server.libraries(signal)).toEqual({ kind: "unreachable", reason: "network" });
		const since = asked.slice(before);
		expect(since.length).toBeGreaterThan(0);
		expect(since.filter((line) => line.includes(PLEX_TV))).toEqual([]);
	});

	test("also heals when the source is opened anew", async () => {
		const { demo, world, sourceId } = await inBrowser();
		demo.revokeTokens();
		forgetCheckedAddresses(world);
		expect((await openServer(world, sourceId, signal)).kind).toBe("unreachable");
		expect((await openServer(world, sourceId, signal)).kind).toBe("ok");
	});
});
