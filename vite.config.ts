import { resolve } from "node:path";
import { defineConfig, type Plugin, type PluginOption, type UserConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import manifest from "./manifest.json" with { type: "json" };

/** What reads single titles, their casts and people: in few files, because the service worker names each file of a build. */
const TITLE_CHUNKS = [
	{
		name: "titles-jellyfin",
		test: /src[\\/]servers[\\/]jellyfin[\\/](read-title|read-casts|map-credits)/,
		priority: 6,
	},
	{ name: "titles-plex", test: /src[\\/]servers[\\/]plex[\\/](read-title|read-casts|map-credits)/, priority: 6 },
	{
		name: "people",
		test: /src[\\/]library[\\/](complete-casts|shelve-genres|full-item|refresh-person|forget-people|in-batches)/,
		priority: 6,
	},
];

/** What knows which titles are the same. What only a title's page needs of it lies with that. */
const CATALOG_CHUNK = {
	name: "catalog",
	test: /src[\\/]catalog[\\/](?!apart|cop|choose|unseen)/,
	priority: 6,
};

/** The sync worker's, which fetches what it needs once and then stays. */
const WORKER_CHUNKS = [
	{ name: "jellyfin", test: /src[\\/]servers[\\/]jellyfin[\\/]/, priority: 7 },
	{ name: "plex", test: /src[\\/]servers[\\/]plex[\\/]/, priority: 7 },
	...TITLE_CHUNKS,
	{
		name: "later",
		test: /src[\\/]library[\\/](children|home-check|sweep-source|complete-casts|shelve-genres|full-item|refresh-person|forget-people|in-batches)/,
		priority: 8,
	},
	{ ...CATALOG_CHUNK, test: /src[\\/](catalog[\\/](?!apart|cop|choose|unseen)|db[\\/]arr-queries)/ },
	{
		name: "small",
		test: /src[\\/](model|db[\\/](title-changes|connected-source)|library[\\/]active-library|servers[\\/](app-identity|secrets|check-address|counted-total|outcome|parse-rows|notifications|watched-lately|without-undefined))/,
		priority: 1,
	},
];

/**
 * Few chunks instead of one for every module that two pages share: many small files compress badly and cost 5 KB on the first load.
 * The database's code is apart because it seldom changes, each dialect because most people have servers of one.
 */
const CHUNKS = [
	// What asks a server for news, after the first titles.
	{
		name: "news-jellyfin",
		test: /src[\\/]servers[\\/]jellyfin[\\/](read-changes|read-home|notifications)/,
		priority: 6,
	},
	{
		name: "news-plex",
		test: /src[\\/]servers[\\/]plex[\\/](read-changes|read-home|read-all-watch|notifications)/,
		priority: 6,
	},
	...TITLE_CHUNKS,
	// All there is of Radarr and Sonarr, for those who have them.
	{
		name: "arr",
		test: /src[\\/](servers[\\/]arr[\\/]|(library|model|db|app|app[\\/]parts)[\\/]arr(?!-note))/,
		priority: 6,
	},
	CATALOG_CHUNK,
	// Runs before the app is there, on its own.
	{ name: "first-frame", test: /preload-helper|src[\\/]app[\\/](first-frame|scope|theme)\.ts$/, priority: 5 },
	{ name: "dexie", test: /node_modules[\\/]dexie[\\/]/, priority: 4 },
	{
		name: "plex",
		test: /src[\\/]servers[\\/](plex[\\/](?!read-all-watch|read-title|read-casts|read-changes|read-home|notifications|watch|map-credits|map-media|media-schemas|streams)|connect[\\/]plex)|parts[\\/]connect-plex(-servers)?\.tsx/,
		priority: 3,
	},
	{
		name: "jellyfin",
		test: /src[\\/]servers[\\/](jellyfin[\\/](?!schemas|read-title|read-casts|read-changes|read-home|notifications|watch|map-credits|map-media|media-schemas|streams)|connect[\\/](jellyfin|probe-jellyfin|address-candidates))|parts[\\/]connect-jellyfin/,
		priority: 3,
	},
	{ name: "core", test: inCore, priority: 2 },
	// What reads whole lists. The sync worker has its own; the page needs it where there is no worker.
	{ name: "lists", test: inLists, priority: 2 },
	// What talks to servers and fills the database: one job, never wanted in part.
	{ name: "engine", test: inEngine, priority: 1 },
	// Small things that come after the first titles, one page or another needs each: every file costs the worker's list of files 45 bytes.
	{ name: "later", test: inLater, priority: 3 },
];

function inLater(path: string): boolean {
	const app =
		"use-setting|attempt|data-saver|show-and-focus|undo-act|forget-place|active-libraries|keep-together|cast-choices|cast-circumstances|complete-casts|idle-work|keep-titles|shelf-client|use-online|parts/dialog|fetch-picture|copies|web-address|library-contents|read-collections|left-alone|leisure|when-due|sweep-when-idle|parts/missing-question|joined-on-device";
	const library = "joined-libraries|sync-due|active-library|cast-due|read-completely|grace|sweep-due";
	return new RegExp(
		`/src/(app/(${app})|catalog/(apart|unseen)|model/corrected|db/watch|library/(${library}))\\.tsx?$|/src/worker/shelf-worker`,
	).test(path.replaceAll("\\", "/"));
}

function inLists(path: string): boolean {
	return /src\/(db\/title-changes|library\/(sync-source|refresh-list|list-pass|list-cursor|read-pass-start|seen-pages|settle-list|still-there|find-absent|judge-absence|counted-titles|answer-absence|check-list|list-mark|sweep-source|forget-gone|hide-gone|in-batches|write-rows|correct-items|corrected-shows|shelf-blocks|windows|collation))/.test(
		path.replaceAll("\\", "/"),
	);
}

/** Of what talks to servers and fills the database, this comes later than the first titles: by the beginnings of paths. */
const NOT_FIRST = [
	"library/(joined|search|shelf-order|shelf-columns|watch-column|person|children|full-item|home-check|refresh-states|refresh-shown)",
	"library/(read-completely|sync-due|active-library|cast-due|complete-casts|shelve-genres|same-human|refresh-person|watched-lately|follow-server|told-titles|read-told)",
	"library/(images|image-cache|stand-in-picture|grace|sweep-due)",
	"(servers|library)/arr",
	"servers/(sign-out|listen|notifications|sleep|connect/(add-address|explain))",
	"servers/(plex|jellyfin)/(read-all-watch|read-title|read-casts|read-changes|read-home|notifications|watch|map-credits|map-media|media-schemas|streams)",
].join("|");

function inEngine(path: string): boolean {
	return new RegExp(
		`/node_modules/(ky|comlink)/|/src/app/sync-client|/src/worker/sync-worker|/src/(?!${NOT_FIRST})(servers|library)/`,
	).test(path.replaceAll("\\", "/"));
}

/** What every page needs, Home first of all. Pages and their own parts stay apart. */
function inCore(path: string): boolean {
	const app =
		"address|app|engine|first-paint|first-visit|format|lazy-page|listen-to-keys|live|page-title|poll|progress-of-lists|pwa|refresh-key|route|same-title|scroll-memory|" +
		"refreshing|sending|sources|start|storage-room|sync-progress|syncing|toasts|trusted-types|use-abort|use-touch|watch-states|world|" +
		"parts/(blur|card|hero|icon|marks|navigation|notice|picture|picture-url|row|skeleton|sync-strip|toaster)";
	const rest =
		"/node_modules/(preact|@preact|zod)/|/src/(model/(?!arr|corrected)|db/(?!title-|forget-titles|arr|watch)|pages/home/)|/src/app/pages/home|" +
		"/src/library/(scopes|home-rows|next-episode|shown-state)|/src/progress/overlay|/src/servers/(reachable-from|host-kind|sleep)";
	return new RegExp(`/src/app/(${app})\\.tsx?$|${rest}`).test(path.replaceAll("\\", "/"));
}

/** What is not worth a word: a worker has in one what the page loads late, and a slow machine is nobody's fault. */
const CHECKS = { ineffectiveDynamicImport: false, bundlerTimings: false };

/**
 * The build: a static `dist/` that works under any path (`base: "./"`), with the service worker as `dist/sw.js`.
 * JSX goes through Vite's own compiler; the Preact preset is only there for hot reload while developing.
 */
export default defineConfig(
	({ command }): UserConfig => ({
		base: "./",
		plugins: [command === "serve" ? hotReload() : plainLazyImports(), preloadApp(), pwa()],
		// Dexie's main entry is its ES5 build; the modern one is 2 KB (gzip) less, in the app and in each worker.
		resolve: { alias: [{ find: /^dexie$/, replacement: "dexie/dist/modern/dexie.mjs" }] },
		oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
		// Chunks with names of their own: what counts for the first load is told by names.
		worker: {
			format: "es",
			rolldownOptions: {
				checks: CHECKS,
				output: {
					chunkFileNames: "assets/worker-[name]-[hash:7].js",
					codeSplitting: { groups: WORKER_CHUNKS, includeDependenciesRecursively: false },
				},
			},
		},
		build: {
			target: "es2022",
			// `preloadApp` names what the start needs; lists of what every lazy chunk needs would cost 1 KB of it.
			modulePreload: false,
			assetsInlineLimit: 0,
			// One style sheet, so that a lazy import has nothing to fetch but its script.
			cssCodeSplit: false,
			reportCompressedSize: false,
			rolldownOptions: {
				checks: CHECKS,
				output: {
					codeSplitting: { groups: CHUNKS, includeDependenciesRecursively: false },
					// Names that differ with every change, and no longer: the worker's list of files is full of them.
					chunkFileNames: "assets/[name]-[hash:7].js",
					entryFileNames: "assets/[name]-[hash:7].js",
				},
			},
		},
	}),
);

/**
 * A lazy import without Vite's preloading of its style sheets, of which there are none: 1 KB less on the first load. What remains is
 * the event that `src/app/pwa.ts` hears when a newer deployment has replaced a chunk.
 */
function plainLazyImports(): Plugin {
	return {
		name: "plain-lazy-imports",
		enforce: "pre",
		load: (id) => (id.includes("vite/preload-helper") ? PLAIN_LAZY_IMPORT : undefined),
	};
}

const PLAIN_LAZY_IMPORT = `export const __vitePreload = (load) => load().catch((payload) => {
	const event = Object.assign(new Event("vite:preloadError", { cancelable: true }), { payload });
	dispatchEvent(event);
	if (!event.defaultPrevented) throw payload;
});`;

/** Has the app's own chunks fetched beside the entry, which only draws what was on screen last. */
function preloadApp(): Plugin {
	return {
		name: "preload-app",
		transformIndexHtml: {
			order: "post",
			handler(_html, { bundle, chunk }) {
				const names = new Set([...(chunk?.imports ?? []), ...(chunk?.dynamicImports ?? [])]);
				for (const name of names) {
					const app = bundle?.[name];
					for (const other of app?.type === "chunk" ? app.imports : []) names.add(other);
				}
				return [...names].map((name) => ({
					tag: "link",
					attrs: { rel: "modulepreload", crossorigin: true, href: `./${name}` },
					injectTo: "head",
				}));
			},
		},
	};
}

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
			// As a library, because Vite then leaves lazy imports plain: its loader for them speaks of import.meta, which no classic
			// worker can parse, and of documents, which none has.
			rollupFormat: "iife",
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
