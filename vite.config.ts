import { resolve } from "node:path";
import { defineConfig, type Plugin, type PluginOption, type UserConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import manifest from "./manifest.json" with { type: "json" };

/**
 * The build: a static `dist/` that works under any path (`base: "./"`), with the service worker as `dist/sw.js`.
 * JSX goes through Vite's own compiler; the Preact preset is only there for hot reload while developing.
 */
export default defineConfig(
	({ command }): UserConfig => ({
		base: "./",
		plugins: [command === "serve" ? hotReload() : [], pwa()],
		// Dexie's main entry is its ES5 build; the modern one is 2 KB (gzip) less, in the app and in each worker.
		resolve: { alias: [{ find: /^dexie$/, replacement: "dexie/dist/modern/dexie.mjs" }] },
		oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
		worker: { format: "es" },
		build: {
			target: "es2022",
			modulePreload: { polyfill: false },
			assetsInlineLimit: 0,
			reportCompressedSize: false,
			// What seldom changes, apart: a new build of ours then costs nobody a new download of the database.
			rolldownOptions: {
				output: { codeSplitting: { groups: [{ name: "dexie", test: /node_modules[\\/]dexie[\\/]/ }] } },
			},
		},
	}),
);

/** Loaded on demand so that a build never pays for it. */
async function hotReload(): Promise<Plugin[]> {
	const { preact } = await import("@preact/preset-vite");
	return preact();
}

/**
 * The service worker and the manifest. HLS is left out of the precache: it plays from a server, so it can come from one too.
 * `injectRegister: false`: `src/app/pwa.ts` registers, after the first paint.
 */
function pwa(): PluginOption {
	return VitePWA({
		strategies: "injectManifest",
		srcDir: "src/worker",
		filename: "service-worker.ts",
		injectRegister: false,
		registerType: "prompt",
		manifest: manifest as object,
		manifestFilename: "manifest.json",
		includeManifestIcons: false,
		injectManifest: {
			globPatterns: ["**/*.{js,css,html,svg,png,woff2}"],
			globIgnores: ["**/hls*.js", "sw.js"],
			target: "es2022",
		},
		integration: {
			// The plugin names the output after the source; hosts and caches know a worker as sw.js.
			beforeBuildServiceWorker(options) {
				options.swDest = resolve(options.swDest, "../sw.js");
				options.injectManifest.swDest = options.swDest;
			},
		},
	});
}
