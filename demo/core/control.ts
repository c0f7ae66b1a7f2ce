import * as z from "zod/mini";
import type { DemoServer, DemoViewing, Fault } from "../emulator.ts";
import type { Faults } from "./faults.ts";
import { type Handler, jsonAnswer, OPEN_CORS } from "./handler.ts";

const faultKinds = [
	"down",
	"drop-answer",
	"duplicate",
	"hang",
	"status",
	"garbage",
	"html",
	"wrong-types",
	"short-list",
	"latency",
] as const satisfies readonly Fault["kind"][];

const slugPart = z
	.string()
	.check(z.regex(/^[\p{L}\p{N}/@-]+$/u, "must be a slug such as the-general or flash-gordon/s1e2"));

const faultsBody = z.array(
	z.strictObject({
		kind: z.enum(faultKinds),
		path: z.optional(z.string()),
		method: z.optional(z.string()),
		times: z.optional(z.int().check(z.positive())),
		status: z.optional(z.int().check(z.minimum(200), z.maximum(599))),
		ms: z.optional(z.number().check(z.nonnegative())),
	}),
);

const clockBody = z.union(
	[
		z.strictObject({ now: z.number() }),
		z.strictObject({ advanceMs: z.number() }),
		z.strictObject({ real: z.literal(true) }),
	],
	"must be { now }, { advanceMs } or { real: true }",
);

const viewingBody = z.strictObject({
	slug: slugPart,
	user: z.optional(z.string()),
	act: z.enum(["progress", "finish", "watched", "unwatched"]),
	positionMs: z.optional(z.number().check(z.nonnegative())),
	at: z.optional(z.number()),
});

const addBody = z.strictObject({
	slug: z.optional(slugPart),
	title: z.optional(z.string()),
	kind: z.optional(z.enum(["movie", "show"])),
	/** Its number at TMDB, be it another title's: as a file is that was matched wrongly, or is there twice. */
	tmdb: z.optional(z.string()),
});

const changeBody = z.strictObject({
	slug: slugPart,
	title: z.optional(z.string()),
	/** The new cast, by name, in order. */
	cast: z.optional(z.array(z.string())),
	/** Any value: the poster is replaced by another one. */
	poster: z.optional(z.unknown()),
});

const slugBody = z.strictObject({ slug: slugPart });
const approveBody = z.strictObject({ code: z.string(), user: z.optional(z.string()) });

export type AddTitle = z.infer<typeof addBody>;
export type ChangeTitle = z.infer<typeof changeBody>;

/** One request as `GET /__demo/requests` tells it. `path` has the query with it; `at` is epoch ms by the server's clock. */
export interface SeenRequest {
	readonly method: string;
	readonly path: string;
	readonly at: number;
}

/**
 * What the control paths need of a server. The functions that edit throw `ControlRefusal` when a slug, a code or a user is
 * unknown; everything else they throw is a bug.
 */
export interface ControlledServer extends Omit<DemoServer, "handle" | "connect"> {
	readonly faults: Faults;
	/** Adds a title, a made-up one where `slug` is new or left out; answers its slug. */
	addTitle(title: AddTitle): string;
	changeTitle(change: ChangeTitle): void;
	/** Takes a title out of the library (with its episodes, as when a disk is unmounted). */
	removeTitle(slug: string): void;
	restoreTitle(slug: string): void;
	/** Approves a Quick Connect code or a PIN for `user` (the demo's first account without). */
	approve(code: string, user: string | undefined): void;
}

/** Thrown by a `ControlledServer` for a slug, user or code it does not know; answered as 404. */
export class ControlRefusal extends Error {
	override readonly name = "ControlRefusal";
}

const LOG_LIMIT = 10_000;

/**
 * `handle` with the control paths of `demo/emulator.ts` in front, CORS open. Put it outside of `withFaults`, so that requests which a
 * fault hits are logged too. A body that does not fit gets 400 `{ error }` saying which field, an unknown slug or code 404,
 * an unknown path 404, a wrong method 405.
 */
