import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../../..");

/** Which folders of src a folder may import from, besides itself. DESIGN.md §1: one way, and the middle row never sideways. */
const MIDDLE = ["library", "progress", "player", "catalog", "downloads"];
const MAY_IMPORT: Record<string, readonly string[]> = {
	model: [],
	db: ["model"],
	servers: ["model", "db"],
	...Object.fromEntries(MIDDLE.map((folder) => [folder, ["model", "db", "servers"]])),
	worker: ["model", "db", "servers", ...MIDDLE],
	app: ["model", "db", "servers", ...MIDDLE],
	"main.ts": ["app"],
};

/** A page may know a worker's URL and the types it speaks, never its code. */
const isWorkerUrl = (specifier: string) => specifier.endsWith("?worker&url");

interface Import {
	readonly file: string;
	readonly specifier: string;
	readonly isTypeOnly: boolean;
	/** Path from the root for a file of ours, absent for a package. */
	readonly target?: string;
}

function sourceFiles(folder: string): string[] {
	return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.(ts|tsx|mts|mjs)$/.test(entry.name))
		.map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

function importsOf(file: string): Import[] {
	const text = readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
	const found = text.matchAll(
		/(?:^|[;}\s])(?:import|export)\s+(type\s)?(?:[\w*\s{},$]+?\sfrom\s*)?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/g,
	);
	return [...found].map((match) => {
		const specifier = match[2] ?? match[3] ?? "";
		const target = specifier.startsWith(".") ? relative(root, resolve(root, dirname(file), specifier)) : undefined;
		return { file, specifier, isTypeOnly: match[1] !== undefined, target };
	});
}

const srcFiles = sourceFiles("src");
const allFiles = [...srcFiles, ...sourceFiles("demo"), ...sourceFiles("test")];
const srcImports = srcFiles.flatMap(importsOf);
const folderOf = (path: string) => path.split("/")[1] ?? "";

describe("the house", () => {
	test("finds the imports it is meant to judge", () => {
		expect(srcImports.length).toBeGreaterThan(20);
		expect(importsOf("src/db/watch.ts").map((found) => found.target)).toContain("src/model/ids.ts");
	});

	test("imports point one way under src", () => {
		const wrong = srcImports.filter(({ file, target, specifier, isTypeOnly }) => {
			if (target === undefined || !target.startsWith("src/")) return false;
			const [from, to] = [folderOf(file), folderOf(target)];
			if (from === to) return false;
			if (from === "app" && to === "worker") return !(isTypeOnly || isWorkerUrl(specifier));
			return !(MAY_IMPORT[from] ?? []).includes(to);
		});
		expect(wrong.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
	});

	test("every folder of src is one the design names", () => {
		const known = Object.keys(MAY_IMPORT);
		const folders = new Set(srcFiles.map(folderOf));
		expect([...folders].filter((folder) => !known.includes(folder))).toEqual([]);
	});

	test("nothing under src imports the demo or the tests", () => {
		const wrong = srcImports.filter(({ target }) => target !== undefined && !target.startsWith("src/"));
		expect(wrong.map(({ file, specifier }) => `${file} → ${specifier}`)).toEqual([]);
	});

	test("zod is only ever zod/mini", () => {
		const wrong = allFiles
			.flatMap(importsOf)
			.filter(({ specifier }) => /^zod(\/|$)/.test(specifier) && specifier !== "zod/mini");
		expect(wrong.map(({ file, specifier }) => `${file} → ${specifier}`)).toEqual([]);
	});

	test("no file has a name that says nothing, and all are kebab-case", () => {
		const stem = (path: string) => basename(path).replace(/\..*$/, "");
		const wrong = allFiles.filter((path) => {
			const names = path.split("/").slice(1, -1).concat(stem(path));
			return names.some(
				(name) => /^(utils?|helpers?|common|managers?|misc|shared)$/.test(name) || !/^[a-z0-9-]+$/.test(name),
			);
		});
		expect(wrong).toEqual([]);
	});

	test("relative imports name their file with its ending", () => {
		const wrong = srcImports.filter(
			({ target }) => target !== undefined && !/\.(ts|tsx|css|svg|json)(\?.*)?$/.test(target),
		);
		expect(wrong.map(({ file, specifier }) => `${file} → ${specifier}`)).toEqual([]);
	});

	test("no style sheet is longer than 250 lines: each does one thing", () => {
		const folder = join(root, "src/app/styles");
		const lengths = readdirSync(folder).map((name) => ({
			name,
			lines: readFileSync(join(folder, name), "utf8").split("\n").length - 1,
		}));
		expect(lengths.length).toBeGreaterThan(20);
		expect(lengths.filter(({ lines }) => lines > 250)).toEqual([]);
	});

	test("no file silences the compiler or the linter", () => {
		const marks = [
			"ts" + "-ignore",
			"ts" + "-expect-error",
			"ts" + "-nocheck",
			"biome" + "-ignore",
			"eslint" + "-disable",
		];
		const wrong = allFiles.filter((path) => {
			const text = readFileSync(join(root, path), "utf8");
			return marks.some((mark) => text.includes(mark));
		});
		expect(wrong).toEqual([]);
	});
});
