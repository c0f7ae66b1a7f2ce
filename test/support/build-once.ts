import { build } from "vite";

/** Builds the app before the first test, unless `npm test` just did. */
export default async function buildOnce(): Promise<void> {
	if (process.env.STOWAWAY_BUILT !== "1") await build({ logLevel: "warn" });
}
