import { type ControlledServer, ControlRefusal, withControl } from "../core/control.ts";
import { createFaults, withFaults } from "../core/faults.ts";
import { OPEN_CORS } from "../core/handler.ts";
import type { DemoClock, DemoServer } from "../emulator.ts";
import { accountNamed, OWNER, type PlexAccount, plexAccounts } from "./accounts.ts";
import { allowedPage, authPage } from "./auth-page.ts";
import { parameterReader } from "./call.ts";
import { hexOf } from "./hash.ts";
import { createPins, type Pins, pinRow } from "./pins.ts";
import type { PlexServer } from "./plex.ts";
import { homeRow, resourceRow, userRow } from "./plex-tv-rows.ts";
import type { Row } from "./tags.ts";

export interface PlexTvOptions {
	readonly clock: DemoClock;
	/** What `/api/v2/resources` lists. */
	readonly servers: readonly PlexServer[];
	/** Where this stand-in is reached; its sign-in page is at `{origin}/auth`. */
	readonly origin: string;
}

/** A stand-in for plex.tv. `handle` answers the control paths too (`POST /__demo/approve`), and has the faults in it. */
export interface PlexTv extends Omit<DemoServer, "connect"> {
	readonly origin: string;
	/** Signs the PIN with that code in as `user` (the owner without). False when there is no such code, or nobody of that name. */
	approve(code: string, user?: string): boolean;
	/** A token of an account by name, as a sign-in gives it. Throws `ControlRefusal` for an unknown one. */
	issueToken(user?: string): string;
}

interface TvState {
	readonly pins: Pins;
	readonly tokens: Map<string, PlexAccount>;
	issued: number;
	epoch: number;
	writes: number;
}

/** plex.tv as far as the app needs it: PINs, user, resources, Home (contract/plex-api.md §1). Open to every page. */
export function createPlexTv(options: PlexTvOptions): PlexTv {
	const { clock, origin, servers } = options;
	const state: TvState = { pins: createPins(clock), tokens: new Map(), issued: 0, epoch: 0, writes: 0 };
	const faults = createFaults();
	const issueToken = (account: PlexAccount): string => {
		state.issued += 1;
		const token = hexOf(`account:${account.name}:${state.epoch}:${state.issued}`, 20);
		state.tokens.set(token, account);
		return token;
	};
	const approve = (code: string, user?: string): boolean => {
		const account = accountNamed(user);
		return account !== null && state.pins.link(code, () => issueToken(account));
	};
	const none = () => {
		throw new ControlRefusal("plex.tv has no library");
	};
	const server: ControlledServer = {
		clock,
		faults,
		state: () => ({ items: {}, writes: state.writes, sessions: 0 }),
		listeners: () => 0,
		setFaults: (list) => faults.set(list),
		view: none,
		rebuild: none,
		revokeTokens: () => {
			state.tokens.clear();
			state.epoch += 1;
		},
		reset: () => {
			state.pins.clear();
			state.writes = 0;
		},
		addTitle: none,
		changeTitle: none,
		removeTitle: none,
		restoreTitle: none,
		approve: (code, user) => {
			if (!approve(code, user)) throw new ControlRefusal(`no code ${code}, or no user ${user ?? OWNER.name}`);
		},
	};
	const answer = createAnswer(state, { clock, origin, servers }, issueToken, approve);
	return {
		...server,
		origin,
		approve,
		issueToken: (user) => {
			const account = accountNamed(user);
			if (account === null) throw new ControlRefusal(`no user ${user}`);
			return issueToken(account);
		},
		handle: withControl(server, withFaults(answer, faults)),
	};
}

function createAnswer(
	state: TvState,
	{ clock, servers }: PlexTvOptions,
	issueToken: (account: PlexAccount) => string,
	approve: (code: string) => boolean,
): (request: Request) => Promise<Response> {
	return async (request) => {
		if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: corsFor(request) });
		const url = new URL(request.url);
		const read = parameterReader(request, url);
		const where = `${request.method} ${url.pathname}`;
		if (where === "GET /auth") return authPage();
		if (where === "POST /auth/allow") {
			const form = new URLSearchParams(await request.text());
			return allowedPage(approve(form.get("code") ?? ""), form.get("forwardUrl") ?? "");
		}
		if (request.headers.get("accept")?.trim() !== "application/json") return xmlAnswer(request);
		if (where === "POST /api/v2/pins") {
			const clientIdentifier = read("X-Plex-Client-Identifier");
			const product = read("X-Plex-Product");
			if (clientIdentifier === null || product === null) {
				return refused(request, 400, 1000, "X-Plex-Client-Identifier is missing");
			}
			const isStrong = read("strong") === "true" || new URLSearchParams(await request.text()).get("strong") === "true";
			return json(request, pinRow(state.pins.create(clientIdentifier, product, isStrong)), 201);
		}
		const [, pinId] = /^GET \/api\/v2\/pins\/(\d+)$/.exec(where) ?? [];
		if (pinId !== undefined) {
			const pin = state.pins.poll(Number(pinId), read("X-Plex-Client-Identifier"));
			if (pin === "too-fast") return refused(request, 429, 1003, "API rate limit exceeded");
			return pin === null ? refused(request, 404, 1020, "Code not found or expired") : json(request, pinRow(pin));
		}
		const token = read("X-Plex-Token") ?? "";
		const account = state.tokens.get(token);
		if (account === undefined) return refused(request, 401, 1001, "User could not be authenticated");
		if (where === "GET /api/v2/user") return json(request, userRow(account, token, clock.now()));
		if (where === "GET /api/v2/resources") {
			const hasRelay = read("includeRelay") === "1";
			return json(
				request,
				servers.map((server) => resourceRow(server, account, hasRelay, clock.now())),
			);
		}
		if (where === "GET /api/v2/home/users") return json(request, homeRow(clock.now()));
		if (where === "DELETE /api/v2/users/signout") {
			state.tokens.delete(token);
			state.writes += 1;
			return new Response(null, { status: 204, headers: corsFor(request) });
		}
		const [, uuid] = /^POST \/api\/v2\/home\/users\/([\w-]+)\/switch$/.exec(where) ?? [];
		if (uuid === undefined) return refused(request, 404, 1002, "Not found");
		const target = plexAccounts.find((each) => each.uuid === uuid);
		if (target === undefined) return refused(request, 404, 1002, "User not found");
		const isAllowed = target.pin === null || target.pin === read("pin");
		if (!isAllowed) return refused(request, 401, 1041, "Invalid PIN");
		return json(request, userRow(target, issueToken(target), clock.now()), 201);
	};
}

/** Any origin, any header. */
function corsFor(request: Request): Record<string, string> {
	const asked = request.headers.get("access-control-request-headers");
	return { ...OPEN_CORS, ...(asked !== null && { "access-control-allow-headers": asked }) };
}

function json(request: Request, value: Row | readonly Row[], status = 200): Response {
	return new Response(JSON.stringify(value), {
		status,
		headers: { ...corsFor(request), "content-type": "application/json; charset=utf-8" },
	});
}

function refused(request: Request, status: number, code: number, message: string): Response {
	return json(request, { errors: [{ code, message, status }] }, status);
}

/** plex.tv speaks JSON only for exactly `Accept: application/json` (contract/plex-api.md §0). */
function xmlAnswer(request: Request): Response {
	return new Response('<?xml version="1.0" encoding="UTF-8"?>\n<response/>', {
		headers: { ...corsFor(request), "content-type": "application/xml; charset=utf-8" },
	});
}
