import { type ArrDemo, createArr } from "../arr/create-arr.ts";
import { createClock } from "../core/clock.ts";
import { type Handler, jsonAnswer } from "../core/handler.ts";
import type { Tls } from "../core/http-mount.ts";
import type { Connect } from "../core/sockets.ts";
import { createJellyfin } from "../jellyfin/create-jellyfin.ts";
import { demoLibrary, libraryOfSize } from "../library/demo-library.ts";
import { createPlex } from "../plex/plex.ts";
import { createPlexTv } from "../plex/plex-tv.ts";
import { mountOnFreePort } from "./free-port.ts";

export interface DemoServersOptions {
	/** The first of three ports (five with `arr`); 0: whichever are free. */
	readonly port: number;
	/** Where Jellyfin listens. The others listen on loopback whatever this says. */
	readonly host: string;
	readonly tls?: Tls;
	/** How many movies and shows; the true ones alone without. */
	readonly items?: number;
	readonly say: (text: string) => void;
	/** A Radarr and a Sonarr too, on loopback. */
	readonly arr?: boolean;
	/** Put around what answers for each of the servers; nothing without. */
	readonly around?: (handle: Handler) => Handler;
}

/** Demo servers that listen. URLs have no slash at the end. */
export interface DemoServers {
	readonly jellyfinUrl: string;
	readonly plexUrl: string;
	readonly plexTvUrl: string;
	/** The Radarr and the Sonarr, where they were asked for. */
	readonly arr: readonly ArrAt[];
	/** Answers `GET demo.json`: the servers as the asking page reaches them. */
	demoJson(request: Request): Response;
	close(): Promise<void>;
}

/** A demo Radarr or Sonarr that listens; `key` lets in. */
export interface ArrAt {
	readonly name: string;
	readonly url: string;
	readonly key: string;
}

/** What answers at an address. */
interface Answering {
	readonly handle: Handler;
	readonly connect?: Connect;
}

const LOOPBACK = "127.0.0.1";

/** Starts a Jellyfin, a Plex and a plex.tv over the same library, each on its own port; and a Radarr and a Sonarr if they are asked for. */
export async function startDemoServers(options: DemoServersOptions): Promise<DemoServers> {
	const { port, host, tls, items, say, around = (handle) => handle } = options;
	const library = items === undefined ? demoLibrary() : libraryOfSize(items);
	const jellyfin = await listen(port, host, tls, say, around);
	const plex = await listen(port === 0 ? 0 : jellyfin.port + 1, LOOPBACK, tls, say, around);
	const plexTv = await listen(port === 0 ? 0 : plex.port + 1, LOOPBACK, tls, say, around);
	jellyfin.answerWith(createJellyfin({ library, clock: createClock(), origin: jellyfin.url }));
	const plexServer = createPlex({ library, clock: createClock(), origin: plex.url });
	plex.answerWith(plexServer);
	plexTv.answerWith(createPlexTv({ clock: createClock(), origin: plexTv.url, servers: [plexServer] }));
	const arrs: { readonly server: ArrDemo; readonly at: Awaited<ReturnType<typeof listen>> }[] = [];
	for (const kind of options.arr ? (["radarr", "sonarr"] as const) : []) {
		const before = arrs.at(-1)?.at ?? plexTv;
		const at = await listen(port === 0 ? 0 : before.port + 1, LOOPBACK, tls, say, around);
		const server = createArr({ kind, library, clock: createClock() });
		at.answerWith(server);
		arrs.push({ server, at });
	}
	const arr = () => arrs.map(({ server, at }) => ({ name: server.name, url: at.url, key: server.key() }));
	return {
		jellyfinUrl: jellyfin.url,
		plexUrl: plex.url,
		plexTvUrl: plexTv.url,
		arr: arr(),
		demoJson: (request) => {
			const asked = new URL(request.url);
			const account = { userName: "demo", password: "demo" };
			if (isLoopback(asked.hostname)) {
				return jsonAnswer({
					jellyfin: { url: jellyfin.url, ...account },
					plex: { url: plex.url, accountUrl: plexTv.url },
					...(options.arr ? { arr: arr() } : {}),
				});
			}
			// The stand-in for plex.tv hands out tokens to anybody: nobody but this machine is told of it.
			const url = `${asked.protocol}//${asked.hostname}:${jellyfin.port}`;
			return jsonAnswer({ jellyfin: { url, ...account } });
		},
		close: async () => {
			await Promise.all([jellyfin, plex, plexTv, ...arrs.map(({ at }) => at)].map((each) => each.close()));
		},
	};
}

function isLoopback(hostname: string): boolean {
	return hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
}

/** Takes a port before its server is made, because a server wants to know its address. */
async function listen(
	port: number,
	host: string,
	tls: Tls | undefined,
	say: (text: string) => void,
	around: (handle: Handler) => Handler,
) {
	let answering: Answering = { handle: async () => new Response(null, { status: 503 }) };
	const mounted = await mountOnFreePort(
		around((request) => answering.handle(request)),
		port,
		host,
		tls,
		say,
		(url) => answering.connect?.(url) ?? { kind: "refused", status: 404 },
	);
	return {
		...mounted,
		url: `${tls === undefined ? "http" : "https"}://${LOOPBACK}:${mounted.port}`,
		answerWith: (server: Answering) => {
			answering = server;
		},
	};
}
