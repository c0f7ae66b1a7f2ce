import type { SourceId } from "./ids.ts";
import type { Thresholds } from "./watch-state.ts";

export type Dialect = "jellyfin" | "plex";

/** One way to reach a server, and how that went. `url` has no trailing slash and keeps a base path. */
export interface Address {
	readonly url: string;
	/** Where it came from: typed or added by the person, or announced by plex.tv. */
	readonly origin: "person" | "announced";
	readonly isLocal?: boolean;
	readonly isRelay?: boolean;
	/** Epoch ms when it last answered with the right server id. */
	readonly reachedAt?: number;
	/** Epoch ms when it last failed; cleared when it answers. */
	readonly failedAt?: number;
	/** Another server answered there at the last try. */
	readonly isOthers?: boolean;
}

/** Server time minus device time, and how far off that may be. SYNC.md §2. */
export interface ClockOffset {
	readonly offsetMs: number;
	readonly uncertaintyMs: number;
	/** Device time of the measurement, epoch ms. */
	readonly measuredAt: number;
}

/**
 * | state | means |
 * |---|---|
 * | ok | the last request was answered |
 * | away | no address answers; the cache is shown, changes wait |
 * | signed-out | the token was refused twice; changes wait, the person is asked to sign in |
 * | left | the person signed out; cache and waiting changes are kept |
 */
export type SourceState = "ok" | "away" | "signed-out" | "left";

/** One account on one server: a row of `sources`. Tokens are never here (see `secrets`). */
export interface Source {
	readonly sourceId: SourceId;
	readonly dialect: Dialect;
	readonly serverId: string;
	readonly userId: string;
	readonly serverName: string;
	readonly userName: string;
	readonly serverVersion?: string;
	/** In order of preference. */
	readonly addresses: readonly Address[];
	readonly thresholds: Thresholds;
	readonly clock: ClockOffset;
	readonly state: SourceState;
	/** Epoch ms when `state` last changed. */
	readonly stateSince: number;
	/** Plex: the account service this account signed in at (plex.tv, or the stand-in of the demo on loopback). */
	readonly accountUrl?: string;
	/** The source that goes on for this one, whose server was set up anew: by the person's word. */
	readonly successor?: SourceId;
	/** Order in lists. */
	readonly order: number;
}
