import { createServer, type Plugin } from "vite";
import type { DemoServers } from "./demo-servers.ts";

/**
 * Vite's development server with `demo.json` in front of it. `root`: the project's folder. Vite steps over busy ports by itself.
 * Gives the app's address.
 */
export async function startDevServer(
	options: { root: string; port: number; host: string },
	demo: DemoServers | null,
): Promise<{ appUrl: string }> {
	const demoJson: Plugin = {
		name: "demo-json",
		configureServer: ({ middlewares }) => {
			middlewares.use("/demo.json", async (incoming, outgoing) => {
				const url = new URL("/demo.json", `http://${incoming.headers.host ?? "localhost"}`);
				const response = demo?.demoJson(new Request(url)) ?? new Response(null, { status: 404 });
				outgoing.writeHead(response.status, Object.fromEntries(response.headers));
				outgoing.end(await response.text());
			});
		},
	};
	const { root, port, host } = options;
	const server = await createServer({ root, server: { port, host }, plugins: [demoJson] });
	await server.listen();
	return { appUrl: server.resolvedUrls?.local[0] ?? `http://${host}:${port}/` };
}
