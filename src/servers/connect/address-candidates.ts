import { parseAddress } from "../host-kind.ts";

/** The ports a Jellyfin server listens on unless told otherwise: plain and with TLS. */
const JELLYFIN_PORTS = { http: "8096", https: "8920" } as const;

/**
 * The addresses that what a person typed may mean, best first, without trailing slash. Empty when it cannot be an address. Pasted
 * pages of the web client (`/web/…`) are cut to the server. A secure page prefers https, an insecure one http.
 *
 * | typed | candidates of a secure page |
 * |---|---|
 * | `nas` | https://nas, https://nas:8920, http://nas:8096, http://nas |
 * | `nas:8096/base` | https://nas:8096/base, http://nas:8096/base |
 * | `http://nas` | http://nas, http://nas:8096 |
 * | `https://media.example/jellyfin` | https://media.example/jellyfin, https://media.example:8920/jellyfin |
 */
export function addressCandidates(typed: string, pageScheme: "http" | "https"): string[] {
	const text = typed.trim();
	const scheme = /^(https?):\/\//i.exec(text)?.[1]?.toLowerCase();
	if (text === "" || (scheme === undefined && /^[a-z][a-z0-9+.-]*:\/\//i.test(text))) return [];
	const rest = scheme === undefined ? text : text.slice(scheme.length + 3);
	const schemes = scheme === undefined ? inOrder(pageScheme) : ([scheme === "https" ? "https" : "http"] as const);
	const urls = schemes.flatMap((each) => withPorts(each, bracketed(rest), pageScheme));
	return [...new Set(urls)];
}

function inOrder(first: "http" | "https"): readonly ("http" | "https")[] {
	return first === "https" ? ["https", "http"] : ["http", "https"];
}

/** The address as it is and, when it names no port, on Jellyfin's own: for plain http that one is the likelier. */
function withPorts(scheme: "http" | "https", rest: string, pageScheme: "http" | "https"): string[] {
	const url = parseAddress(`${scheme}://${rest}`);
	if (url === null || url.hostname === "" || url.username !== "") return [];
	const path = url.pathname.replace(/\/web(\/.*)?$/i, "").replace(/\/+$/, "");
	const asTyped = `${url.origin}${path}`;
	// `https://nas:443` says its port, which URL drops as the default.
	if (url.port !== "" || /^[^/?#]*:\d+($|[/?#])/.test(rest)) return [asTyped];
	const onOwnPort = `${scheme}://${url.hostname}:${JELLYFIN_PORTS[scheme]}${path}`;
	return scheme === "http" && pageScheme === "https" ? [onOwnPort, asTyped] : [asTyped, onOwnPort];
}

/** An IPv6 address typed without its brackets. */
function bracketed(rest: string): string {
	return /^[0-9a-f]*(:[0-9a-f]*){2,}$/i.test(rest) ? `[${rest}]` : rest;
}
