import "fake-indexeddb/auto";
import { describe, expect, test } from "vitest";
import { createClock } from "../../../demo/core/clock.ts";
import { createJellyfin } from "../../../demo/jellyfin/create-jellyfin.ts";
import { writeSetting } from "../../../src/db/settings.ts";
import type { SourceId } from "../../../src/model/ids.ts";
import { addAddress } from "../../../src/servers/connect/add-address.ts";
import { type ConnectFailure, explain } from "../../../src/servers/connect/explain.ts";
import { pollQuickConnect, signInJellyfin, startQuickConnect } from "../../../src/servers/connect/jellyfin-sign-in.ts";
import {
	connectPlexServer,
	type HomeUser,
	listHomeUsers,
	listPlexServers,
	type PlexPin,
	type PlexServerChoice,
	pollPin,
	startPin,
	switchHomeUser,
} from "../../../src/servers/connect/plex-sign-in.ts";
import { type FoundJellyfin, type ProbeResult, probeJellyfin } from "../../../src/servers/connect/probe-jellyfin.ts";
import { openServer } from "../../../src/servers/open-server.ts";
import { connected, JELLYFIN, PLEX_TV, PMS, signal } from "./connected.ts";
import { createWorld, okValue } from "./server-world.ts";
import { smallLibrary } from "./small-library.ts";

const securePage = { place: { kind: "page", scheme: "https", isLoopback: false } } as const;

function info(body: object, status = 200): () => Promise<Response> {
	return async () => Response.json(body, { status });
}

function demoJellyfin() {
	const demo = createJellyfin({ library: smallLibrary, clock: createClock(), origin: JELLYFIN });
	return { demo, world: createWorld({ [JELLYFIN]: demo.handle }) };
}

async function foundJellyfin(world: ReturnType<typeof createWorld>): Promise<FoundJellyfin> {
	const found = await probeJellyfin(world, "127.0.0.1", signal);
	if (found.kind !== "found") throw new Error(found.kind);
	return found;
}

describe("looking for a Jellyfin server", () => {
	test("finds it behind a host name alone", async () => {
		const { world } = demoJellyfin();
		expect(await probeJellyfin(world, "127.0.0.1", signal)).toMatchObject({ kind: "found", address: JELLYFIN });
	});

	test.each<[string, object, number, ProbeResult]>([
		[
			"an old one",
			{ Id: "1", ServerName: "Nas", Version: "10.9.11", ProductName: "Jellyfin Server" },
			200,
			{ kind: "too-old", version: "10.9.11", name: "Nas" },
		],
		[
			"one that starts, which answers in camelCase",
			{ id: "1", version: "12.0.0", productName: "Jellyfin Server", startupWizardCompleted: false },
			200,
			{ kind: "starting", address: "http://nas:8096" },
		],
		["one that is busy starting", {}, 503, { kind: "starting", address: "http://nas:8096" }],
		["something else", { hello: "world" }, 200, { kind: "not-jellyfin", address: "http://nas:8096" }],
		["something that knows no such path", {}, 404, { kind: "not-jellyfin", address: "http://nas:8096" }],
	])("tells %s", async (_, body, status, expected) => {
		const world = createWorld({ "http://nas:8096": info(body, status) });
		expect(await probeJellyfin(world, "nas:8096", signal)).toEqual(expected);
	});

	test("tells that nobody is there", async () => {
		expect(await probeJellyfin(createWorld({}), "nas", signal)).toEqual({ kind: "no-answer" });
	});

	test("tells a server that hides its answers from one that is silent", async () => {
		const hiding = async (request: Request) => {
			if (request.mode !== "no-cors") throw new TypeError("Failed to fetch");
			return new Response("opaque");
		};
		const world = createWorld({ "https://media.example": hiding });
		expect(await probeJellyfin(world, "https://media.example:443", signal)).toEqual({
			kind: "blocked",
			reason: "cors",
			address: "https://media.example",
		});
	});

	test.each([
		["denied", "permission"],
		["prompt", "permission"],
		[null, "mixed-content"],
	] as const)("blames the browser where its permission is %s", async (state, reason) => {
		const permissions = {
			query: async () => {
				if (state === null) throw new TypeError("unknown name");
				return { state };
			},
		};
		const world = createWorld({}, securePage);
		const result = await probeJellyfin(world, "http://192.168.1.20:8096", signal, permissions);
		expect(result).toEqual({ kind: "blocked", reason, address: "http://192.168.1.20:8096" });
	});

	test("does not blame the browser for a silent server where it has the permission", async () => {
		const permissions = { query: async () => ({ state: "granted" }) };
		const world = createWorld({}, securePage);
		expect(await probeJellyfin(world, "http://192.168.1.20:8096", signal, permissions)).toEqual({ kind: "no-answer" });
	});
});

