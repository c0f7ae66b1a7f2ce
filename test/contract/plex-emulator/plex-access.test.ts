import { describe, expect, test } from "vitest";
import { createWorld, isJson, type Json, movie, PAGE, PMS, rowsOf, TV } from "./plex-fixture.ts";

const cors = (answer: Response) => answer.headers.get("access-control-allow-origin");

describe("who may read a server", () => {
	test("a page whose token was accepted, and nobody else", async () => {
		const { call } = createWorld();
		expect(cors(await call("/library/sections"))).toBe(PAGE);
		for (const token of ["wrong", null]) {
			const answer = await call("/library/sections", { token });
			expect(answer.status).toBe(401);
			expect(cors(answer)).toBe("https://app.plex.tv");
			expect(answer.headers.get("content-type")).toContain("text/html");
			expect(await answer.text()).toContain("401 Unauthorized");
		}
	});

	test("identity is answered to everybody, but read without a token by Plex's own pages only", async () => {
		const { plex, call } = createWorld();
		const answer = await call("/identity", { token: null });
		expect(answer.status).toBe(200);
		expect(cors(answer)).toBe("https://app.plex.tv");
		expect(cors(await call("/identity"))).toBe(PAGE);
		expect(await answer.json()).toMatchObject({ MediaContainer: { machineIdentifier: plex.machineIdentifier() } });
	});

	test("a preflight is answered to everybody, with what it asked for", async () => {
		const { call } = createWorld();
		const answer = await call("/:/scrobble", {
			method: "OPTIONS",
			token: null,
			headers: { "access-control-request-headers": "x-plex-token,x-plex-product" },
		});
		expect(cors(answer)).toBe(PAGE);
		expect(answer.headers.get("access-control-allow-headers")).toBe("x-plex-token,x-plex-product");
		expect(answer.headers.get("access-control-allow-methods")).toContain("PUT");
	});

	test("no page at all where the server opens to none", async () => {
		const { call } = createWorld({ switches: { opensCors: false } });
		expect(cors(await call("/library/sections"))).toBe("https://app.plex.tv");
	});

	test("a token may come in the query", async () => {
		const { plex, token } = createWorld();
		const answer = await plex.handle(new Request(`${PMS}/library/sections?X-Plex-Token=${token}`));
		expect(answer.status).toBe(200);
	});

	test("a token is good until all are revoked, also after a rebuild", async () => {
		const { plex, call } = createWorld();
		plex.rebuild();
		expect((await call("/")).status).toBe(200);
		plex.revokeTokens();
		expect((await call("/")).status).toBe(401);
		expect((await call("/", { token: plex.issueToken() })).status).toBe(200);
	});

	test("unknown paths are 404, wrong methods 405, both as pages", async () => {
		const { call } = createWorld();
		expect((await call("/no/such/path")).status).toBe(404);
		expect((await call("/library/sections", { method: "PUT" })).status).toBe(405);
	});
});

describe("the language of an answer", () => {
	test("is JSON for exactly application/json, else XML", async () => {
		const { call } = createWorld();
		const type = async (accept: string) =>
			(await call("/library/sections", { headers: { accept } })).headers.get("content-type");
		expect(await type("application/json")).toBe("application/json");
		for (const accept of ["*/*", "application/json, text/plain, */*"]) expect(await type(accept)).toContain("xml");
	});

	test("as XML has the same rows", async () => {
		const { call } = createWorld();
		const text = await (await call("/library/sections/1/all", { headers: { accept: "*/*" } })).text();
		expect(text).toMatch(/^<\?xml.*\n<MediaContainer size="3"/);
		expect(text.match(/<Video /g)).toHaveLength(3);
	});
});

describe("preferences", () => {
	test("are the owner's alone, with 401 or 403 for others", async () => {
		for (const ownerOnlyStatus of [401, 403] as const) {
			const { plex, call, read } = createWorld({ switches: { ownerOnlyStatus } });
			expect((await call("/:/prefs", { token: plex.issueToken("kid") })).status).toBe(ownerOnlyStatus);
			const values = rowsOf(await read("/:/prefs"), "Setting").map(({ id, value }) => [id, value]);
			expect(values).toContainEqual(["MinimumProgressTime", 60_000]);
			expect(values).toContainEqual(["LibraryVideoPlayedThreshold", 90]);
			expect(values).toContainEqual(["LibraryVideoPlayedAtBehaviour", "3"]);
		}
	});

	test("are read one by one and changed by the owner", async () => {
		const { read, call } = createWorld();
		await call("/:/prefs?LibraryVideoPlayedThreshold=80", { method: "PUT" });
		expect(rowsOf(await read("/:/prefs/get?id=libraryvideoplayedthreshold"), "Setting")).toMatchObject([{ value: 80 }]);
		expect((await call("/:/prefs/get?id=NoSuchThing")).status).toBe(404);
	});
});

