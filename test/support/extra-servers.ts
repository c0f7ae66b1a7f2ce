import type { BrowserContext } from "@playwright/test";
import { createClock } from "../../demo/core/clock.ts";
import type { ControlledServer } from "../../demo/core/control.ts";
import type { Handler } from "../../demo/core/handler.ts";
import { mountHttp } from "../../demo/core/http-mount.ts";
import type { Connect } from "../../demo/core/sockets.ts";
import { createJellyfin, type JellyfinOptions, type JellyfinServer } from "../../demo/jellyfin/create-jellyfin.ts";
import { demoLibrary } from "../../demo/library/demo-library.ts";
import type { DemoLibrary } from "../../demo/library/types.ts";
import { createPlex, type PlexOptions, type PlexServer } from "../../demo/plex/plex.ts";
import { createPlexTv, type PlexTv } from "../../demo/plex/plex-tv.ts";
import { withPlainPictures } from "./plain-pictures.ts";
import { type Dialect, test as onStage } from "./stowaway.ts";

/** A request as it came in, with what it carried. */
export interface Seen {
	readonly method: string;
	readonly path: string;
	readonly headers: Headers;
}

/** An address on loopback at which one server after another may answer. */
export interface Address {
	/** No slash at the end. */
	readonly url: string;
	readonly port: number;
	/** Everything asked for here, preflights included, oldest first. */
	readonly seen: Seen[];
	/** From now on `handle` answers here. */
	answerWith(handle: Handler, connect?: Connect): void;
	/** From now on nobody answers here. */
	close(): Promise<void>;
}

/** A small server with what stands for its account service. */
export interface SmallDemo {
	readonly server: ControlledServer & { readonly handle: Handler };
	readonly at: Address;
	/** All tokens die, those of the account service too. */
	revoke(): void;
}

/** Servers that one test needs beside those of the stage. They end with the test. */
export interface Extra {
	/** An address where everything is 404 until `answerWith`. */
	address(): Promise<Address>;
	jellyfin(options?: Partial<JellyfinOptions>): Promise<{ server: JellyfinServer; at: Address }>;
	plex(options?: Partial<PlexOptions>): Promise<{ server: PlexServer; at: Address }>;
	/** A server in the place of the demo's own, so that one tap connects it; a small one without `library`. */
	demo(context: BrowserContext, dialect: Dialect, library?: DemoLibrary): Promise<SmallDemo>;
	/** Answers as plex.tv and app.plex.tv in every page of the context. */
	plexTv(context: BrowserContext, servers: readonly PlexServer[]): Promise<PlexTv>;
}

/** A handful of films and one series: enough to see, quick to read. */
export function smallLibrary(): DemoLibrary {
	const { movies, shows } = demoLibrary();
	return { movies: movies.slice(0, 6), shows: shows.slice(0, 1), collections: [] };
}

/** Films of the demo library by their slugs, with the collections and playlists that have only such members. Throws for a slug that is none. */
export function theseTitles(...slugs: readonly string[]): DemoLibrary {
	const { movies, collections, playlists = [] } = demoLibrary();
	const wanted = movies.filter(({ slug }) => slugs.includes(slug));
	if (wanted.length < slugs.length) throw new Error(`Not all of ${slugs.join(", ")} are films of the demo library`);
	const whole = collections.filter(({ members }) => members.every((slug) => slugs.includes(slug)));
	const lists = playlists.filter(({ items }) => items.length > 0 && items.every((slug) => slugs.includes(slug)));
	return { movies: wanted, shows: [], collections: whole, playlists: lists };
}

/** The test of the stage, with further servers to be had. */
export const test = onStage.extend<{ extra: Extra }>({
	extra: async ({ complaints }, use) => {
		const open = new Set<Address>();
		const address = async (): Promise<Address> => {
			const made = await mountAddress();
			open.add(made);
			return made;
		};
		const jellyfin: Extra["jellyfin"] = async (options) => {
			const at = await address();
			const server = createJellyfin({ library: smallLibrary(), clock: createClock(), origin: at.url, ...options });
			at.answerWith(server.handle, server.connect);
			return { server, at };
		};
		const plex: Extra["plex"] = async (options) => {
			const at = await address();
			const server = createPlex({ library: smallLibrary(), clock: createClock(), origin: at.url, ...options });
			at.answerWith(server.handle, server.connect);
			return { server, at };
		};
		await use({
			address,
			jellyfin,
			plex,
			demo: async (context, dialect, library = smallLibrary()) => {
				const accountAt = await address();
				const films = await jellyfin({ library });
				const shelf = await plex({ library });
				const account = createPlexTv({ clock: createClock(), origin: accountAt.url, servers: [shelf.server] });
				accountAt.answerWith(account.handle);
				const demo = {
					jellyfin: { url: films.at.url, userName: "demo", password: "demo" },
					plex: { url: shelf.at.url, accountUrl: accountAt.url },
				};
				await context.route("**/demo.json", (route) => route.fulfill({ json: demo }));
				const { server, at } = dialect === "jellyfin" ? films : shelf;
				const revoke = () => {
					server.revokeTokens();
					account.revokeTokens();
				};
				return { server, at, revoke };
			},
			plexTv: async (context, servers) => {
				const tv = createPlexTv({ clock: createClock(), origin: "https://plex.tv", servers });
				complaints.allow(/^asked: https:\/\/(app\.)?plex\.tv\//);
				await context.route(/^https:\/\/(app\.)?plex\.tv\//, async (route) => {
					const asked = route.request();
					const request = new Request(asked.url(), {
						method: asked.method(),
						headers: withoutPseudoHeaders(await asked.allHeaders()),
						body: asked.postData(),
					});
					const answer = await tv.handle(request).catch(() => null);
					if (answer === null) return route.abort("connectionrefused");
					const body = Buffer.from(await answer.arrayBuffer());
					await route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body });
				});
				return tv;
			},
		});
		await Promise.all([...open].map((each) => each.close()));
	},
});

async function mountAddress(): Promise<Address> {
	const seen: Seen[] = [];
	const nobody: Connect = () => ({ kind: "refused", status: 404 });
	let handle: Handler = async () => new Response(null, { status: 404 });
	let connect = nobody;
	const answer: Handler = (request) => {
		const { pathname, search } = new URL(request.url);
		seen.push({ method: request.method, path: pathname + search, headers: request.headers });
		return handle(request);
	};
	const { port, close } = await mountHttp(answer, 0, undefined, undefined, (url) => connect(url));
	let closing: Promise<void> | undefined;
	return {
		url: `http://127.0.0.1:${port}`,
		port,
		seen,
		answerWith: (next, sockets = nobody) => {
			handle = withPlainPictures(next);
			connect = sockets;
		},
		close: () => {
			closing ??= close();
			return closing;
		},
	};
}

/** `:authority` and the like, which HTTP/2 has and `Headers` refuses. */
function withoutPseudoHeaders(headers: Record<string, string>): Record<string, string> {
	return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(":")));
}
