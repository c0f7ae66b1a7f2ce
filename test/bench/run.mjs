// `npm run bench [-- NAME …]`: loads the TypeScript of the bench through Vite, so that nothing has to be compiled by hand.
import { runnerImport } from "vite";

const { module } = await runnerImport(new URL("./bench.ts", import.meta.url).pathname, { configFile: false });
process.exitCode = await module.main(process.argv.slice(2));
