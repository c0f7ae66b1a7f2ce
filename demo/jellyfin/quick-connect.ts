import type { Account, Login } from "./accounts.ts";
import { randomHex } from "./guid.ts";

const lifetimeMs = 10 * 60_000;

/** A device that waits to be let in by a code. */
export interface QuickConnect {
	readonly secret: string;
	readonly code: string;
	readonly client: string;
	readonly device: string;
	readonly deviceId: string;
	readonly version: string;
	addedAt: number;
	account: Account | null;
	/** The token, once it was fetched: a second exchange gives the same (02-quick-connect #13). */
	login: Login | null;
}

/** The codes under way; each lives ten minutes. */
export class QuickConnects {
	#waiting: QuickConnect[] = [];
	readonly #now: () => number;

	constructor(now: () => number) {
		this.#now = now;
	}

	start(from: Pick<QuickConnect, "client" | "device" | "deviceId" | "version">): QuickConnect {
		const code = String(100_000 + (Number.parseInt(randomHex(8), 16) % 900_000));
		const request: QuickConnect = {
			...from,
			secret: randomHex(64),
			code,
			addedAt: this.#now(),
			account: null,
			login: null,
		};
		this.#live().push(request);
		return request;
	}

	bySecret(secret: string): QuickConnect | undefined {
		return this.#live().find((request) => request.secret === secret);
	}

	byCode(code: string): QuickConnect | undefined {
		return this.#live().find((request) => request.code === code);
	}

	#live(): QuickConnect[] {
		this.#waiting = this.#waiting.filter((request) => request.addedAt + lifetimeMs > this.#now());
		return this.#waiting;
	}
}
