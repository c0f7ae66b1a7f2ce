// `npm run soak [-- WORLDS]`: loads the TypeScript of the soak through Vite, so that nothing has to be compiled by hand.
import { runnerImport } from "vite";

const { module } = await runnerImport(new URL("./soak.ts", import.meta.url).pathname, { configFile: false });
process.exitCode = await module.main(process.argv.slice(2));
