import { accountRoutes } from "./account-routes.ts";
import { type Login, readClientHeader } from "./accounts.ts";
import { empty } from "./answers.ts";
import { captionRoutes } from "./caption-routes.ts";
import { hlsRoutes } from "./hls-routes.ts";
import { homeRoutes } from "./home-routes.ts";
import { imageRoutes } from "./image-routes.ts";
import { itemRoutes } from "./item-routes.ts";
import { mediaRoutes } from "./media-routes.ts";
import { playingRoutes } from "./playing-routes.ts";
import { type Query, Refusal, readQuery } from "./query.ts";
import { createRouter, pass } from "./router.ts";
import type { ServerState } from "./server-state.ts";
import { systemRoutes } from "./system-routes.ts";
import { userDataRoutes } from "./user-data-routes.ts";

const findRoute = createRouter([
	...systemRoutes,
	...accountRoutes,
	...itemRoutes,
	...homeRoutes,
	...userDataRoutes,
	...playingRoutes,
	...imageRoutes,
	...mediaRoutes,
	...captionRoutes,
	...hlsRoutes,
]);

/** Longest request line that the server reads (03-ids-and-sweep #12-19). */
const requestLineLimit = 8192;

/** Answers one request. CORS as recorded in 12-cors: on every answer to a request with an origin but 414. */
export async function answerRequest(state: ServerState, request: Request): Promise<Response> {
	const url = new URL(request.url);
	const target = url.pathname + url.search;
	if (request.method.length + target.length + " HTTP/1.1".length + 1 > requestLineLimit) {
		return empty(414);
	}
	const origin = request.headers.get("Origin");
	const asked = request.headers.get("Access-Control-Request-Method");
	if (request.method === "OPTIONS" && origin !== null && asked !== null) {
		const headers = request.headers.get("Access-Control-Request-Headers");
		return withCors(state, origin, new Response(null, { status: 204 }), {
			"Access-Control-Allow-Methods": asked,
			...(headers === null ? {} : { "Access-Control-Allow-Headers": headers }),
		});
	}
	return withCors(state, origin, await answerRoute(state, request, url), {});
}

function withCors(state: ServerState, origin: string | null, answer: Response, more: Record<string, string>): Response {
	const headers = new Headers(answer.headers);
	for (const name of [...headers.keys()]) {
		if (name.startsWith("access-control-")) headers.delete(name);
	}
	const isOpen = state.corsHosts.includes("*");
	if (origin !== null && (isOpen || state.corsHosts.includes(origin))) {
		headers.set("Access-Control-Allow-Origin", isOpen ? "*" : origin);
		if (!isOpen) headers.set("Access-Control-Allow-Credentials", "true");
		for (const [name, value] of Object.entries(more)) headers.set(name, value);
	}
	return new Response(answer.body, { status: answer.status, headers });
}

async function answerRoute(state: ServerState, request: Request, url: URL): Promise<Response> {
	const query = readQuery(url.searchParams);
	const found = findRoute(request.method, url.pathname);
	if (found.kind === "none") {
		return empty(404);
	}
	if (found.kind === "wrong-method") {
		return empty(405, { Allow: found.allowed.filter((method) => method !== "HEAD").join(", ") });
	}
	const login = loginOf(state, request, query);
	try {
		return await pass(found.route, { state, request, query, path: found.parts, login });
	} catch (error) {
		if (error instanceof Refusal) {
			return error.answer;
		}
		throw error;
	}
}

/** The token of the header, else `ApiKey` of the query; nothing of the older ways (01-unauthenticated #0-10). */
function loginOf(state: ServerState, request: Request, query: Query): Login | null {
	const token = readClientHeader(request.headers.get("Authorization")).token ?? query.text("ApiKey");
	return token ? state.accounts.login(token) : null;
}
