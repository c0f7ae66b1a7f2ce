/** Background Sync as Chromium has it; the compiler's libraries do not know it (contract/platform.md §1.2). */
interface SyncEvent extends ExtendableEvent {
	readonly tag: string;
	/** True when the browser will not try again by itself. */
	readonly lastChance: boolean;
}

interface ServiceWorkerGlobalScopeEventMap {
	sync: SyncEvent;
}
