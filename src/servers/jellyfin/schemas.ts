import * as z from "zod/mini";

/**
 * What of Jellyfin's answers is read. Nulls are omitted in most places and sent in some, so every field may be either; enums are
 * plain strings because new values appear with every version. contract/jellyfin-api.md §0.
 */
const text = z.nullish(z.string());
const number = z.nullish(z.number());
const flag = z.nullish(z.boolean());

export const userDataSchema = z.object({
	PlaybackPositionTicks: number,
	PlayCount: number,
	Played: flag,
	LastPlayedDate: text,
	IsFavorite: flag,
});

export const personRowSchema = z.object({
	Name: z.string(),
	Id: text,
	Role: text,
	Type: text,
	PrimaryImageTag: text,
	ImageBlurHashes: z.nullish(z.record(z.string(), z.nullish(z.record(z.string(), z.string())))),
});

export const itemSchema = z.object({
	Id: z.string(),
	Name: text,
	Type: z.string(),
	SortName: text,
	OriginalTitle: text,
	ProductionYear: number,
	PremiereDate: text,
	DateCreated: text,
	RunTimeTicks: number,
	CommunityRating: number,
	OfficialRating: text,
	Genres: z.nullish(z.array(z.string())),
	Overview: text,
	Taglines: z.nullish(z.array(z.string())),
	Studios: z.nullish(z.array(z.object({ Name: text }))),
	IndexNumber: number,
	IndexNumberEnd: number,
	ParentIndexNumber: number,
	SeriesId: text,
	SeriesName: text,
	SeasonId: text,
	RecursiveItemCount: number,
	LocationType: text,
	ProviderIds: z.optional(z.unknown()),
	Etag: text,
	Container: text,
	Width: number,
	Height: number,
	UserData: z.nullish(userDataSchema),
	ImageTags: z.nullish(z.record(z.string(), text)),
	BackdropImageTags: z.nullish(z.array(z.string())),
	SeriesPrimaryImageTag: text,
	ParentBackdropItemId: text,
	ParentBackdropImageTags: z.nullish(z.array(z.string())),
	ParentLogoItemId: text,
	ParentLogoImageTag: text,
	ImageBlurHashes: z.nullish(z.record(z.string(), z.nullish(z.record(z.string(), text)))),
	People: z.nullish(z.array(z.unknown())),
	MediaSources: z.nullish(z.array(z.unknown())),
});
export type JellyfinItem = z.infer<typeof itemSchema>;
/** A row as far as it says which title it is of. */
export const keySchema = z.pick(itemSchema, { Id: true });

/** A list whose rows are read one by one. */
export const listSchema = z.object({ Items: z.array(z.unknown()), TotalRecordCount: number });

export const viewSchema = z.object({ Id: z.string(), Name: text, CollectionType: text });

export const meSchema = z.object({ Id: z.string(), Name: z.string() });

/** Both spellings: a server that is starting answers in camelCase. contract/jellyfin-api.md §2. */
export const publicInfoSchema = z.object({
	Id: text,
	ServerName: text,
	Version: text,
	ProductName: text,
	StartupWizardCompleted: flag,
	id: text,
	serverName: text,
	version: text,
	productName: text,
});

export const configurationSchema = z.object({
	MinResumePct: number,
	MaxResumePct: number,
	MinResumeDurationSeconds: number,
});

export const utcTimeSchema = z.object({ RequestReceptionTime: z.string(), ResponseTransmissionTime: z.string() });

export const signedInSchema = z.object({
	User: meSchema,
	AccessToken: z.string(),
	ServerId: z.string(),
});

export const quickConnectSchema = z.object({ Secret: z.string(), Code: z.string(), Authenticated: z.boolean() });
