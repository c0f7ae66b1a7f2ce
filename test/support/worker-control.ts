import type { BrowserContext, CDPSession, Page } from "@playwright/test";

/** What a test does to the service worker from outside, by the browser's own tools. Make it while the page is open. */
export class WorkerControl {
	readonly #session: CDPSession;
	readonly #registrationId: Promise<string>;

	private constructor(session: CDPSession, registrationId: Promise<string>) {
		this.#session = session;
		this.#registrationId = registrationId;
	}

	static async of(context: BrowserContext, page: Page): Promise<WorkerControl> {
		const session = await context.newCDPSession(page);
		const registrationId = new Promise<string>((resolve) => {
			session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
				const known = registrations.find((registration) => !registration.isDeleted);
				if (known) resolve(known.registrationId);
			});
		});
		await session.send("ServiceWorker.enable");
		return new WorkerControl(session, registrationId);
	}

	/** Ends the worker as the browser does when it wants the memory. */
	async stop(): Promise<void> {
		await this.#session.send("ServiceWorker.stopAllWorkers");
	}

	/** Fires the Background Sync event now, as the browser does when it thinks the network is back. */
	async dispatchSync(origin: string, lastChance = false): Promise<void> {
		const registrationId = await this.#registrationId;
		await this.#session.send("ServiceWorker.dispatchSyncEvent", {
			origin,
			registrationId,
			tag: "stowaway-drain",
			lastChance,
		});
	}
}