export function withControl(server: ControlledServer, handle: Handler): Handler {
	let log: SeenRequest[] = [];
	const routes: Record<string, Record<string, (request: Request, url: URL) => unknown>> = {
		state: { GET: (_request, url) => server.state(url.searchParams.get("user") ?? undefined) },
		listeners: { GET: () => server.listeners() },
		requests: { GET: () => log.slice(-LOG_LIMIT) },
		faults: {
			GET: () => server.faults.list(),
			PUT: async (request) => server.setFaults(await read(request, faultsBody)),
			DELETE: () => server.setFaults([]),
		},
		clock: {
			GET: () => ({ now: server.clock.now() }),
			PUT: async (request) => {
				const body = await read(request, clockBody);
				if ("now" in body) server.clock.set(body.now);
				else if ("advanceMs" in body) server.clock.advance(body.advanceMs);
				else server.clock.set(null);
				return { now: server.clock.now() };
			},
		},
		viewing: { POST: async (request) => server.view((await read(request, viewingBody)) satisfies DemoViewing) },
		add: { POST: async (request) => ({ slug: server.addTitle(await read(request, addBody)) }) },
		change: { POST: async (request) => server.changeTitle(await read(request, changeBody)) },
		remove: { POST: async (request) => server.removeTitle((await read(request, slugBody)).slug) },
		restore: { POST: async (request) => server.restoreTitle((await read(request, slugBody)).slug) },
		rebuild: { POST: () => server.rebuild() },
		revoke: { POST: () => server.revokeTokens() },
		approve: {
			POST: async (request) => {
				const body = await read(request, approveBody);
				server.approve(body.code, body.user);
			},
		},
		reset: {
			POST: () => {
				log = [];
				server.setFaults([]);
				server.clock.set(null);
				server.reset();
			},
		},
	};
	return async (request) => {
		const url = new URL(request.url);
		if (!url.pathname.startsWith("/__demo/")) {
			log.push({ method: request.method, path: url.pathname + url.search, at: server.clock.now() });
			if (log.length > 2 * LOG_LIMIT) log = log.slice(-LOG_LIMIT);
			return handle(request);
		}
		if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: OPEN_CORS });
		const route = Object.entries(routes).find(([name]) => url.pathname === `/__demo/${name}`)?.[1];
		if (route === undefined) return jsonAnswer({ error: `no control path ${url.pathname}` }, 404);
		const act = route[request.method];
		if (act === undefined) return jsonAnswer({ error: `${request.method} is not for ${url.pathname}` }, 405);
		try {
			return jsonAnswer((await act(request, url)) ?? { done: true });
		} catch (error) {
			if (error instanceof BadBody) return jsonAnswer({ error: error.message }, 400);
			if (error instanceof ControlRefusal) return jsonAnswer({ error: error.message }, 404);
			throw error;
		}
	};
}

class BadBody extends Error {}

async function read<T extends z.ZodMiniType>(request: Request, schema: T): Promise<z.infer<T>> {
	let json: unknown;
	try {
		json = JSON.parse(await request.text());
	} catch {
		throw new BadBody("the body is not JSON");
	}
	const result = z.safeParse(schema, json);
	if (result.success) return result.data;
	throw new BadBody(
		result.error.issues.map((issue) => `${issue.path.join(".") || "body"}: ${inWords(issue)}`).join("; "),
	);
}

/** Says what is wrong: zod/mini has no words of its own. */
function inWords(issue: z.core.$ZodIssue): string {
	switch (issue.code) {
		case "unrecognized_keys":
			return `unknown ${issue.keys.join(", ")}`;
		case "invalid_value":
			return `must be one of ${issue.values.join(", ")}`;
		case "invalid_type":
			return `must be ${issue.expected}`;
		default:
			return issue.message;
	}
}
