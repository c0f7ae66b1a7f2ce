import * as z from "zod/mini";
import { flag, number, rows, text } from "./schemas.ts";

/** What of Plex's answers about files and their streams is read: for opened titles only. */
export const streamSchema = z.object({
	streamType: number,
	key: text,
	codec: text,
	profile: text,
	level: number,
	bitDepth: number,
	width: number,
	height: number,
	channels: number,
	languageCode: text,
	title: text,
	default: flag,
	forced: flag,
	hearingImpaired: flag,
});

export const partSchema = z.object({
	key: z.string(),
	container: text,
	duration: number,
	size: number,
	Stream: rows,
});

export const markerSchema = z.object({ type: z.string(), startTimeOffset: number, endTimeOffset: number, final: flag });
