/** The seeded library from which both demo servers make theirs. Dialect-free. */

export type DemoCreditKind = "actor" | "guest" | "director" | "writer" | "producer" | "composer" | "creator";

export interface DemoCredit {
	/** Name as printed; the same name is the same person throughout the library. */
	readonly name: string;
	readonly kind: DemoCreditKind;
	readonly role?: string;
}

export interface DemoProviderIds {
	readonly imdb?: string;
	readonly tmdb?: string;
	readonly tvdb?: string;
}

/** A file of `demo/clips/`, or codecs that Chromium cannot play (no file behind them is needed: the first clip is served). */
export interface DemoFile {
	readonly clip: "h264" | "vp9" | "hevc" | "ac3";
	readonly width: number;
	readonly height: number;
}

/** A subtitle: a text beside the file, or a text or pictures in it. */
export interface DemoCaption {
	readonly language: "eng" | "fra" | "deu" | "spa";
	readonly place: "beside" | "inside";
	readonly title?: string;
	readonly isForced?: boolean;
	readonly isForHearingImpaired?: boolean;
	readonly isPicture?: boolean;
}

/** What films, shows and episodes have in common. */
export interface DemoTitle {
	/** Unique, stable, `[a-z0-9-]+`. */
	readonly slug: string;
	readonly title: string;
	readonly sortTitle?: string;
	readonly originalTitle?: string;
	readonly year?: number;
	/** ISO date. */
	readonly premiered?: string;
	readonly overview?: string;
	readonly tagline?: string;
	readonly genres: readonly string[];
	readonly studio?: string;
	readonly contentRating?: string;
	/** 0 to 10. */
	readonly rating?: number;
	readonly providerIds: DemoProviderIds;
	readonly credits: readonly DemoCredit[];
	/** ISO date-time. */
	readonly addedAt: string;
	/** False for titles that have no artwork. */
	readonly hasArt: boolean;
	readonly captions?: readonly DemoCaption[];
}

export interface DemoMovie extends DemoTitle {
	readonly kind: "movie";
	/** As long as its clip in the true library; anything in a generated one. */
	readonly durationMs: number;
	readonly file: DemoFile;
	/** What the file is called where there are others. */
	readonly fileName?: string;
	/** Further files of the same film, equally long. */
	readonly moreFiles?: readonly { readonly name: string; readonly file: DemoFile }[];
}

export interface DemoEpisode extends DemoTitle {
	readonly season: number;
	/** Absent: a file without a number. */
	readonly number?: number;
	/** Last number of a double episode. */
	readonly numberEnd?: number;
	readonly durationMs: number;
	readonly file: DemoFile;
}

export interface DemoSeason {
	/** 0: specials. */
	readonly number: number;
	readonly title?: string;
	readonly episodes: readonly DemoEpisode[];
}

export interface DemoShow extends DemoTitle {
	readonly kind: "show";
	readonly seasons: readonly DemoSeason[];
}

export interface DemoCollection {
	readonly slug: string;
	readonly title: string;
	readonly members: readonly string[];
}

export interface DemoPlaylist {
	readonly slug: string;
	readonly title: string;
	readonly overview?: string;
	/** Slugs of films and episodes in their order; one may come twice. */
	readonly items: readonly string[];
	/** Of music: this library has none, so there is nothing in it. */
	readonly isAudio?: boolean;
}

export interface DemoLibrary {
	readonly movies: readonly DemoMovie[];
	readonly shows: readonly DemoShow[];
	readonly collections: readonly DemoCollection[];
	readonly playlists?: readonly DemoPlaylist[];
}
