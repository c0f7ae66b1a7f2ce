import type { Account, Login } from "./accounts.ts";
import type { Entry } from "./entry.ts";
import { ticksPerMs } from "./stamp.ts";
import type { UserData } from "./user-data.ts";

const checkEveryMs = 5 * 60_000;

/** What a device plays, as its session knows it. */
export interface Playback {
	readonly login: Login;
	readonly entry: Entry;
	/** Ticks as last reported. */
	position: number;
	reportedAt: number;
	/** Last sign of life, pings included. */
	checkedInAt: number;
	isPaused: boolean;
	playSessionId: string | null;
	/** Once the library was scanned meanwhile: what the session still believes to be stored (06-playing-stale-snapshots). */
	snapshot: UserData | null;
}

/**
 * The playbacks under way, one per device and client. While nothing is reported the session's own position runs on; when the
 * server's check, every five minutes, finds one silent for more than five minutes, it stops it there (06-playing-abandoned).
 */
export class Playbacks {
	readonly #active = new Map<string, Playback>();
	readonly #startedAt: number;
	#checkedUntil: number;

	constructor(startedAt: number) {
		this.#startedAt = startedAt;
		this.#checkedUntil = startedAt;
	}

	of(login: Login): Playback | undefined {
		return this.#active.get(sessionKey(login));
	}

	all(): Playback[] {
		return [...this.#active.values()];
	}

	/** A start or progress report. Without a position the last one stays; a progress goes on with the session's snapshot. */
	report(
		login: Login,
		entry: Entry,
		report: { position: number | null; isPaused: boolean; playSessionId: string | null; isStart: boolean },
		now: number,
	): void {
		const known = this.of(login);
		const position = report.position ?? (known?.entry === entry ? positionAt(known, now) : 0);
		this.#active.set(sessionKey(login), {
			login,
			entry,
			position,
			reportedAt: now,
			checkedInAt: now,
			isPaused: report.isPaused,
			playSessionId: report.playSessionId,
			snapshot: !report.isStart && known?.entry === entry ? known.snapshot : null,
		});
	}

	ping(playSessionId: string, now: number): void {
		for (const playback of this.#active.values()) {
			if (playback.playSessionId === playSessionId) playback.checkedInAt = now;
		}
	}

	end(login: Login): void {
		this.#active.delete(sessionKey(login));
	}

	endAll(matches: (login: Login) => boolean): void {
		for (const [key, playback] of this.#active) {
			if (matches(playback.login)) this.#active.delete(key);
		}
	}

	/** Makes up for the checks that fell due until `now`: gives each abandoned playback with where the server stops it, ticks. */
	takeAbandoned(now: number): { account: Account; entry: Entry; position: number }[] {
		const abandoned: { account: Account; entry: Entry; position: number }[] = [];
		const ticks = Math.floor((this.#checkedUntil - this.#startedAt) / checkEveryMs) + 1;
		for (const [key, playback] of this.#active) {
			const due = Math.floor((playback.checkedInAt + checkEveryMs - this.#startedAt) / checkEveryMs) + 1;
			const at = this.#startedAt + Math.max(due, ticks) * checkEveryMs;
			if (at <= now) {
				this.#active.delete(key);
				abandoned.push({ account: playback.login.account, entry: playback.entry, position: positionAt(playback, at) });
			}
		}
		this.#checkedUntil = Math.max(this.#checkedUntil, now);
		return abandoned;
	}
}

/** Where the session believes to be, ticks. */
export function positionAt(playback: Playback, now: number): number {
	const seconds = playback.isPaused ? 0 : Math.floor((now - playback.reportedAt) / 1000);
	return playback.position + seconds * 1000 * ticksPerMs;
}

function sessionKey(login: Login): string {
	return `${login.client}\u0000${login.deviceId}`;
}
