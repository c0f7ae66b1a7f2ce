/** Ids of a title or a person at public catalogues, as bare values: `tt0017136`, `19`, `77526`. Absent when unknown. */
export interface ProviderIds {
	readonly imdb?: string;
	readonly tmdb?: string;
	readonly tvdb?: string;
}
