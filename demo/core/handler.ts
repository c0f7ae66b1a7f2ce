/** A server as a function. It rejects with `TypeError` when the caller would see no answer at all, as `fetch` does. */
export type Handler = (request: Request) => Promise<Response>;

/** The headers that open an answer to every page. */
export const OPEN_CORS = {
	"access-control-allow-origin": "*",
	"access-control-allow-methods": "GET, HEAD, POST, PUT, DELETE, PATCH, OPTIONS",
	"access-control-allow-headers": "*, authorization, content-type, range",
	"access-control-expose-headers": "*",
	"access-control-max-age": "600",
} as const;

/** `value` as a JSON answer with open CORS. */
export function jsonAnswer(value: unknown, status = 200): Response {
	return new Response(JSON.stringify(value), {
		status,
		headers: { ...OPEN_CORS, "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
	});
}

/** What `fetch` rejects with when nothing answers. */
export function noAnswer(why: string): TypeError {
	return new TypeError("fetch failed", { cause: new Error(why) });
}
