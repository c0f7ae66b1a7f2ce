import { afterEach, describe, expect, test, vi } from "vitest";
import * as z from "zod/mini";
import { jellyfinClient } from "../../../src/servers/jellyfin/client.ts";
import { plexClient } from "../../../src/servers/plex/client.ts";
import { LIST_TIMEOUT_MS, REQUEST_TIMEOUT_MS } from "../../../src/servers/request.ts";

const place = { kind: "page", scheme: "https", isLoopback: false } as const;
const { signal } = new AbortController();
const anything = z.unknown();

/** A world whose network answers every request alike, and keeps the requests. */
function answering(answer: (request: Request) => Promise<Response> | Response) {
	const requests: Request[] = [];
	const inits: (RequestInit | undefined)[] = [];
	const fetch: typeof globalThis.fetch = async (input, init) => {
		const request = new Request(input, init);
		requests.push(request);
		inits.push(init);
		return answer(request);
	};
	return { place, fetch, requests, inits };
}

function jellyfin(world: ReturnType<typeof answering>, address = "https://media.example/base") {
	return jellyfinClient(world, { sourceId: "a1", address, userId: "u", token: "secret", deviceId: "d" });
}

function plex(world: ReturnType<typeof answering>) {
	const identity = { clientIdentifier: "d" };
	return plexClient(world, {
		sourceId: "a1",
		address: "https://plex.example:32400",
		userId: "u",
		token: "secret",
		identity,
	});
}

afterEach(() => {
	vi.useRealTimers();
});

describe("an answer", () => {
	test.each([
		[200, "{}", "application/json", { kind: "ok", value: {} }],
		[200, "<html>", "text/html", { kind: "unreachable", reason: "unreadable" }],
		[200, "{", "application/json", { kind: "unreachable", reason: "unreadable" }],
		[401, "", "", { kind: "unauthorized" }],
		[401, "<h1>Sign in</h1>", "text/html", { kind: "unreachable", reason: "unreadable" }],
		[403, "", "", { kind: "no-access" }],
		[404, "{}", "application/problem+json", { kind: "gone" }],
		[404, "<h1>nginx</h1>", "text/html", { kind: "unreachable", reason: "unreadable" }],
		[400, "bad   <b>id</b>", "text/plain", { kind: "refused", status: 400, detail: "bad id" }],
		[408, "", "", { kind: "unreachable", reason: "server-error", detail: "408" }],
		[429, "", "", { kind: "unreachable", reason: "server-error", detail: "429" }],
		[500, "Error", "text/plain", { kind: "unreachable", reason: "server-error", detail: "500" }],
		[503, "<h1>starting</h1>", "text/html", { kind: "unreachable", reason: "server-error" }],
	])("of Jellyfin with status %i, %s (%s) is the outcome it stands for", async (status, body, type, outcome) => {
		const world = answering(() => new Response(body, { status, headers: { "content-type": type } }));
		expect(await jellyfin(world).get("/Items", {}, anything, signal)).toMatchObject(outcome);
		expect(world.requests).toHaveLength(1);
	});

	test.each([
		[401, { kind: "unauthorized" }],
		[403, { kind: "no-access" }],
		[404, { kind: "gone" }],
	])("of Plex with status %i is what it says although it is HTML", async (status, outcome) => {
		const world = answering(() => new Response("<html>", { status, headers: { "content-type": "text/html" } }));
		expect(await plex(world).get("/library/sections", {}, anything, signal)).toEqual(outcome);
	});

	test("of another shape is unreadable and says where, without what was in it", async () => {
		const world = answering(() => Response.json({ Items: "secret" }));
		const answer = await jellyfin(world).get("/Items", {}, z.object({ Items: z.array(z.unknown()) }), signal);
		expect(answer).toEqual({ kind: "unreachable", reason: "unreadable", detail: 'unexpected shape at "Items"' });
	});

	test("of an action may be empty", async () => {
		const world = answering(() => new Response(null, { status: 204 }));
		expect(await jellyfin(world).send("POST", "/x", {}, { a: 1 }, signal)).toEqual({ kind: "ok", value: null });
		expect(await plex(world).act("PUT", "/:/scrobble", {}, signal)).toEqual({ kind: "ok", value: null });
	});
});

describe("waiting", () => {
	test.each([
		[undefined, REQUEST_TIMEOUT_MS],
		[{ timeoutMs: LIST_TIMEOUT_MS }, LIST_TIMEOUT_MS],
	])("ends at the limit, even for a network that ignores being stopped (%o)", async (options, limit) => {
		vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
		const world = answering(() => new Promise<Response>(() => undefined));
		const settled = vi.fn();
		const answer = jellyfin(world).get("/Items", {}, anything, signal, options).then(settled);
		await vi.advanceTimersByTimeAsync(limit - 1);
		expect(settled).not.toHaveBeenCalled();
		await vi.advanceTimersByTimeAsync(1);
		await answer;
		expect(settled).toHaveBeenCalledWith({ kind: "unreachable", reason: "timeout" });
	});

	test("ends at the limit when the answer begins but never ends", async () => {
		vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
		const world = answering(
			() => new Response(new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array(1)) })),
		);
		const answer = jellyfin(world).get("/Items", {}, anything, signal);
		await vi.advanceTimersByTimeAsync(REQUEST_TIMEOUT_MS);
		expect(await answer).toEqual({ kind: "unreachable", reason: "timeout" });
	});

	test("does not begin for a caller that stopped already", async () => {
		const world = answering(() => Response.json({}));
		const answer = await jellyfin(world).get("/Items", {}, anything, AbortSignal.abort());
		expect(answer).toEqual({ kind: "unreachable", reason: "aborted" });
	});
});

describe("a request", () => {
	test("to Jellyfin carries its token in the header, never in the address", async () => {
		const world = answering(() => Response.json({}));
		await jellyfin(world).get("/Items", { limit: 5, parentId: undefined }, anything, signal);
		const [request] = world.requests;
		expect(request?.url).toBe("https://media.example/base/Items?limit=5");
		expect(request?.headers.get("authorization")).toMatch(
			/^MediaBrowser Client="Stowaway", .*DeviceId="d".*Token="secret"$/,
		);
	});

	test("to Plex has nothing that needs a preflight", async () => {
		const world = answering(() => Response.json({}));
		await plex(world).get("/library/sections", {}, anything, signal);
		await plex(world).act("POST", "/:/timeline", { time: 1 }, signal);
		for (const request of world.requests) {
			expect([...request.headers.keys()]).toEqual(["accept"]);
			expect(request.headers.get("accept")).toBe("application/json");
			expect(request.body).toBeNull();
			expect(new URL(request.url).searchParams.get("X-Plex-Token")).toBe("secret");
		}
	});

	test("from a secure page to plain http at home says so to the browser", async () => {
		const world = answering(() => Response.json({}));
		await jellyfin(world, "http://192.168.1.20:8096").get("/Items", {}, anything, signal);
		await jellyfin(world, "https://media.example").get("/Items", {}, anything, signal);
		expect(world.inits[0]).toMatchObject({ targetAddressSpace: "local" });
		expect(world.inits[1]).not.toHaveProperty("targetAddressSpace");
	});
});
