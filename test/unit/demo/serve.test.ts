import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mountHttp } from "../../../demo/core/http-mount.ts";
import { startAll } from "../../../demo/serve/start-all.ts";
import { createStaticServer, preferredEncoding } from "../../../demo/serve/static-server.ts";

const script = "let answer = 42;\n".repeat(200);
let root = "";

beforeAll(async () => {
	const folder = await mkdtemp(join(tmpdir(), "stowaway-"));
	root = join(folder, "dist");
	await mkdir(join(root, "assets"), { recursive: true });
	await writeFile(join(folder, "secret.txt"), "secret");
	await writeFile(join(root, "index.html"), "<!doctype html><title>App</title>");
	await writeFile(join(root, "sw.js"), "// worker");
	await writeFile(join(root, "assets/index-Ab3_-xYz.js"), script);
});
afterAll(() => rm(resolve(root, ".."), { recursive: true }));

function get(path: string, init: RequestInit = {}, base = "/") {
	return createStaticServer({ root, base })(new Request(`http://app${path}`, init));
}

test("the page and the worker are asked about each time, hashed assets kept for a year", async () => {
	for (const [path, type, caching] of [
		["/", "text/html; charset=utf-8", "no-cache"],
		["/sw.js", "text/javascript; charset=utf-8", "no-cache"],
		["/assets/index-Ab3_-xYz.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"],
	] as const) {
		const { status, headers } = await get(path);
		expect([status, headers.get("content-type"), headers.get("cache-control")]).toEqual([200, type, caching]);
		expect(headers.get("content-security-policy")).toContain("default-src 'none'");
	}
});

test("what a browser has is not sent again", async () => {
	const etag = (await get("/")).headers.get("etag") ?? "";
	const again = await get("/", { headers: { "if-none-match": `W/"x", ${etag}` } });
	expect([again.status, await again.text()]).toEqual([304, ""]);
});

test("text is compressed as the browser takes it, each way with its own etag", async () => {
	const gzip = await get("/assets/index-Ab3_-xYz.js", { headers: { "accept-encoding": "gzip, br;q=0" } });
	expect(gzip.headers.get("content-encoding")).toBe("gzip");
	expect(gunzipSync(await gzip.arrayBuffer()).toString()).toBe(script);
	const plain = await get("/assets/index-Ab3_-xYz.js");
	expect(plain.headers.get("etag")).not.toBe(gzip.headers.get("etag"));
	expect(preferredEncoding("gzip, deflate, br")).toBe("br");
	expect(preferredEncoding("identity")).toBeNull();
});

test("nothing outside of the folder is served", async () => {
	for (const path of [
		"/..%2fsecret.txt",
		"/%2e%2e%2fsecret.txt",
		"/assets/..%2f..%2fsecret.txt",
		"/..%5csecret.txt",
		"/a%00b",
	]) {
		expect((await get(path)).status, path).toBe(404);
	}
	expect((await get("/%zz")).status).toBe(400);
	expect((await get("/", { method: "POST" })).status).toBe(405);
});

test("HEAD says what GET would, without the body", async () => {
	const head = await get("/sw.js", { method: "HEAD" });
	expect([head.headers.get("content-length"), await head.text()]).toEqual(["9", ""]);
});

test("under a path, the rest of the host is nobody's", async () => {
	const base = "/apps/stowaway/";
	expect((await get("/apps/stowaway/sw.js", {}, base)).status).toBe(200);
	expect((await get("/apps/stowaway", {}, base)).headers.get("location")).toBe(base);
	expect((await get("/sw.js", {}, base)).status).toBe(404);
});

test("a handler that rejects breaks the connection instead of answering", async () => {
	const mounted = await mountHttp(async () => Promise.reject(new TypeError("down")), 0);
	const broken = await new Promise((done) => {
		const asked = request({ port: mounted.port, host: "127.0.0.1" }, () => done("answered"));
		asked.on("error", () => done("broken")).end();
	});
	expect(broken).toBe("broken");
	await mounted.close();
});

test("the app and its demo servers come up together, next to whatever holds the port, and go together", async () => {
	const holder = await mountHttp(async () => new Response("mine"), 0);
	const said: string[] = [];
	const running = await startAll({ port: holder.port, root, arr: true, say: (text) => said.push(text) });
	expect(running.port).toBeGreaterThan(holder.port);
	expect(said[0]).toContain(`${holder.port} is busy`);
	const demo = await (await fetch(`${running.appUrl}demo.json`)).json();
	expect(demo).toEqual({
		jellyfin: { url: running.jellyfinUrl, userName: "demo", password: "demo" },
		plex: { url: running.plexUrl, accountUrl: running.plexTvUrl },
		arr: running.arr,
	});
	for (const { name, url, key } of demo.arr) {
		const answer = await fetch(`${url}/api/v3/system/status`, { headers: { "x-api-key": key } });
		expect(await answer.json()).toMatchObject({ instanceName: name });
	}
	const state = await (await fetch(`${running.jellyfinUrl}/__demo/state`)).json();
	expect(state.items["the-general"].title).toBe("The General");
	for (const url of [running.plexUrl, running.plexTvUrl]) expect((await fetch(`${url}/__demo/requests`)).ok).toBe(true);
	await running.close();
	await holder.close();
	await expect(fetch(running.appUrl)).rejects.toThrow("fetch failed");
	await expect(fetch(running.plexUrl)).rejects.toThrow("fetch failed");
});

test.each([
	[["--bogus"], 2, "no option --bogus"],
	[["--port", "many"], 2, "--port takes a whole number"],
	[["--items"], 2, "--items needs a value"],
	[["--cert", "package.json"], 2, "go together"],
	[["--cert", "nowhere.pem", "--key", "package.json"], 2, "There is no file"],
	[["--help"], 0, "--arr "],
])("npm start %j exits with %i and says why", (options, code, text) => {
	const ended = spawnSync(process.execPath, ["demo/start.mjs", ...options], { encoding: "utf8" });
	expect([ended.status, ended.stdout + ended.stderr]).toEqual([code, expect.stringContaining(text)]);
});
