/** The shapes in which the server answers (contract/jellyfin/recorded/README.md, *Wire*). */

const problemTitles: Readonly<Record<number, readonly [string, string]>> = {
	400: ["https://tools.ietf.org/html/rfc9110#section-15.5.1", "Bad Request"],
	404: ["https://tools.ietf.org/html/rfc9110#section-15.5.5", "Not Found"],
	415: ["https://tools.ietf.org/html/rfc9110#section-15.5.16", "Unsupported Media Type"],
};

const traceId = "00-00000000000000000000000000000001-0000000000000001-00";

/** JSON; a bare string too. */
export function json(body: unknown, status = 200): Response {
	return new Response(JSON.stringify(body), {
		status,
		headers: { "Content-Type": "application/json; charset=utf-8" },
	});
}

/** Status alone. */
export function empty(status: number, headers: Readonly<Record<string, string>> = {}): Response {
	return new Response(null, { status, headers: status === 204 ? headers : { "Content-Length": "0", ...headers } });
}

/** What an exception inside the server gives: text, not JSON. */
export function failed(status: number): Response {
	return new Response("Error processing request.", { status, headers: { "Content-Type": "text/plain" } });
}

/** RFC 7807 of a refused or not found request. */
export function problem(status: number): Response {
	const [type, title] = problemTitles[status] ?? ["about:blank", "Error"];
	return json({ type, title, status, traceId }, status);
}

/** A request that could not be bound to its parameters. `errors`: by parameter name, "$" for the body. */
export function invalid(errors: Readonly<Record<string, readonly string[]>>): Response {
	const [type] = problemTitles[400] ?? [""];
	return json({ type, title: "One or more validation errors occurred.", status: 400, errors, traceId }, 400);
}

/** A parameter with a value of the wrong kind. */
export function invalidValue(name: string, value: string): Response {
	return invalid({ [name]: [`The value '${value}' is not valid.`] });
}

/** A list the way every list endpoint wraps it. */
export function page(items: readonly unknown[], total = items.length, startIndex = 0): Response {
	return json({ Items: items, TotalRecordCount: total, StartIndex: startIndex });
}
