import { expect, test } from "vitest";
import { createFaults, withFaults } from "../../../demo/core/faults.ts";
import type { Fault } from "../../../demo/emulator.ts";

/** A server that counts what it carried out and answers a list of six rows. */
function listServer(...active: Fault[]) {
	const seen: string[] = [];
	const faults = createFaults();
	faults.set(active);
	const handle = withFaults(async (request) => {
		seen.push(`${request.method} ${await request.text()}`);
		const Items = Array.from({ length: 6 }, (_, id) => ({ Id: `id${id}`, Played: false, Year: 1926 }));
		return Response.json({ Items, TotalRecordCount: 6 });
	}, faults);
	const ask = (path = "/Items", init: RequestInit = {}) => handle(new Request(`http://demo${path}`, init));
	return { ask, seen, faults };
}

test("down does nothing and gives no answer", async () => {
	const { ask, seen } = listServer({ kind: "down" });
	await expect(ask()).rejects.toBeInstanceOf(TypeError);
	expect(seen).toEqual([]);
});

test("a dropped answer was carried out", async () => {
	const { ask, seen } = listServer({ kind: "drop-answer" });
	await expect(ask("/Items", { method: "POST", body: "one" })).rejects.toBeInstanceOf(TypeError);
	expect(seen).toEqual(["POST one"]);
});

test("a duplicated request is carried out twice with its body", async () => {
	const { ask, seen } = listServer({ kind: "duplicate" });
	expect((await ask("/Items", { method: "POST", body: "one" })).status).toBe(200);
	expect(seen).toEqual(["POST one", "POST one"]);
});

test("a hanging request is carried out after it was given up, and never answered", async () => {
	const { ask, seen } = listServer({ kind: "hang" });
	const giveUp = new AbortController();
	const answer = ask("/Items", { method: "POST", body: "late", signal: giveUp.signal });
	const failed = expect(answer).rejects.toThrow("enough");
	await Promise.resolve();
	expect(seen).toEqual([]);
	giveUp.abort(new Error("enough"));
	await failed;
	expect(seen).toEqual(["POST late"]);
});

test("a status is answered without carrying out, open to every page", async () => {
	const { ask, seen } = listServer({ kind: "status", status: 503 });
	const answer = await ask();
	expect(answer.status).toBe(503);
	expect(answer.headers.get("access-control-allow-origin")).toBe("*");
	expect(seen).toEqual([]);
});

test("garbage is 200 with JSON that does not parse", async () => {
	const { ask } = listServer({ kind: "garbage" });
	const answer = await ask();
	expect(answer.status).toBe(200);
	await expect(answer.json()).rejects.toBeInstanceOf(SyntaxError);
});

test("html is 200 with a page", async () => {
	const answer = await listServer({ kind: "html" }).ask();
	expect(answer.headers.get("content-type")).toBe("text/html");
	expect(await answer.text()).toContain("<!doctype html>");
});

test("wrong types hit every third row and no other", async () => {
	const { Items } = await (await listServer({ kind: "wrong-types" }).ask()).json();
	const good = { Played: false, Year: 1926 };
	expect(Items[0]).toEqual({ Id: "id0", ...good });
	expect(Items[1]).toEqual({ Id: "id1", ...good });
	expect(Items[2]).toEqual({ Id: { was: "a text" }, Played: "perhaps", Year: "not a number" });
	expect(typeof Items[5].Id).toBe("object");
});

test("a short list keeps its total", async () => {
	const list = await (await listServer({ kind: "short-list" }).ask()).json();
	expect(list.Items).toHaveLength(4);
	expect(list.TotalRecordCount).toBe(6);
});

test("a fault hits as often as it says, on the path and method it names", async () => {
	const { ask, faults } = listServer({ kind: "status", status: 500, path: "/Items", method: "GET", times: 2 });
	const statuses = [];
	for (const [path, method] of [["/Users"], ["/Items", "POST"], ["/Items"], ["/Items?x=1"], ["/Items"]]) {
		statuses.push((await ask(path, { method })).status);
	}
	expect(statuses).toEqual([200, 200, 500, 500, 200]);
	expect(faults.list()).toEqual([]);
});

test("latency adds to another fault, and a waiting request can be given up", async () => {
	const faults = createFaults();
	faults.set([{ kind: "latency", ms: 5 }, { kind: "latency", ms: 7, times: 1 }, { kind: "down" }]);
	expect(faults.take("GET", "/")).toEqual({ latencyMs: 12, fault: { kind: "down" } });
	expect(faults.take("GET", "/").latencyMs).toBe(5);
	const { ask, seen } = listServer({ kind: "latency", ms: 1_000_000 });
	await expect(ask("/Items", { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
	expect(seen).toEqual([]);
});

test("control paths and preflights are spared", async () => {
	const { ask } = listServer({ kind: "down" });
	expect((await ask("/__demo/state")).status).toBe(200);
	expect((await ask("/Items", { method: "OPTIONS" })).status).toBe(200);
});
