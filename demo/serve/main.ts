import { readFile } from "node:fs/promises";
import type { Tls } from "../core/http-mount.ts";
import { type DemoServers, startDemoServers } from "./demo-servers.ts";
import { startDevServer } from "./dev-server.ts";
import { type Running, type RunningApp, startAll, startApp } from "./start-all.ts";

/** The command line as `demo/start.mjs` read it. */
export interface CommandLine {
	readonly root: string;
	readonly port: number;
	readonly items?: number;
	readonly demo: boolean;
	/** A demo Radarr and Sonarr beside the others. */
	readonly arr: boolean;
	readonly dev: boolean;
	/** Address to listen on; absent: loopback. */
	readonly host?: string;
	/** Files with certificate and key as PEM. */
	readonly cert?: string;
	readonly key?: string;
}

/** Starts what the command line asks for, and says where it is. `demo/start.mjs` ends it. */
export async function main(line: CommandLine): Promise<void> {
	const tls = await readTls(line);
	const say = (text: string) => console.log(text);
	const running = line.dev ? await startDev(line, say) : await start(line, tls, say);
	say("");
	say(`  Stowaway           ${running.appUrl}`);
	if ("jellyfinUrl" in running) {
		say(`  Demo Jellyfin      ${running.jellyfinUrl}   user demo, password demo (or guest without a password)`);
		say(`  Demo Plex          ${running.plexUrl}   sign in with a PIN at the stand-in for plex.tv:`);
		say(`                     ${running.plexTvUrl}   accepts every code, no account needed`);
		for (const { name, url, key } of running.arr) say(`  ${name.padEnd(18)} ${url}   API key ${key}`);
	}
	say("");
	if (line.host !== undefined && tls === undefined) sayWhySecure(line, say);
	say("  Ctrl-C ends it.");
	if (process.env.npm_lifecycle_event !== undefined) quitWithParent();
}

/** Ends this process once the one that started it is gone: npm dies of SIGTERM without telling its child. */
function quitWithParent(): void {
	const parent = process.ppid;
	setInterval(() => process.ppid === parent || process.exit(0), 500).unref();
}

function start(line: CommandLine, tls: Tls | undefined, say: (text: string) => void): Promise<RunningApp | Running> {
	const { port, host, items, arr } = line;
	return line.demo ? startAll({ port, host, tls, items, arr, say }) : startApp({ port, host, tls, say });
}

async function startDev(
	line: CommandLine,
	say: (text: string) => void,
): Promise<{ appUrl: string } | Omit<Running, "port" | "close">> {
	const { root, port, host = "127.0.0.1", items, arr } = line;
	const servers: DemoServers | null = line.demo
		? await startDemoServers({ port: port === 0 ? 0 : port + 1, host, items, arr, say })
		: null;
	const app = await startDevServer({ root, port, host }, servers);
	if (servers === null) return app;
	const { jellyfinUrl, plexUrl, plexTvUrl } = servers;
	return { ...app, jellyfinUrl, plexUrl, plexTvUrl, arr: servers.arr };
}

async function readTls({ cert, key }: CommandLine): Promise<Tls | undefined> {
	if (cert === undefined || key === undefined) return undefined;
	return { cert: await readFile(cert), key: await readFile(key) };
}

function sayWhySecure({ port }: CommandLine, say: (text: string) => void): void {
	say(
		"  Other devices reach it now, but over plain http browsers give an app no service worker, no storage of files and no",
	);
	say("  encryption: they will show one page that says so. This machine is fine, and so is https:");
	say(`      npm start -- --host --port ${port} --cert cert.pem --key key.pem`);
	say("");
}
