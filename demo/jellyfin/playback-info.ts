import { clipFacts } from "../core/media.ts";
import type { Login } from "./accounts.ts";
import { failed, json } from "./answers.ts";
import { actingAccount, type Call, itemInPath, signedIn } from "./call.ts";
import { type HlsTarget, readDeviceProfile, transcodeReasons } from "./device-profile.ts";
import type { Entry } from "./entry.ts";
import { dashedGuid, parseGuid, randomHex } from "./guid.ts";
import { longContainerOf, mediaSource, mediaSources } from "./media-source.ts";
import { readBody, wholeNumber } from "./read-body.ts";

/**
 * Which files can be played as they are, and where the others are to be had converted; all three ways false where the device's
 * profile does not fit and nothing may be converted (10-playback-info).
 */
export async function playbackInfo(call: Call): Promise<Response> {
	const account = actingAccount(call);
	const entry = itemInPath(call, account);
	if (!entry.file) {
		return failed(500);
	}
	const hasBody = /json/i.test(call.request.headers.get("Content-Type") ?? "");
	const body = hasBody ? await readBody(call, "playbackInfoDto") : null;
	const userId = body?.fields.get("userid");
	if (typeof userId === "string" && parseGuid(userId) !== account.id && !account.isAdministrator) {
		return failed(403);
	}
	const asked = body?.fields.get("mediasourceid");
	const profile = readDeviceProfile(body?.fields.get("deviceprofile"));
	const maxBitrate = body ? (wholeNumber(body, "MaxStreamingBitrate", "playbackInfoDto") ?? null) : null;
	const primary = entry.primary ?? entry;
	const files = [entry, ...[primary, ...primary.versions].filter((file) => file !== entry)].filter(
		(file) => typeof asked !== "string" || asked === "" || file.id === parseGuid(asked),
	);
	const playSessionId = randomHex(32);
	const login = signedIn(call);
	const decided = (file: Entry): Record<string, unknown> => {
		if (profile === null) {
			return { ...mediaSource(file), Container: longContainerOf(file) };
		}
		const reasons = transcodeReasons(file, profile, maxBitrate);
		if (reasons.length === 0) {
			return mediaSource(file);
		}
		const target = account.policy.videoTranscoding ? profile.hls : null;
		return converted(file, target && { target, reasons, login, playSessionId, maxBitrate });
	};
	return json({
		MediaSources:
			profile === null && files.length > 1 ? mediaSources(entry, call.state.dataOf(account)) : files.map(decided),
		PlaySessionId: playSessionId,
	});
}

interface Conversion {
	readonly target: HlsTarget;
	readonly reasons: readonly string[];
	readonly login: Login;
	readonly playSessionId: string;
	readonly maxBitrate: number | null;
}

/** The source of a file that the device cannot play as it is; `conversion`: null when it may not be converted either. */
function converted(file: Entry, conversion: Conversion | null): Record<string, unknown> {
	const plain = mediaSource(file);
	const source = { ...plain, SupportsDirectPlay: false, SupportsDirectStream: false };
	if (conversion === null) {
		return { ...source, SupportsTranscoding: false };
	}
	return {
		...source,
		TranscodingUrl: transcodingUrl(file, String(plain.ETag), conversion),
		TranscodingSubProtocol: "hls",
		TranscodingContainer: conversion.target.container,
	};
}

/** Root-relative, with the dashed id and the token; parameters and their order as in 10-hls #0. */
function transcodingUrl(file: Entry, tag: string, conversion: Conversion): string {
	const { target, reasons, login, playSessionId, maxBitrate } = conversion;
	const facts = file.file ? clipFacts(file.file) : null;
	const audioBitrate = (facts?.audioChannels ?? 1) > 1 ? 384_000 : 192_000;
	const videoBitrate = Math.max((maxBitrate ?? 120_000_000) - audioBitrate, 64_000);
	const parameters: readonly (readonly [string, string | number | boolean])[] = [
		["DeviceId", encodeURIComponent(login.deviceId)],
		["MediaSourceId", file.id],
		["VideoCodec", target.videoCodecs],
		["AudioCodec", target.audioCodecs],
		["AudioStreamIndex", 1],
		["VideoBitrate", videoBitrate],
		["AudioBitrate", audioBitrate],
		["MaxFramerate", facts?.frameRate ?? 24],
		["SegmentContainer", target.container],
		["MinSegments", target.minSegments],
		["PlaySessionId", playSessionId],
		["ApiKey", login.token],
		["TranscodingMaxAudioChannels", target.maxAudioChannels],
		["RequireAvc", false],
		["EnableAudioVbrEncoding", true],
		["Tag", tag],
		["h264-profile", "high,main,baseline,constrainedbaseline,high10"],
		["h264-level", 52],
		["TranscodeReasons", reasons.join(",")],
	];
	const query = parameters.map(([name, value]) => `${name}=${value}`).join("&");
	return `/videos/${dashedGuid(file.id)}/master.m3u8?${query}`;
}
