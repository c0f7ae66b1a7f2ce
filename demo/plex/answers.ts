import type { Row } from "./tags.ts";

/** What an answer is made from: the reader's `Accept`, and whether this page may read it. */
export interface Reader {
	readonly request: Request;
	/** The value of `Access-Control-Allow-Origin`: the page's origin when the token was accepted, Plex's own web client's otherwise. */
	readonly allowedOrigin: string;
}

/** The only origin that reads what PMS says to requests without an accepted token (contract/plex-api.md §2). */
export const PLEX_WEB = "https://app.plex.tv";

const titles: Readonly<Record<number, string>> = {
	400: "Bad Request",
	401: "Unauthorized",
	403: "Forbidden",
	404: "Not Found",
	405: "Method Not Allowed",
	503: "Service Unavailable",
};

/** PMS answers OPTIONS to everybody: it echoes the origin and the headers asked for. */
export function preflight(request: Request): Response {
	return new Response(null, {
		status: 200,
		headers: {
			"access-control-allow-origin": request.headers.get("origin") ?? PLEX_WEB,
			"access-control-allow-methods": "POST, GET, OPTIONS, DELETE, PUT, HEAD",
			"access-control-allow-headers": request.headers.get("access-control-request-headers") ?? "",
			"access-control-max-age": "1209600",
			"x-plex-protocol": "1.0",
		},
	});
}

function headersOf(reader: Reader, contentType: string): Headers {
	return new Headers({
		"access-control-allow-origin": reader.allowedOrigin,
		"content-type": contentType,
		"cache-control": "no-cache",
		"x-plex-protocol": "1.0",
	});
}

/** An error as PMS words it: a page. */
export function errorPage(reader: Reader, status: number): Response {
	const title = titles[status] ?? "Error";
	return new Response(`<html><head><title>${title}</title></head><body><h1>${status} ${title}</h1></body></html>`, {
		status,
		headers: headersOf(reader, "text/html"),
	});
}

/** What actions answer: 200 and an empty page. */
export function emptyPage(reader: Reader): Response {
	return new Response("", { headers: headersOf(reader, "text/html") });
}

/** A `MediaContainer`: JSON for exactly `Accept: application/json`, else XML. Totals go into headers as well. */
export function container(reader: Reader, fields: Row): Response {
	const isJson = reader.request.headers.get("accept")?.trim() === "application/json";
	const headers = headersOf(reader, isJson ? "application/json" : "text/xml;charset=utf-8");
	if (fields.totalSize !== undefined) {
		headers.set("x-plex-container-total-size", String(fields.totalSize));
		headers.set("x-plex-container-start", String(fields.offset ?? 0));
	}
	if (reader.request.method === "HEAD") return new Response(null, { headers });
	const body = isJson
		? JSON.stringify({ MediaContainer: fields })
		: `<?xml version="1.0" encoding="UTF-8"?>\n${xml("MediaContainer", fields)}`;
	return new Response(body, { headers });
}

/** Rows as XML: scalars are attributes, lists are children. Metadata is called after its type. */
function xml(name: string, row: Row): string {
	let attributes = "";
	let children = "";
	for (const [field, value] of Object.entries(row)) {
		if (value === undefined || value === null) continue;
		if (Array.isArray(value)) {
			for (const child of value) if (isRow(child)) children += xml(elementName(field, child), child);
		} else if (isRow(value)) children += xml(field, value);
		else attributes += ` ${field}="${escaped(value === true ? "1" : value === false ? "0" : String(value))}"`;
	}
	return `<${name}${attributes}>${children}</${name}>`;
}

function elementName(field: string, row: Row): string {
	if (field !== "Metadata") return field;
	return row.type === "movie" || row.type === "episode" ? "Video" : "Directory";
}

function isRow(value: unknown): value is Row {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function escaped(text: string): string {
	return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
