import type { DemoClock } from "../emulator.ts";
import type { DemoFile, DemoLibrary } from "../library/types.ts";

/** A person with an account on the server. */
export interface JellyfinAccount {
	readonly name: string;
	readonly password: string;
	readonly isAdministrator?: boolean;
	/** Fixed id; made from the name without. */
	readonly id?: string;
	/** Not in the list that the sign-in page shows. */
	readonly isHidden?: boolean;
}

/** A further file of the same film. */
export interface JellyfinVersion {
	readonly name: string;
	readonly file: DemoFile;
	readonly durationMs: number;
	readonly container?: string;
}

/** How many images of each type an item has. */
export interface JellyfinImages {
	readonly primary?: boolean;
	readonly backdrops?: number;
	readonly logo?: boolean;
	readonly banner?: boolean;
}

/** What only this server knows about a title; by key (`slug`, `show-slug/s1`, `show-slug/s1e2`). */
export interface JellyfinExtras {
	readonly versions?: readonly JellyfinVersion[];
	/** Name of the film's own file beside its versions. */
	readonly versionName?: string;
	readonly images?: JellyfinImages;
	readonly container?: string;
	readonly criticRating?: number;
	readonly tags?: readonly string[];
	readonly countries?: readonly string[];
	readonly studios?: readonly string[];
	readonly chapters?: readonly string[];
	readonly status?: string;
	readonly endDate?: string;
	/** Position of a special among the episodes. */
	readonly airs?: {
		readonly beforeSeason?: number;
		readonly beforeEpisode?: number;
		readonly afterSeason?: number;
	};
	/** A season that has episodes but no folder. */
	readonly isVirtual?: boolean;
	/** Another length than the library says, 10,000 ticks to the ms. */
	readonly runtimeTicks?: number;
	readonly providerIds?: Readonly<Record<string, string>>;
}

export interface JellyfinOptions {
	readonly library: DemoLibrary;
	readonly clock: DemoClock;
	/** Where clients reach it, for `LocalAddress`. */
	readonly origin: string;
	/** Other seeds give other ids. */
	readonly seed?: number;
	readonly name?: string;
	readonly version?: string;
	/** `demo`/`demo` (administrator) and `guest` without a password unless given. */
	readonly accounts?: readonly JellyfinAccount[];
	readonly extras?: Readonly<Record<string, JellyfinExtras>>;
	/** Fixed ids by key, for tests that replay recordings; also `server`, `view:movies`, `view:shows`, `view:boxsets`, `person:Name`. */
	readonly ids?: Readonly<Record<string, string>>;
	/** Which persons have a portrait; four of five without. */
	readonly hasPortrait?: (name: string) => boolean;
}
