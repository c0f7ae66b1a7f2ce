import type { AddTitle, ChangeTitle } from "../../demo/core/control.ts";
import type { DemoState, DemoViewing, Fault } from "../../demo/emulator.ts";

/** The server's own truth, as `GET /__demo/state` tells it. */
export interface ServerState {
	readonly items: Record<string, DemoState>;
	/** Requests that changed user data. */
	readonly writes: number;
	/** Requests that opened or reported a playback session. */
	readonly sessions: number;
}

/** A demo server as a test sees it: through its control paths, as `demo/emulator.ts` describes them. */
export class DemoControl {
	readonly url: string;

	constructor(url: string) {
		this.url = url;
	}

	async state(user?: string): Promise<ServerState> {
		return (await this.#ask("GET", user ? `state?user=${encodeURIComponent(user)}` : "state")) as ServerState;
	}
	/** The state of one title; throws when the server has no such slug. */
	async item(slug: string, user?: string): Promise<DemoState> {
		const state = (await this.state(user)).items[slug];
		if (!state) throw new Error(`The demo server at ${this.url} has no ${slug}`);
		return state;
	}
	async listeners(): Promise<number> {
		return (await this.#ask("GET", "listeners")) as number;
	}
	async requests(): Promise<readonly { method: string; path: string; at: number }[]> {
		return (await this.#ask("GET", "requests")) as { method: string; path: string; at: number }[];
	}
	setFaults(...faults: Fault[]): Promise<unknown> {
		return this.#ask("PUT", "faults", faults);
	}
	clearFaults(): Promise<unknown> {
		return this.#ask("DELETE", "faults");
	}
	view(viewing: DemoViewing): Promise<unknown> {
		return this.#ask("POST", "viewing", viewing);
	}
	add(title: AddTitle): Promise<unknown> {
		return this.#ask("POST", "add", title);
	}
	change(change: ChangeTitle): Promise<unknown> {
		return this.#ask("POST", "change", change);
	}
	approve(code: string, user?: string): Promise<unknown> {
		return this.#ask("POST", "approve", { code, ...(user ? { user } : {}) });
	}
	revoke(): Promise<unknown> {
		return this.#ask("POST", "revoke");
	}
	/** The same titles under a new server id. */
	rebuild(): Promise<unknown> {
		return this.#ask("POST", "rebuild");
	}
	reset(): Promise<unknown> {
		return this.#ask("POST", "reset");
	}

	async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
		const answer = await fetch(`${this.url}/__demo/${path}`, {
			method,
			...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
		});
		if (!answer.ok) throw new Error(`${method} /__demo/${path}: ${answer.status} ${await answer.text()}`);
		const text = await answer.text();
		return text ? JSON.parse(text) : undefined;
	}
}