describe("signing in to Jellyfin", () => {
	test("says when the password is wrong, and asks only once", async () => {
		const { world } = demoJellyfin();
		const found = await foundJellyfin(world);
		const before = world.asked.length;
		const result = await signInJellyfin(world, found, { userName: "demo", password: "wrong" }, signal);
		expect(result).toEqual({ kind: "wrong-password" });
		expect(world.asked.length - before).toBe(1);
		expect(await world.db.sources.count()).toBe(0);
	});

	test("says when the account is disabled", async () => {
		const { world, demo } = demoJellyfin();
		demo.setPolicy("demo", { isDisabled: true });
		const found = await foundJellyfin(world);
		const result = await signInJellyfin(world, found, { userName: "demo", password: "demo" }, signal);
		expect(result).toEqual({ kind: "disabled" });
	});

	test("works by Quick Connect once the code was entered elsewhere", async () => {
		const { world, demo } = demoJellyfin();
		const found = await foundJellyfin(world);
		const started = await startQuickConnect(world, found, signal);
		if (started.kind !== "started") throw new Error(started.kind);
		expect(await pollQuickConnect(world, found, started.secret, signal)).toEqual({ kind: "waiting" });
		demo.approve(started.code, "demo");
		const polled = await pollQuickConnect(world, found, started.secret, signal);
		expect(polled).toEqual({ kind: "signed-in", sourceId: "a1" });
		expect((await openServer(world, "a1", signal)).kind).toBe("ok");
	});

	test("says when a Quick Connect code is not known any more", async () => {
		const { world } = demoJellyfin();
		const found = await foundJellyfin(world);
		expect(await pollQuickConnect(world, found, "0".repeat(64), signal)).toEqual({ kind: "expired" });
	});
});

describe("signing in to Plex", () => {
	test("waits for the PIN, and leads to the page of the account service", async () => {
		const { world } = await connected("plex");
		const pin = okValue<PlexPin>(await startPin(world, PLEX_TV, signal, "http://127.0.0.1:5173/#/connect"));
		const { searchParams } = new URL(pin.authUrl.replace("#?", "?"));
		expect(pin.authUrl.startsWith(`${PLEX_TV}/auth#?`)).toBe(true);
		expect(searchParams.get("code")).toBe(pin.code);
		expect(searchParams.get("forwardUrl")).toBe("http://127.0.0.1:5173/#/connect");
		expect(await pollPin(world, PLEX_TV, pin.id, signal)).toEqual({ kind: "ok", value: { kind: "waiting" } });
	});

	test("takes being told to slow down for waiting, and an unknown PIN for an expired one", async () => {
		const { world } = await connected("plex");
		const { id } = okValue<PlexPin>(await startPin(world, PLEX_TV, signal));
		const polls = [];
		for (let poll = 0; poll < 8; poll += 1) polls.push(await pollPin(world, PLEX_TV, id, signal));
		expect(polls.every((each) => each.kind === "ok" && each.value.kind === "waiting")).toBe(true);
		expect(await pollPin(world, PLEX_TV, "1", signal)).toEqual({ kind: "ok", value: { kind: "expired" } });
	});

	test("as another person of the Home needs their PIN and makes a source of its own", async () => {
		const { world, plexTv, sourceId } = await connected("plex");
		const token = plexTv?.issueToken() ?? "";
		const users = okValue<HomeUser[]>(await listHomeUsers(world, PLEX_TV, token, signal));
		const kid = users.find(({ isProtected }) => isProtected);
		expect(users.map(({ title, isAdmin }) => [title, isAdmin])).toEqual([
			["demo", true],
			["kid", false],
		]);
		const wrong = await switchHomeUser(world, PLEX_TV, token, kid?.uuid ?? "", "0000", signal);
		expect(wrong).toMatchObject({ kind: "refused", status: 401 });
		const kidToken = okValue<string>(await switchHomeUser(world, PLEX_TV, token, kid?.uuid ?? "", "1234", signal));
		const [choice] = okValue<PlexServerChoice[]>(await listPlexServers(world, PLEX_TV, kidToken, signal));
		if (choice === undefined) throw new Error("no server");
		const ofKid = okValue<SourceId>(await connectPlexServer(world, PLEX_TV, kidToken, choice, signal));
		expect([sourceId, ofKid]).toEqual(["a1", "a2"]);
		expect(await world.db.sources.get(ofKid)).toMatchObject({ userName: "kid", thresholds: { minMs: 60_000 } });
	});

	test("keeps the address that answered first in order, and the relay last", async () => {
		const { world, sourceId } = await connected("plex");
		const addresses = (await world.db.sources.get(sourceId))?.addresses ?? [];
		expect(addresses[0]).toMatchObject({ url: PMS, reachedAt: expect.any(Number) });
		expect(addresses.at(-1)).toMatchObject({ isRelay: true });
		expect(addresses).toHaveLength(3);
	});

	test.each([
		["a token that would travel unencrypted", "granted", false, { reason: "mixed-content", detail: "needs-consent" }],
		["the browser, that closes the home network", "denied", false, { reason: "permission" }],
		["the browser, where the token may travel", "prompt", true, { reason: "permission" }],
	] as const)(
		"blames %s for a server that could not be reached by its secure address",
		async (_, state, consent, why) => {
			const { world, plexTv, demo } = await connected("plex");
			const token = plexTv?.issueToken() ?? "";
			const [choice] = okValue<PlexServerChoice[]>(await listPlexServers(world, PLEX_TV, token, signal));
			if (choice === undefined || plexTv === null) throw new Error("no server");
			await writeSetting(world.db, "plex.plainHttpConsent", consent);
			const secure = "https://192-168-1-20.0123456789abcdef.plex.direct:32400";
			const plain = "http://192.168.1.20:32400";
			const connections = [secure, plain].map((url) => ({ url, origin: "announced" as const, isLocal: true }));
			const isOpen = state === "granted";
			const network = createWorld({ [PLEX_TV]: plexTv.handle, ...(isOpen ? { [plain]: demo.handle } : {}) });
			const there = { ...world, ...securePage, fetch: network.fetch };
			const result = await connectPlexServer(there, PLEX_TV, token, { ...choice, connections }, signal, {
				query: async () => ({ state }),
			});
			expect(result).toEqual({ kind: "blocked", ...why });
			expect(network.asked.filter((asked) => asked.includes(plain) && asked.includes("X-Plex-Token")).length > 0).toBe(
				consent,
			);
		},
	);
});

