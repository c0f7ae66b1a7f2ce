import { expect, test } from "vitest";
import { createClock } from "../../../demo/core/clock.ts";
import { type ControlledServer, ControlRefusal, withControl } from "../../../demo/core/control.ts";
import { createFaults } from "../../../demo/core/faults.ts";

/** A server that writes down what it is told. */
function controlled() {
	const told: unknown[] = [];
	const tell =
		(what: string) =>
		(...args: unknown[]) =>
			void told.push([what, ...args]);
	const faults = createFaults();
	const server: ControlledServer = {
		clock: createClock(() => 1000),
		faults,
		state: (user) => ({ items: {}, writes: user === "guest" ? 2 : 1, sessions: 0 }),
		listeners: () => 3,
		setFaults: (list) => faults.set(list),
		view: tell("view"),
		rebuild: tell("rebuild"),
		revokeTokens: tell("revoke"),
		reset: tell("reset"),
		addTitle: (title) => {
			told.push(["add", title]);
			return title.slug ?? "made-up";
		},
		changeTitle: tell("change"),
		removeTitle: (slug) => {
			if (slug === "nothing") throw new ControlRefusal("no title nothing");
		},
		restoreTitle: tell("restore"),
		approve: tell("approve"),
	};
	const handle = withControl(server, async () => new Response("the server itself"));
	const ask = async (method: string, path: string, body?: unknown) => {
		const answer = await handle(
			new Request(`http://demo${path}`, { method, body: typeof body === "string" ? body : JSON.stringify(body) }),
		);
		const text = await answer.text();
		return {
			status: answer.status,
			answer,
			body: text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : text,
		};
	};
	return { ask, told, server };
}

test("other paths go to the server and are kept as requests until a reset", async () => {
	const { ask } = controlled();
	expect((await ask("GET", "/Items?limit=1")).body).toBe("the server itself");
	await ask("GET", "/__demo/state");
	expect((await ask("GET", "/__demo/requests")).body).toEqual([{ method: "GET", path: "/Items?limit=1", at: 1000 }]);
	await ask("POST", "/__demo/reset");
	expect((await ask("GET", "/__demo/requests")).body).toEqual([]);
});

test("the state is that of the user asked for", async () => {
	const { ask } = controlled();
	expect((await ask("GET", "/__demo/state")).body.writes).toBe(1);
	expect((await ask("GET", "/__demo/state?user=guest")).body.writes).toBe(2);
});

test("faults are put, listed and deleted", async () => {
	const { ask } = controlled();
	const faults = [{ kind: "status", status: 503, times: 2 }];
	await ask("PUT", "/__demo/faults", faults);
	expect((await ask("GET", "/__demo/faults")).body).toEqual(faults);
	await ask("DELETE", "/__demo/faults");
	expect((await ask("GET", "/__demo/faults")).body).toEqual([]);
});

test("the clock is set, advanced and let go", async () => {
	const { ask } = controlled();
	expect((await ask("PUT", "/__demo/clock", { now: 5000 })).body).toEqual({ now: 5000 });
	expect((await ask("PUT", "/__demo/clock", { advanceMs: 250 })).body).toEqual({ now: 5250 });
	expect((await ask("PUT", "/__demo/clock", { real: true })).body).toEqual({ now: 1000 });
});

test("what is told reaches the server", async () => {
	const { ask, told } = controlled();
	await ask("POST", "/__demo/viewing", { slug: "flash-gordon/s1e2", act: "progress", positionMs: 5 });
	await ask("POST", "/__demo/approve", { code: "ABCD", user: "guest" });
	expect((await ask("POST", "/__demo/add", { title: "New" })).body).toEqual({ slug: "made-up" });
	await ask("POST", "/__demo/rebuild");
	expect(told).toEqual([
		["view", { slug: "flash-gordon/s1e2", act: "progress", positionMs: 5 }],
		["approve", "ABCD", "guest"],
		["add", { title: "New" }],
		["rebuild"],
	]);
});

test.each([
	["PUT", "faults", [{ kind: "explode" }], "0.kind"],
	["PUT", "faults", [{ kind: "status", status: 42 }], "0.status"],
	["PUT", "faults", { kind: "down" }, "body"],
	["PUT", "clock", { tomorrow: true }, "{ now }"],
	["POST", "viewing", { slug: "x", act: "look" }, "act"],
	["POST", "viewing", { slug: "two words", act: "watched" }, "slug"],
	["POST", "viewing", { slug: "x", act: "progress", positionMs: -1 }, "positionMs"],
	["POST", "viewing", { slug: "x", act: "watched", userName: "y" }, "userName"],
	["POST", "approve", "not json", "not JSON"],
	["POST", "remove", {}, "slug"],
] as const)("%s %s %j is refused with the reason", async (method, path, body, reason) => {
	const { ask, told } = controlled();
	const { status, body: answer } = await ask(method, `/__demo/${path}`, body);
	expect(status).toBe(400);
	expect(answer.error).toContain(reason);
	expect(told).toEqual([]);
});

test("an unknown title, path or method is said to be so", async () => {
	const { ask } = controlled();
	expect(await ask("POST", "/__demo/remove", { slug: "nothing" })).toMatchObject({
		status: 404,
		body: { error: "no title nothing" },
	});
	expect((await ask("GET", "/__demo/toString")).status).toBe(404);
	expect((await ask("DELETE", "/__demo/state")).status).toBe(405);
});

test("every page may use them", async () => {
	const { ask } = controlled();
	const preflight = await ask("OPTIONS", "/__demo/faults");
	expect(preflight.status).toBe(204);
	expect(preflight.answer.headers.get("access-control-allow-methods")).toContain("PUT");
});
