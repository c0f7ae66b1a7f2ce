import { expose } from "comlink";
import { forgetCheckedAddresses } from "../servers/open-server.ts";
import { syncService } from "./sync-service.ts";
import { workerWorld } from "./world.ts";

declare const self: DedicatedWorkerGlobalScope;

// The page gives the worker the app's scope as its name: a worker's own address says where the build put it, not where the app lives.
const world = workerWorld(self.name, () => self.close());
// In another network an address may be somebody else's. DESIGN.md §4 *Address*.
for (const change of ["online", "offline"]) self.addEventListener(change, () => forgetCheckedAddresses(world));
expose(syncService(world));