describe("adding an address", () => {
	test.each(["jellyfin", "plex"] as const)(
		"to a %s source puts it first when the same server answers",
		async (dialect) => {
			const { world, sourceId, demo } = await connected(dialect);
			const second = createWorld({ "http://127.0.0.1:9000": demo.handle, [PLEX_TV]: demo.handle });
			const there = { ...world, fetch: second.fetch };
			const result = await addAddress(there, sourceId, "http://127.0.0.1:9000", signal);
			expect(result).toEqual({ kind: "added", address: "http://127.0.0.1:9000" });
			expect((await world.db.sources.get(sourceId))?.addresses[0]?.url).toBe("http://127.0.0.1:9000");
		},
	);

	test("that is plain http sends no Plex token there until the person allows it", async () => {
		const { world, sourceId, demo } = await connected("plex");
		const there = { ...world, fetch: createWorld({ "http://nas:32400": demo.handle }).fetch };
		const add = () => addAddress(there, sourceId, "http://nas:32400", signal);
		const refused = await add();
		expect(refused).toEqual({ kind: "blocked", reason: "mixed-content", detail: "needs-consent" });
		if (refused.kind !== "added") expect(explain(refused).whatToDo).toContain("Settings");
		await writeSetting(world.db, "plex.plainHttpConsent", true);
		expect(await add()).toEqual({ kind: "added", address: "http://nas:32400" });
	});

	test.each(["jellyfin", "plex"] as const)("to a %s source refuses another server", async (dialect) => {
		const { world, sourceId, demo } = await connected(dialect);
		demo.rebuild();
		const url = dialect === "jellyfin" ? JELLYFIN : PMS;
		expect(await addAddress(world, sourceId, url, signal)).toMatchObject({ kind: "other-server" });
	});
});

describe("what stands in the way", () => {
	const address = "http://nas:8096";
	const failures: readonly ConnectFailure[] = [
		{ kind: "no-answer" },
		{ kind: "not-jellyfin", address },
		{ kind: "too-old", version: "10.9.1", name: "Nas" },
		{ kind: "starting", address },
		{ kind: "wrong-password" },
		{ kind: "disabled" },
		{ kind: "off" },
		{ kind: "expired" },
		{ kind: "other-server", name: "Nas" },
		{ kind: "blocked", reason: "mixed-content", address },
		{ kind: "blocked", reason: "mixed-content", detail: "needs-consent" },
		{ kind: "blocked", reason: "permission", address },
		{ kind: "blocked", reason: "cors", address },
		{ kind: "unauthorized" },
		{ kind: "no-access" },
		{ kind: "gone" },
		{ kind: "refused", status: 400, detail: "no" },
		{ kind: "unreachable", reason: "timeout" },
		{ kind: "unreachable", reason: "network" },
		{ kind: "unreachable", reason: "server-error" },
		{ kind: "unreachable", reason: "unreadable" },
		{ kind: "unreachable", reason: "aborted" },
	];

	test("has words of its own in every case, and says what to do", () => {
		const texts = failures.map(explain);
		expect(texts.every(({ title, whatToDo }) => title.length > 5 && whatToDo.length > 20)).toBe(true);
		expect(new Set(texts.map(({ whatToDo }) => whatToDo)).size).toBe(failures.length);
	});
});