describe("pictures and files", () => {
	test("a poster comes from its path, alone or resized, and a portrait from its address elsewhere", async () => {
		const { call, detail, keyOf } = createWorld();
		const full = await detail(keyOf("metropolis"));
		const path = String(full.thumb);
		const portrait = rowsOf(full, "Role").find(({ thumb }) => typeof thumb === "string")?.thumb;
		const urls = [
			path,
			`/photo/:/transcode?url=${encodeURIComponent(path)}&width=320&height=480`,
			`/photo/:/transcode?url=${encodeURIComponent(String(portrait))}&width=320&height=480`,
		];
		for (const url of urls) {
			const answer = await call(url);
			expect(answer.status).toBe(200);
			expect(answer.headers.get("content-type")).toMatch(/^image\//);
			expect(cors(answer)).toBe(PAGE);
		}
		expect((await call("/photo/:/transcode?url=/library/metadata/999999/thumb/1")).status).toBe(404);
		expect((await call("/photo/:/transcode")).status).toBe(400);
	});

	test("a replaced poster has another path", async () => {
		const { plex, detail, keyOf } = createWorld();
		const key = keyOf("metropolis");
		const before = (await detail(key)).thumb;
		plex.changeTitle({ slug: "metropolis", poster: "new" });
		expect((await detail(key)).thumb).not.toBe(before);
	});

	test("a file is served by ranges", async () => {
		const { call, detail, keyOf } = createWorld();
		const [media] = rowsOf(await detail(keyOf("metropolis")), "Media");
		const [part] = rowsOf(media ?? {}, "Part");
		expect(part?.key).toMatch(/^\/library\/parts\/\d+\/\d+\/file\.mp4$/);
		const answer = await call(String(part?.key), { headers: { range: "bytes=4-7" } });
		expect(answer.status).toBe(206);
		expect(await answer.text()).toBe("ftyp");
		expect(cors(answer)).toBe(PAGE);
		expect((await call("/library/parts/999999/1/file.mp4")).status).toBe(404);
	});

	test("a movie in two files is one title: two Media, each with a part of its own, and one view state", async () => {
		const more = [{ name: "small", file: { clip: "vp9", width: 320, height: 180 } as const }];
		const library = { movies: [movie("metropolis", { moreFiles: more })], shows: [], collections: [] };
		const { plex, call, detail, keyOf } = createWorld({ library });
		const key = keyOf("metropolis");
		const media = rowsOf(await detail(key), "Media");
		expect(media.map(({ container, height }) => [container, height])).toEqual([
			["mp4", 720],
			["webm", 180],
		]);
		const keys = media.flatMap((each) => rowsOf(each, "Part")).map((part) => String(part.key));
		expect(new Set(keys).size).toBe(2);
		const types = await Promise.all(keys.map(async (path) => (await call(path)).headers.get("content-type")));
		expect(types).toEqual(["video/mp4", "video/webm"]);
		plex.view({ slug: "metropolis", act: "progress", positionMs: 120_000 });
		expect(await detail(key)).toMatchObject({ viewOffset: 120_000 });
		expect(Object.keys(plex.state().items)).toEqual(["metropolis"]);
	});
});

describe("the control paths", () => {
	test("a rebuilt server has another id and other keys, and nobody has seen anything", async () => {
		for (const rebuildReusesKeys of [false, true]) {
			const { plex, read, keyOf, call } = createWorld({ switches: { rebuildReusesKeys } });
			const old = { id: plex.machineIdentifier(), key: keyOf("metropolis") };
			const guid = rowsOf(await read(`/library/metadata/${old.key}`))[0]?.guid;
			plex.view({ slug: "metropolis", act: "finish" });
			plex.rebuild();
			expect(plex.machineIdentifier()).not.toBe(old.id);
			expect(keyOf("metropolis")).not.toBe(old.key);
			expect(plex.state().items.metropolis).toMatchObject({ watched: false, playCount: 0 });
			expect(rowsOf(await read(`/library/metadata/${keyOf("metropolis")}`))[0]?.guid).toBe(guid);
			expect((await call(`/library/metadata/${old.key}`)).status).toBe(rebuildReusesKeys ? 200 : 404);
		}
	});

	test("a restored title keeps its key, or comes with a new one and the state of before", async () => {
		for (const restoreKeepsKey of [true, false]) {
			const { plex, keyOf } = createWorld({ switches: { restoreKeepsKey } });
			const old = keyOf("metropolis");
			plex.view({ slug: "metropolis", act: "finish" });
			plex.removeTitle("metropolis");
			expect(plex.state().items.metropolis).toBeUndefined();
			plex.restoreTitle("metropolis");
			expect(keyOf("metropolis") === old).toBe(restoreKeepsKey);
			expect(plex.state().items.metropolis?.playCount).toBe(1);
		}
	});

	test("a viewing elsewhere has its own time, and does not count as a write of ours", () => {
		const { plex } = createWorld();
		const at = Date.parse("2026-02-01T00:00:00Z");
		plex.view({ slug: "beverly-hillbillies/s1e2", act: "progress", positionMs: 70_000, at });
		expect(plex.state()).toMatchObject({ writes: 0, sessions: 0 });
		expect(plex.state().items["beverly-hillbillies/s1e2"]).toMatchObject({ positionMs: 70_000, lastPlayedAt: at });
	});

	test("an episode goes by show, season and number, or by its own slug where it has none", () => {
		const { plex } = createWorld();
		expect(Object.keys(plex.state().items).filter((slug) => slug.includes("/"))).toEqual([
			"beverly-hillbillies/s1e1",
			"beverly-hillbillies/s1e2",
			"beverly-hillbillies/s1e3",
			"beverly-hillbillies/s0-pilot",
		]);
	});

	test("an added show is listed and has episodes; a new cast is listed too", async () => {
		const { plex, read, detail, keyOf } = createWorld();
		const slug = plex.addTitle({ kind: "show", title: "New Show" });
		expect(plex.state().items[`${slug}/s1e2`]?.title).toBe("Episode 2");
		expect((await read("/library/sections/2/all?type=2")).size).toBe(2);
		plex.changeTitle({ slug: "metropolis", cast: ["Brigitte Helm"] });
		expect(rowsOf(await detail(keyOf("metropolis")), "Role")).toMatchObject([{ tag: "Brigitte Helm" }]);
	});

	test("a reset brings back the start, but for the tokens", async () => {
		const { plex, call, keyOf } = createWorld();
		const [id, key] = [plex.machineIdentifier(), keyOf("metropolis")];
		plex.view({ slug: "metropolis", act: "finish" });
		plex.removeTitle("the-general");
		plex.rebuild();
		plex.reset();
		expect(plex.machineIdentifier()).toBe(id);
		expect(keyOf("metropolis")).toBe(key);
		expect(Object.keys(plex.state().items)).toContain("the-general");
		expect(plex.state().items.metropolis?.watched).toBe(false);
		expect((await call("/")).status).toBe(200);
	});

	test("answer under /__demo/ without a token, and faults hit the rest", async () => {
		const { plex, call } = createWorld();
		expect((await call("/__demo/state", { token: null })).status).toBe(200);
		plex.setFaults([{ kind: "status", status: 503, times: 1 }]);
		expect((await call("/library/sections")).status).toBe(503);
		expect((await call("/library/sections")).status).toBe(200);
	});
});

describe("plex.tv", () => {
	const body = async (answer: Response): Promise<Json> => {
		const json: unknown = await answer.json();
		return isJson(json) ? json : {};
	};

	test("links a PIN when its code is approved, and only then has a token", async () => {
		const { tv, tvCall } = createWorld();
		const pin = await body(await tvCall("/api/v2/pins?strong=true", { method: "POST" }));
		expect(pin).toMatchObject({ authToken: null, clientIdentifier: "client-1", expiresIn: 900 });
		expect(String(pin.code)).toHaveLength(25);
		expect(await body(await tvCall(`/api/v2/pins/${String(pin.id)}`))).toMatchObject({ authToken: null });
		expect(tv.approve("no such code")).toBe(false);
		expect(tv.approve(String(pin.code))).toBe(true);
		const linked = await body(await tvCall(`/api/v2/pins/${String(pin.id)}`));
		expect(await body(await tvCall("/api/v2/user", { token: String(linked.authToken) }))).toMatchObject({
			title: "demo",
			homeAdmin: true,
		});
	});

	test("forgets a PIN after a quarter of an hour, and has none for another client", async () => {
		const { clock, tv, tvCall } = createWorld();
		const pin = await body(await tvCall("/api/v2/pins?strong=true", { method: "POST" }));
		const poll = () => tvCall(`/api/v2/pins/${String(pin.id)}`);
		const other = { headers: { "X-Plex-Client-Identifier": "client-2" } };
		expect((await tvCall(`/api/v2/pins/${String(pin.id)}`, other)).status).toBe(404);
		clock.advance(899_000);
		expect((await poll()).status).toBe(200);
		clock.advance(1_000);
		expect((await poll()).status).toBe(404);
		expect(tv.approve(String(pin.code))).toBe(false);
	});

	test("slows down who polls faster than twice a second", async () => {
		const { clock, tvCall } = createWorld();
		const pin = await body(await tvCall("/api/v2/pins?strong=true", { method: "POST" }));
		const poll = async (everyMs: number) => {
			clock.advance(everyMs);
			return (await tvCall(`/api/v2/pins/${String(pin.id)}`)).status;
		};
		for (let at = 0; at < 20; at += 1) expect(await poll(1_000)).toBe(200);
		const hurried: number[] = [];
		for (let at = 0; at < 10; at += 1) hurried.push(await poll(100));
		expect(hurried).toContain(429);
		expect(await poll(5_000)).toBe(200);
	});

	test("has a page with one button, which approves the code it was opened with", async () => {
		const { tv, tvCall } = createWorld();
		const pin = await body(await tvCall("/api/v2/pins?strong=true", { method: "POST" }));
		const page = await (await tv.handle(new Request(`${TV}/auth`))).text();
		expect(page.match(/<button/g)).toHaveLength(1);
		const allow = (form: Record<string, string>) =>
			tv.handle(new Request(`${TV}/auth/allow`, { method: "POST", body: new URLSearchParams(form) }));
		expect(await (await allow({ code: "wrong", forwardUrl: "" })).text()).toContain("expired");
		const answer = await allow({ code: String(pin.code), forwardUrl: `${PAGE}/#/connected` });
		expect(answer.headers.get("location")).toBe(`${PAGE}/#/connected`);
		expect((await body(await tvCall(`/api/v2/pins/${String(pin.id)}`))).authToken).toEqual(expect.any(String));
	});

	test("says 401 to a wrong token in JSON that every page can read", async () => {
		const { tvCall } = createWorld();
		const answer = await tvCall("/api/v2/user", { token: "wrong" });
		expect(answer.status).toBe(401);
		expect(cors(answer)).toBe("*");
		expect(await body(answer)).toMatchObject({ errors: [{ code: 1001 }] });
		const preflight = await tvCall("/api/v2/user", {
			method: "OPTIONS",
			headers: { "access-control-request-headers": "x-plex-anything" },
		});
		expect(preflight.headers.get("access-control-allow-headers")).toBe("x-plex-anything");
	});

	test("lists the server with a token of its own and a dead address before the good one", async () => {
		const { plex, tv, tvCall, call } = createWorld();
		const account = tv.issueToken();
		const list: unknown = await (await tvCall("/api/v2/resources?includeHttps=1", { token: account })).json();
		const [server] = Array.isArray(list) ? list.filter(isJson) : [];
		expect(server).toMatchObject({ clientIdentifier: plex.machineIdentifier(), owned: true, provides: "server" });
		expect(rowsOf(server ?? {}, "connections").map(({ uri }) => uri)).toEqual(["http://127.0.0.1:1", PMS]);
		expect((await call("/", { token: String(server?.accessToken) })).status).toBe(200);
		expect((await call("/", { token: account })).status).toBe(401);
	});

	test("has a managed user behind a PIN, whose tokens are the user's own", async () => {
		const { plex, tv, tvCall, call } = createWorld();
		const token = tv.issueToken();
		const home = await body(await tvCall("/api/v2/home/users", { token }));
		expect(rowsOf(home, "users")).toMatchObject([
			{ title: "demo", admin: true, protected: false },
			{ title: "kid", admin: false, restricted: true, protected: true },
		]);
		const kid = String(rowsOf(home, "users")[1]?.uuid);
		const change = (pin: string) => tvCall(`/api/v2/home/users/${kid}/switch?pin=${pin}`, { method: "POST", token });
		expect((await change("0000")).status).toBe(401);
		const switched = await change("1234");
		expect(switched.status).toBe(201);
		const kidToken = String((await body(switched)).authToken);
		const list: unknown = await (await tvCall("/api/v2/resources", { token: kidToken })).json();
		const [server] = Array.isArray(list) ? list.filter(isJson) : [];
		expect(server).toMatchObject({ owned: false, home: true });
		await call("/:/scrobble?identifier=com.plexapp.plugins.library&key=101", {
			method: "PUT",
			token: String(server?.accessToken),
		});
		expect(plex.state("kid").items.metropolis?.watched).toBe(true);
		expect(plex.state().items.metropolis?.watched).toBe(false);
	});

	test("forgets a token that signed out, and speaks JSON only when asked for exactly that", async () => {
		const { tv, tvCall } = createWorld();
		const token = tv.issueToken();
		const axios = { token, headers: { accept: "application/json, text/plain, */*" } };
		expect((await tvCall("/api/v2/user", axios)).headers.get("content-type")).toContain("xml");
		expect((await tvCall("/api/v2/users/signout", { method: "DELETE", token })).status).toBe(204);
		expect((await tvCall("/api/v2/user", { token })).status).toBe(401);
	});

	test("says by its control path what it does not know", async () => {
		const { tvCall } = createWorld();
		const approve = (code: string) =>
			tvCall("/__demo/approve", { method: "POST", body: JSON.stringify({ code, user: "kid" }) });
		const pin = await body(await tvCall("/api/v2/pins", { method: "POST" }));
		expect((await approve("nope")).status).toBe(404);
		expect((await approve(String(pin.code))).status).toBe(200);
	});
});

describe("what the server makes fit for a browser", () => {
	const query = (key: string, session: string, platform = "Chrome") =>
		new URLSearchParams({
			path: `/library/metadata/${key}`,
			protocol: "hls",
			directPlay: "0",
			session,
			"X-Plex-Platform": platform,
		}).toString();
	const base = "/video/:/transcode/universal";

	test("starts only after a decision, for a platform it knows, and ends on stop", async () => {
		const { call, keyOf } = createWorld();
		const key = keyOf("metropolis");
		expect((await call(`${base}/start.m3u8?${query(key, "s1")}`)).status).toBe(400);
		expect((await call(`${base}/decision?${query(key, "s1", "Toaster")}`)).status).toBe(400);
		expect(await (await call(`${base}/decision?${query(key, "s1")}`)).json()).toMatchObject({
			MediaContainer: { generalDecisionCode: 1001, allowSync: "1", librarySectionID: "1" },
		});
		const master = await (await call(`${base}/start.m3u8?${query(key, "s1")}`)).text();
		expect(master).toContain("session/s1/base/index.m3u8");
		expect((await call(`${base}/session/s1/base/index.m3u8`, { token: null })).status).toBe(200);
		await call(`${base}/stop?session=s1`);
		expect((await call(`${base}/session/s1/base/index.m3u8`, { token: null })).status).toBe(404);
	});

	test("comes in pieces that add up to the whole clip", async () => {
		const { call, keyOf } = createWorld();
		await call(`${base}/decision?${query(keyOf("metropolis"), "s1")}`);
		const fetchPiece = (name: string) => call(`${base}/session/s1/base/${name}`, { token: null });
		const index = await (await fetchPiece("index.m3u8")).text();
		const lengths = [...index.matchAll(/#EXTINF:([\d.]+)/g)].map(([, seconds]) => Number(seconds));
		expect(lengths.reduce((sum, seconds) => sum + seconds, 0)).toBeCloseTo(600, 0);
		const first = new Uint8Array(await (await fetchPiece("00000.m4s")).arrayBuffer());
		expect(new TextDecoder("latin1").decode(first.subarray(4, 8))).toBe("moof");
		expect((await fetchPiece("99999.m4s")).status).toBe(404);
		expect(cors(await fetchPiece("header"))).toBe(PAGE);
	});
});
