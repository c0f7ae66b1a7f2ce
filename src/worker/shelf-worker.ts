import { expose } from "comlink";
import { openDatabase } from "../db/open-database.ts";
import { shelfService } from "./shelf-service.ts";

declare const self: DedicatedWorkerGlobalScope;

// The page gives the worker the app's scope as its name: a worker's own address says where the build put it, not where the app lives.
expose(shelfService(openDatabase(self.name, () => self.close())));
