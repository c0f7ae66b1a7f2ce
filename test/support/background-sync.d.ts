/** Background Sync as Chromium has it; the compiler's libraries do not know it. */
interface ServiceWorkerRegistration {
	readonly sync: { getTags(): Promise<string[]>; register(tag: string): Promise<void> };
}
