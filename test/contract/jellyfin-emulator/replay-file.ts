import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import { createClock } from "../../../demo/core/clock.ts";
import { readClientHeader } from "../../../demo/jellyfin/accounts.ts";
import { createJellyfin, type JellyfinServer } from "../../../demo/jellyfin/create-jellyfin.ts";
import { compareBodies, compareHeaders } from "./compare-answers.ts";
import { recordedAccounts, recordedExtras, recordedIds, recordedLibrary } from "./recorded-library.ts";
import { opening, scenes } from "./recorded-scenes.ts";

const queryValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]);

const step = z.object({
	action: z.optional(z.string()),
	request: z.optional(
		z.object({
			method: z.string(),
			path: z.string(),
			query: z.optional(z.nullable(z.record(z.string(), queryValue))),
			headers: z.record(z.string(), z.string()),
			body: z.optional(z.unknown()),
		}),
	),
	response: z.optional(z.object({ status: z.number(), headers: z.record(z.string(), z.string()), body: z.unknown() })),
});

const recording = z.object({ steps: z.array(step) });

type RecordedRequest = NonNullable<z.infer<typeof step>["request"]>;

/** A step that came out otherwise than recorded. */
export interface Difference {
	/** `03-views #5`. */
	readonly step: string;
	readonly what: string;
}

const gone = { name: "gone", password: "gone-pw-1", id: "e238a39b19a0400da5b249a1d7e9cfa6", isHidden: true };

export const recordedDay = "2026-11-21";

/** Replays a recorded file against a new demo server. @returns all differences, and how many requests were compared. */
export async function replayFile(name: string): Promise<{ compared: number; differences: Difference[] }> {
	const url = new URL(`../recorded/jellyfin/${name}.json`, import.meta.url);
	const { steps } = z.parse(recording, JSON.parse(readFileSync(url, "utf8")));
	const start = Date.parse(`${recordedDay}T00:12:00Z`);
	const server = createJellyfin({
		library: recordedLibrary,
		extras: recordedExtras,
		ids: recordedIds,
		accounts: [...recordedAccounts, ...(name.startsWith("01-unauth") ? [gone] : [])],
		hasPortrait: (person) => person === "Mara Ellison" || person === "Søren Ålund",
		clock: createClock(() => start),
		origin: "http://127.0.0.1:8096",
		name: "stowaway-lab",
	});
	const tokens = new Map<string, string>();
	const headerOf = tokenHeaders(steps.flatMap(({ request }) => request ?? []));
	const issue = (token: string): void => {
		if (!tokens.has(token) && userOf(token)) tokens.set(token, issueToken(server, token, headerOf.get(token)));
	};
	opening(server, issue);

	const differences: Difference[] = [];
	let compared = 0;
	for (const [index, { request, response }] of steps.entries()) {
		scenes[name]?.[index]?.(server, issue);
		server.clock.advance(1000);
		if (!request || !response) {
			continue;
		}
		for (const token of tokensIn(JSON.stringify(request))) issue(token);
		const answer = await server.handle(toRequest(request, (text) => fill(text, tokens)));
		const body = await bodyOf(answer, response.body);
		learnTokens(response.body, body, tokens);
		compared++;
		const lines =
			answer.status === response.status
				? [...compareHeaders(response.headers, answer.headers), ...compareBodies(response.body, body, recordedDay)]
				: [`status ${answer.status}, recorded ${response.status}`];
		differences.push(...[...new Set(lines)].map((what) => ({ step: `${name} #${index}`, what })));
	}
	return { compared, differences };
}

/** First header that each token is sent with: whose device it belongs to. */
function tokenHeaders(requests: readonly RecordedRequest[]): Map<string, string> {
	const found = new Map<string, string>();
	for (const { headers } of requests) {
		const header = headers.Authorization ?? "";
		for (const token of tokensIn(header)) {
			if (!found.has(token) && /DeviceId=/.test(header)) found.set(token, header);
		}
	}
	return found;
}

function tokensIn(text: string): string[] {
	return [...text.matchAll(/<token:(\w+)>/g)].map((match) => match[1] ?? "");
}

function issueToken(server: JellyfinServer, token: string, header: string | undefined): string {
	const account = server.internals.accounts.byName(userOf(token) ?? "");
	if (!account) {
		return "0".repeat(32);
	}
	const {
		client = "Stowaway",
		device = "x",
		deviceId = `dev-${token}`,
		version = "0.1.0",
	} = readClientHeader(header ?? null);
	return server.internals.accounts.issue(account, { client, device, deviceId, version }).token;
}

function userOf(token: string): string | undefined {
	return ["alice", "bob", "carol", "dora", "gone"].find((user) => token.startsWith(user));
}

function fill(text: string, tokens: ReadonlyMap<string, string>): string {
	const code = tokens.get(`code ${text}`);
	if (code !== undefined) {
		return code;
	}
	return text.replace(/<token:(\w+)>/g, (_whole, token: string) => tokens.get(token) ?? "unknown");
}

/** Tokens that an answer gives out are used by later requests. */
function learnTokens(recorded: unknown, given: unknown, tokens: Map<string, string>): void {
	if (typeof recorded === "string" && typeof given === "string") {
		const [, token] = /^<token:(\w+)>$/.exec(recorded) ?? [];
		if (token !== undefined) tokens.set(token, given);
	}
	if (typeof recorded === "object" && recorded !== null && typeof given === "object" && given !== null) {
		const other = new Map<string, unknown>(Object.entries(given));
		const [code, made] = ["Code" in recorded ? recorded.Code : null, other.get("Code")];
		if (typeof code === "string" && typeof made === "string") tokens.set(`code ${code}`, made);
		for (const [key, value] of Object.entries(recorded)) learnTokens(value, other.get(key), tokens);
	}
}

function toRequest({ method, path, query, headers, body }: RecordedRequest, filled: (text: string) => string): Request {
	const isLong = path.includes("…");
	const url = new URL(`http://127.0.0.1:8096${isLong ? `/Items?ids=${"a".repeat(9000)}` : path}`);
	for (const [name, value] of Object.entries(query ?? {})) {
		for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, filled(String(one)));
	}
	const sent = new Headers();
	for (const [name, value] of Object.entries(headers)) sent.set(name, filled(value));
	if (body === undefined || body === null) {
		return new Request(url, { method, headers: sent });
	}
	const text = filled(typeof body === "string" ? body : JSON.stringify(body));
	return new Request(url, { method, headers: sent, body: text });
}

/** The body in the form of the recordings: JSON, `{ text }`, `{ bytes, sha256 }`, or null. */
async function bodyOf(answer: Response, recorded: unknown): Promise<unknown> {
	const bytes = new Uint8Array(await answer.arrayBuffer());
	const isBinary = typeof recorded === "object" && recorded !== null && "bytes" in recorded;
	if (isBinary) {
		return { bytes: bytes.byteLength, sha256: "" };
	}
	const text = new TextDecoder().decode(bytes);
	if (text === "") {
		return null;
	}
	return /json/.test(answer.headers.get("Content-Type") ?? "") ? JSON.parse(text) : { text };
}
