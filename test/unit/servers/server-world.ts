import { StowawayDatabase } from "../../../src/db/schema.ts";
import type { World } from "../../../src/db/world.ts";

type Handler = (request: Request) => Promise<Response>;

let databases = 0;

/** A world whose network has the given handlers, by origin, and nothing else. As the page of an app on loopback, unless told. */
export function createWorld(
	handlers: Readonly<Record<string, Handler>>,
	more: Partial<World> = {},
): World & { readonly asked: string[] } {
	databases += 1;
	const asked: string[] = [];
	return {
		db: new StowawayDatabase(`servers-${databases}`),
		asked,
		fetch: async (input, init) => {
			const request = new Request(input, init);
			asked.push(`${request.method} ${request.url}`);
			const handle = handlers[new URL(request.url).origin];
			if (handle === undefined) throw new TypeError("Failed to fetch");
			return handle(request);
		},
		now: () => Date.now(),
		random: () => 0.5,
		locks: { request: (_name, _options, callback) => callback({}) },
		scope: "/",
		place: { kind: "page", scheme: "http", isLoopback: true },
		...more,
	};
}

/** What a browser's page makes of a handler: answers that do not name its origin cannot be read. */
export function asSeenByPage(handle: Handler, origin: string): Handler {
	return async (request) => {
		const headers = new Headers(request.headers);
		headers.set("origin", origin);
		const answer = await handle(new Request(request, { headers }));
		const allowed = answer.headers.get("access-control-allow-origin");
		if (request.mode !== "no-cors" && allowed !== "*" && allowed !== origin) throw new TypeError("Failed to fetch");
		return answer;
	};
}

/** The value of an outcome that has to be ok. */
export function okValue<T>(outcome: { kind: "ok"; value: T } | { kind: string }): T {
	if ("value" in outcome) return outcome.value;
	throw new Error(`not ok: ${JSON.stringify(outcome)}`);
}
