import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import type { Handler } from "../core/handler.ts";
import { securityHeaders } from "./security-headers.ts";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
	".css": "text/css; charset=utf-8",
	".html": "text/html; charset=utf-8",
	".ico": "image/x-icon",
	".js": "text/javascript; charset=utf-8",
	".json": "application/json; charset=utf-8",
	".map": "application/json; charset=utf-8",
	".png": "image/png",
	".svg": "image/svg+xml",
	".txt": "text/plain; charset=utf-8",
	".wasm": "application/wasm",
	".webmanifest": "application/manifest+json",
	".webp": "image/webp",
	".woff2": "font/woff2",
};
const COMPRESSIBLE = /^(text\/|application\/(json|manifest|wasm)|image\/svg)/;
/** Below this, in bytes, compression saves no packet. */
const COMPRESS_FROM = 1000;

interface StaticOptions {
	/** The folder to serve. */
	readonly root: string;
	/** Under which path: begins and ends with a slash. */
	readonly base: string;
	/** Answers that are no files, by path under the base. */
	readonly made?: Readonly<Record<string, (request: Request) => Response>>;
}

interface KeptFile {
	readonly stamp: string;
	readonly bytes: Buffer<ArrayBuffer>;
	readonly etag: string;
	readonly compressed: Map<string, Promise<Buffer<ArrayBuffer>>>;
}

/**
 * Serves the built app as a good static host would: security headers on everything, hashed assets for a year, the rest asked about each
 * time (ETag, 304), brotli and gzip made once per file, nothing outside of `root`.
 *
 * | request | answer |
 * |---|---|
 * | GET, HEAD of a file | 200, or 304 when `if-none-match` fits |
 * | the base without its slash | 308 to the base |
 * | a folder | its index.html |
 * | anything else | 404 page; other methods 405; a path that does not decode 400 |
 */
export function createStaticServer({ root, base, made = {} }: StaticOptions): Handler {
	const kept = new Map<string, KeptFile>();
	return async (request) => {
		const { pathname } = new URL(request.url);
		if (request.method !== "GET" && request.method !== "HEAD") return page(405, { allow: "GET, HEAD" });
		if (`${pathname}/` === base) return page(308, { location: base });
		if (!pathname.startsWith(base)) return page(404);
		const path = decoded(pathname.slice(base.length));
		if (path === null) return page(400);
		const answer = made[path]?.(request);
		if (answer !== undefined) return answer;
		const name = join(root, normalize(`/${path.endsWith("/") || path === "" ? `${path}index.html` : path}`));
		const file = name.startsWith(root + sep) && !path.includes("\0") ? await load(kept, name) : null;
		return file === null ? page(404) : send(request, name, file);
	};
}

function decoded(path: string): string | null {
	try {
		return decodeURIComponent(path);
	} catch {
		return null;
	}
}

/** The file, read again when it changed; null when there is none. */
async function load(kept: Map<string, KeptFile>, name: string): Promise<KeptFile | null> {
	const found = await stat(name).catch(() => null);
	if (found === null || !found.isFile()) return null;
	const stamp = `${found.size}-${found.mtimeMs}`;
	const known = kept.get(name);
	if (known?.stamp === stamp) return known;
	const bytes = Buffer.from(await readFile(name));
	const etag = createHash("sha256").update(bytes).digest("base64url").slice(0, 22);
	const file = { stamp, bytes, etag, compressed: new Map() };
	kept.set(name, file);
	return file;
}

async function send(request: Request, name: string, file: KeptFile): Promise<Response> {
	const contentType = CONTENT_TYPES[extname(name)] ?? "application/octet-stream";
	const mayCompress = COMPRESSIBLE.test(contentType) && file.bytes.byteLength >= COMPRESS_FROM;
	const encoding = mayCompress ? preferredEncoding(request.headers.get("accept-encoding")) : null;
	const etag = `"${file.etag}${encoding === null ? "" : `-${encoding}`}"`;
	const isHashed = /[\\/]assets[\\/].+-[\w-]{7,8}\.\w+$/.test(name);
	const headers: Record<string, string> = {
		...securityHeaders(),
		"content-type": contentType,
		"cache-control": isHashed ? "public, max-age=31536000, immutable" : "no-cache",
		etag,
		...(mayCompress ? { vary: "accept-encoding" } : {}),
	};
	if (matches(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
	const body = encoding === null ? file.bytes : await compressed(file, encoding);
	if (encoding !== null) headers["content-encoding"] = encoding;
	headers["content-length"] = String(body.byteLength);
	return new Response(request.method === "HEAD" ? null : body, { headers });
}

/** Brotli before gzip, of what an Accept-Encoding header takes. Pure. */
export function preferredEncoding(accepted: string | null): "br" | "gzip" | null {
	const taken = new Set(
		(accepted ?? "")
			.split(",")
			.map((entry) => entry.trim().toLowerCase())
			.filter((entry) => !/;\s*q=0(\.0*)?$/.test(entry))
			.map((entry) => entry.split(";")[0]),
	);
	if (taken.has("br")) return "br";
	return taken.has("gzip") ? "gzip" : null;
}

function compressed(file: KeptFile, encoding: "br" | "gzip"): Promise<Buffer<ArrayBuffer>> {
	const compress = encoding === "br" ? promisify(brotliCompress) : promisify(gzip);
	const bytes = file.compressed.get(encoding) ?? compress(file.bytes).then((result) => Buffer.from(result));
	file.compressed.set(encoding, bytes);
	return bytes;
}

function matches(asked: string | null, etag: string): boolean {
	const tags = (asked ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
	return tags.includes(etag) || tags.includes("*");
}

function page(status: number, headers: Readonly<Record<string, string>> = {}): Response {
	const text = status === 404 ? "There is nothing at this address." : "This request makes no sense here.";
	const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${status}</title><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="dark light"><body style="font:1rem/1.5 system-ui;max-width:32rem;margin:20vh auto;padding:0 1rem"><h1>${status}</h1><p>${text}</p></body></html>`;
	return new Response(body, {
		status,
		headers: {
			...securityHeaders(),
			"content-type": "text/html; charset=utf-8",
			"cache-control": "no-store",
			...headers,
		},
	});
}
