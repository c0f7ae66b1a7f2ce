import { fileURLToPath } from "node:url";
import type { Tls } from "../core/http-mount.ts";
import { type ArrAt, type DemoServers, type DemoServersOptions, startDemoServers } from "./demo-servers.ts";
import { mountOnFreePort } from "./free-port.ts";
import { createStaticServer } from "./static-server.ts";

export interface AppOptions {
	/** 0: whichever is free. */
	readonly port: number;
	/** The path the app is served under, with slashes around; `/` without. */
	readonly base?: string;
	/** Loopback without. */
	readonly host?: string;
	readonly tls?: Tls;
	/** The built app; `dist/` without. */
	readonly root?: string;
	/** Hears what a person should know, such as a busy port. */
	readonly say?: (text: string) => void;
}

export interface StartOptions extends AppOptions {
	/** How many movies and shows the demo servers have. */
	readonly items?: number;
	/** A demo Radarr and Sonarr too. */
	readonly arr?: boolean;
	readonly around?: DemoServersOptions["around"];
}

/** The app, listening. `appUrl` ends with a slash. */
export interface RunningApp {
	readonly appUrl: string;
	readonly port: number;
	close(): Promise<void>;
}

/** The app and its demo servers, listening. Server URLs have no slash at the end. */
export interface Running extends RunningApp {
	readonly jellyfinUrl: string;
	readonly plexUrl: string;
	readonly plexTvUrl: string;
	readonly arr: readonly ArrAt[];
}

/** Serves the built app alone. With `demo` it answers `demo.json` too. Rejects when no port is free. */
export async function startApp(options: AppOptions, demo?: () => DemoServers | null): Promise<RunningApp> {
	const { port, base = "/", host = "127.0.0.1", tls, say = () => {} } = options;
	const root = options.root ?? fileURLToPath(new URL("../../dist", import.meta.url));
	const made = {
		"demo.json": (request: Request) => demo?.()?.demoJson(request) ?? new Response(null, { status: 404 }),
	};
	const handle = createStaticServer({ root, base, made });
	const mounted = await mountOnFreePort(handle, port, host, tls, say);
	const shownHost = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
	const scheme = tls === undefined ? "http" : "https";
	return { ...mounted, appUrl: `${scheme}://${shownHost}:${mounted.port}${base}` };
}

/** Serves the built app with the demo servers on the ports after it. Rejects when no port is free, with nothing left listening. */
export async function startAll(options: StartOptions): Promise<Running> {
	const { host = "127.0.0.1", tls, items, arr, around, say = () => {} } = options;
	let demo: DemoServers | null = null;
	const app = await startApp(options, () => demo);
	try {
		const port = options.port === 0 ? 0 : app.port + 1;
		const servers = await startDemoServers({ port, host, tls, items, arr, say, around });
		demo = servers;
		return {
			appUrl: app.appUrl,
			port: app.port,
			jellyfinUrl: servers.jellyfinUrl,
			plexUrl: servers.plexUrl,
			plexTvUrl: servers.plexTvUrl,
			arr: servers.arr,
			close: async () => {
				await Promise.all([app.close(), servers.close()]);
			},
		};
	} catch (error) {
		await app.close();
		throw error;
	}
}
