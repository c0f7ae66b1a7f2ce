type JsonObject = { [name: string]: unknown };

/** `answer` with wrong types in every field of every third row (the third, the sixth, …) of its list; other answers as they are. */
export function spoilRows(answer: Response): Promise<Response> {
	return withList(answer, (rows) => rows.map((row, index) => (index % 3 === 2 ? spoilRow(row) : row)));
}

/** `answer` with the last third of its list left out, one row at least, while the total it states stays. */
export function shortenList(answer: Response): Promise<Response> {
	return withList(answer, (rows) => rows.slice(0, Math.max(0, rows.length - Math.max(1, Math.ceil(rows.length / 3)))));
}

/**
 * Rewrites the list of a JSON answer: the answer itself when it is an array, Jellyfin's `Items`, or Plex's
 * `MediaContainer.Metadata` or `.Directory`.
 */
async function withList(answer: Response, change: (rows: unknown[]) => unknown[]): Promise<Response> {
	if (!(answer.headers.get("content-type") ?? "").includes("json")) return answer;
	const text = await answer.text();
	const headers = new Headers(answer.headers);
	headers.delete("content-length");
	headers.delete("etag");
	const body = text === "" ? text : JSON.stringify(rewritten(JSON.parse(text), change));
	return new Response(body, { status: answer.status, headers });
}

function rewritten(json: unknown, change: (rows: unknown[]) => unknown[]): unknown {
	if (Array.isArray(json)) return change(json);
	if (!isObject(json)) return json;
	if (isObject(json.MediaContainer)) {
		const container = json.MediaContainer;
		for (const name of ["Metadata", "Directory"]) {
			const rows = container[name];
			if (!Array.isArray(rows)) continue;
			const left = change(rows);
			const size = container.totalSize === undefined ? container.size : left.length;
			return { ...json, MediaContainer: { ...container, size, [name]: left } };
		}
		return json;
	}
	return Array.isArray(json.Items) ? { ...json, Items: change(json.Items) } : json;
}

function isObject(value: unknown): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function spoilRow(row: unknown): unknown {
	if (!isObject(row)) return 7;
	return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, otherType(value)]));
}

function otherType(value: unknown): unknown {
	switch (typeof value) {
		case "string":
			return { was: "a text" };
		case "number":
			return "not a number";
		case "boolean":
			return "perhaps";
		default:
			return 7;
	}
}
