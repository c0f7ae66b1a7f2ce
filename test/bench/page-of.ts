import { fileURLToPath } from "node:url";
import { build } from "vite";

/** A page with a module of this folder in it, as `bench`. */
export async function pageOf(file: string): Promise<string> {
	const built = await build({
		configFile: false,
		logLevel: "error",
		build: {
			write: false,
			lib: { entry: fileURLToPath(new URL(file, import.meta.url)), formats: ["iife"], name: "bench" },
			rolldownOptions: { output: { codeSplitting: false } },
		},
	});
	const [bundle] = Array.isArray(built) ? built : [built];
	const code = bundle && "output" in bundle ? bundle.output[0].code : "";
	return `<!doctype html><meta charset="utf-8"><title>Bare</title><script>${code.replaceAll("</script", "<\\/script")}</script>`;
}
