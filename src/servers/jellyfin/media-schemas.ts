import * as z from "zod/mini";

/** What of Jellyfin's answers about files and their streams is read: for opened titles only. See `schemas.ts`. */
const text = z.nullish(z.string());
const number = z.nullish(z.number());
const flag = z.nullish(z.boolean());

export const mediaStreamSchema = z.object({
	Type: z.string(),
	Codec: text,
	Profile: text,
	Level: number,
	BitDepth: number,
	Width: number,
	Height: number,
	Channels: number,
	Language: text,
	Title: text,
	IsDefault: flag,
	IsForced: flag,
	IsHearingImpaired: flag,
	IsTextSubtitleStream: flag,
	Index: number,
});

export const mediaSourceSchema = z.object({
	Id: z.string(),
	Container: text,
	RunTimeTicks: number,
	Size: number,
	Bitrate: number,
	Name: text,
	MediaStreams: z.nullish(z.array(z.unknown())),
});

export const segmentSchema = z.object({ Type: z.string(), StartTicks: z.number(), EndTicks: z.number() });
