// `npm run test:engines`: builds the app unless it was, and loads the TypeScript through Vite, so that nothing has to be compiled by hand.
import { existsSync } from "node:fs";
import { build, runnerImport } from "vite";

const dist = new URL("../../dist/index.html", import.meta.url);
if (process.env.STOWAWAY_BUILT !== "1" || !existsSync(dist)) await build({ logLevel: "warn" });
const { module } = await runnerImport(new URL("./engines.ts", import.meta.url).pathname, { configFile: false });
process.exit(await module.main());
