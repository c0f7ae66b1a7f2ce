import { describe, expect, test } from "vitest";
import type { MediaStream, MediaVersion } from "../../../src/model/item.ts";
import { choosePlayback, type PlaybackAbilities } from "../../../src/player/playback-choice.ts";

/** What Debian's Chromium 156 answers (measured; contract/platform.md §2.1). */
const chromium: PlaybackAbilities = {
	hls: true,
	canPlay: (type) =>
		["video/mp4", "video/webm", "video/x-matroska", "video/ogg", "audio/mpeg"].includes(type) ||
		/codecs="(avc1\.(42|4D|64|6E)|av01|vp09|vp8|mp4a|opus|vorbis|flac)/.test(type),
};
const safari: PlaybackAbilities = {
	hls: true,
	canPlay: (type) => type === "video/mp4" || /video\/mp4; codecs="(avc1|hvc1|hev1|mp4a|ac-3|ec-3)/.test(type),
};

const h264: MediaStream = { kind: "video", codec: "h264", profile: "High", level: 41, width: 1920, height: 1080 };
const hevc10: MediaStream = {
	kind: "video",
	codec: "hevc",
	profile: "Main 10",
	level: 150,
	bitDepth: 10,
	height: 2160,
};
const sound = (codec: string, isDefault = false): MediaStream => ({ kind: "audio", codec, isDefault });
const file = (container: string, ...streams: MediaStream[]): MediaVersion => ({ key: container, container, streams });

describe("what the browser plays as it is", () => {
	test.each([
		["H.264 and AAC in MP4", file("mp4", h264, sound("aac"))],
		["H.264 and AAC in Matroska", file("mkv", h264, sound("aac"))],
		["a QuickTime file, which is MP4 by another name", file("mov,mp4,m4a,3gp,3g2,mj2", h264, sound("aac"))],
		["VP9 and Opus in WebM", file("webm", { kind: "video", codec: "vp9" }, sound("opus"))],
		["10-bit AV1", file("mp4", { kind: "video", codec: "av1", bitDepth: 10 }, sound("opus"))],
		["10-bit H.264", file("mkv", { ...h264, profile: "High 10", bitDepth: 10 }, sound("flac"))],
		["a silent film", file("mp4", h264)],
	])("%s", (_, version) => {
		expect(choosePlayback([version], chromium)).toEqual({ kind: "direct", version });
	});

	test("what another browser plays, it plays there", () => {
		const version = file("mp4", hevc10, sound("eac3"));
		expect(choosePlayback([version], safari).kind).toBe("direct");
	});
});

describe("what the server must convert, and why", () => {
	test.each([
		["10-bit HEVC video", file("mp4", hevc10, sound("aac"))],
		["Dolby Digital sound", file("mkv", h264, sound("ac3"))],
		["Dolby Digital Plus sound", file("mp4", h264, sound("eac3"))],
		["DTS sound", file("mkv", h264, sound("dts"))],
		["Dolby TrueHD sound", file("mkv", h264, sound("truehd"))],
		["MPEG-2 video", file("mkv", { kind: "video", codec: "mpeg2video" }, sound("aac"))],
		["AVI files", file("avi", h264, sound("mp3"))],
		["TS files", file("ts", h264, sound("aac"))],
		["a file whose contents the server did not name", file("mp4")],
	])("%s", (what, version) => {
		const choice = choosePlayback([version], chromium);
		expect(choice).toMatchObject({ kind: "hls", version });
		expect(choice.kind === "hls" && choice.reason).toContain(what);
	});

	test("a playable second sound track does not help when the browser would pick the first", () => {
		expect(choosePlayback([file("mkv", h264, sound("dts"), sound("aac"))], chromium).kind).toBe("hls");
		expect(choosePlayback([file("mkv", h264, sound("aac"), sound("dts", true))], chromium).kind).toBe("hls");
		expect(choosePlayback([file("mkv", h264, sound("aac", true), sound("dts"))], chromium).kind).toBe("direct");
	});
});

describe("among several versions", () => {
	const uhd = { ...file("mkv", hevc10, sound("truehd")), key: "uhd" };
	const hd = { ...file("mp4", h264, sound("aac")), key: "hd" };
	const sd = { ...file("mp4", { ...h264, height: 480 }, sound("aac")), key: "sd" };

	test("the sharpest that plays directly wins over a sharper one that does not", () => {
		expect(choosePlayback([sd, uhd, hd], chromium)).toEqual({ kind: "direct", version: hd });
	});
	test("the smaller file wins among equally sharp ones", () => {
		const big = { ...hd, key: "big", sizeBytes: 9 };
		const small = { ...hd, key: "small", sizeBytes: 5 };
		expect(choosePlayback([big, small], chromium)).toEqual({ kind: "direct", version: small });
	});
	test("the person's own pick is kept, even if it must be converted", () => {
		expect(choosePlayback([sd, uhd, hd], chromium, { picked: "uhd" })).toMatchObject({ kind: "hls", version: uhd });
		expect(choosePlayback([sd, hd], chromium, { picked: "sd" })).toMatchObject({ kind: "direct", version: sd });
	});
	test("the one played last is gone on with, unless it must be converted or another was picked", () => {
		const played = (playedLast: string, picked?: string) =>
			choosePlayback([sd, uhd, hd], chromium, { playedLast, picked });
		expect(played("sd")).toEqual({ kind: "direct", version: sd });
		expect(played("uhd")).toEqual({ kind: "direct", version: hd });
		expect(played("sd", "hd")).toEqual({ kind: "direct", version: hd });
	});
});

test("neither as it is nor converted is said plainly", () => {
	const choice = choosePlayback([file("mkv", hevc10, sound("aac"))], { ...chromium, hls: false });
	expect(choice).toMatchObject({ kind: "impossible", reason: expect.stringContaining("10-bit HEVC") });
	expect(choosePlayback([], chromium)).toMatchObject({
		kind: "impossible",
		reason: expect.stringContaining("no file"),
	});
});
