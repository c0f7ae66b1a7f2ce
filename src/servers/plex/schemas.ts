import * as z from "zod/mini";

/**
 * What of Plex's answers is read. Numbers come as strings and flags as numbers in places, and lists of one as an object.
 * contract/plex-api.md §8.
 */
export const number = z.nullish(
	z.union([
		z.number(),
		z.pipe(
			z.string().check(z.regex(/^-?\d+(\.\d+)?$/)),
			z.transform((digits: string) => Number(digits)),
		),
	]),
);
export const text = z.nullish(
	z.union([
		z.string(),
		z.pipe(
			z.number(),
			z.transform((value: number) => String(value)),
		),
	]),
);
export const flag = z.nullish(
	z.pipe(
		z.union([z.boolean(), z.number(), z.string()]),
		z.transform(
			(value: boolean | number | string) => value === true || value === 1 || value === "1" || value === "true",
		),
	),
);
/** An array, or the one row it would have held; rows are read one by one where they are used. */
export const rows = z.nullish(
	z.pipe(
		z.unknown(),
		z.transform((value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value ? [value] : [])),
	),
);
const requiredText = z.pipe(
	z.union([z.string(), z.number()]),
	z.transform((value: string | number) => String(value)),
);

export const metadataSchema = z.object({
	ratingKey: requiredText,
	type: z.string(),
	title: text,
	titleSort: text,
	originalTitle: text,
	guid: text,
	summary: text,
	tagline: text,
	studio: text,
	contentRating: text,
	year: number,
	originallyAvailableAt: text,
	addedAt: number,
	updatedAt: number,
	duration: number,
	rating: number,
	audienceRating: number,
	index: number,
	parentIndex: number,
	leafCount: number,
	childCount: number,
	viewCount: number,
	viewOffset: number,
	lastViewedAt: number,
	parentRatingKey: text,
	parentTitle: text,
	parentThumb: text,
	grandparentRatingKey: text,
	grandparentTitle: text,
	grandparentThumb: text,
	grandparentArt: text,
	thumb: text,
	art: text,
	composite: text,
	librarySectionID: text,
	Genre: rows,
	Guid: rows,
	Image: rows,
	Role: rows,
	Director: rows,
	Writer: rows,
	Producer: rows,
	Media: rows,
	Marker: rows,
});
export type PlexMetadata = z.infer<typeof metadataSchema>;
/** A row as far as it says which title it is of. */
export const keySchema = z.pick(metadataSchema, { ratingKey: true });

export const tagSchema = z.object({ id: text, tag: z.string(), tagKey: text, role: text, thumb: text });
export const guidSchema = z.object({ id: z.string() });
export const imageSchema = z.object({ type: z.string(), url: z.string() });
export const mediaSchema = z.object({
	container: text,
	duration: number,
	bitrate: number,
	width: number,
	height: number,
	videoCodec: text,
	videoProfile: text,
	audioCodec: text,
	audioChannels: number,
	videoResolution: text,
	title: text,
	Part: rows,
});

/** A list of titles. `totalSize` comes with paging only; the size of the page is that of its rows. */
export const metadataListSchema = z.object({
	MediaContainer: z.object({ size: number, totalSize: number, offset: number, Metadata: rows }),
});

export const sectionSchema = z.object({ key: requiredText, type: z.string(), title: text });
export const sectionListSchema = z.object({ MediaContainer: z.object({ Directory: rows }) });

export const identitySchema = z.object({
	MediaContainer: z.object({ machineIdentifier: z.string(), version: text, friendlyName: text }),
});

export const settingSchema = z.object({ id: z.string(), value: z.unknown() });
export const settingListSchema = z.object({ MediaContainer: z.object({ Setting: rows }) });

/** plex.tv. */
export const pinSchema = z.object({
	id: requiredText,
	code: z.string(),
	createdAt: text,
	expiresAt: text,
	expiresIn: number,
	authToken: text,
});
export const accountUserSchema = z.object({
	id: text,
	uuid: text,
	title: text,
	username: text,
	friendlyName: text,
});
export const homeUserSchema = z.object({
	uuid: z.string(),
	title: text,
	thumb: text,
	protected: flag,
	admin: flag,
});
export const homeUsersSchema = z.object({ users: rows });
/** Only the token is read: other parts of this answer have changed their types before. contract/plex-api.md §1.5. */
export const switchedSchema = z.object({ authToken: z.string() });
export const connectionSchema = z.object({ uri: z.string(), local: flag, relay: flag });
export const resourceSchema = z.object({
	name: text,
	provides: text,
	clientIdentifier: z.string(),
	productVersion: text,
	accessToken: text,
	owned: flag,
	connections: rows,
});
export const resourceListSchema = z.array(z.unknown());
