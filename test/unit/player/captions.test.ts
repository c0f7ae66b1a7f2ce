import { describe, expect, it } from "vitest";
import type { MediaStream } from "../../../src/model/item.ts";
import { webVttOf } from "../../../src/player/caption-text.ts";
import { captionsOf } from "../../../src/player/captions.ts";

describe("a subtitle file", () => {
	it("that is WebVTT stays as it is, without the mark of its encoding", () => {
		expect(webVttOf("\uFEFFWEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nHello")).toBe(
			"WEBVTT\n\n00:01.000 --> 00:02.000\nHello",
		);
	});

	it("in SubRip gets WebVTT's times, and loses numbers, positions, fonts and colours", () => {
		const srt = [
			"\uFEFF1\r\n00:00:01,046 --> 00:00:04,5  X1:100 X2:200 Y1:1 Y2:2\r\n{\\an8}<i>Line</i> one\r\nsecond — café",
			'2\r\n1:02:03,04 --> 01:02:05,000\r\n<font color="#fff">Ham & eggs</font> <B>now</B>',
			"\r\n",
		].join("\r\n\r\n");
		expect(webVttOf(srt)).toBe(
			[
				"WEBVTT",
				"00:00:01.046 --> 00:00:04.500\n<i>Line</i> one\nsecond — café",
				"01:02:03.040 --> 01:02:05.000\nHam &amp; eggs <b>now</b>\n",
			].join("\n\n"),
		);
	});

	it("in SubStation gives its dialogue, with commas and line ends", () => {
		const ass = [
			"[Script Info]\nTitle: x\n\n[Events]",
			"Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text",
			"Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,not said",
			"Dialogue: 0,0:00:01.05,0:00:04.55,Default,,0,0,0,,{\\i1}Well,{\\i0} yes\\Nno",
		].join("\n");
		expect(webVttOf(ass)).toBe("WEBVTT\n\n00:00:01.050 --> 00:00:04.550\nWell, yes\nno\n");
	});

	it("cannot bring anything but text into the page", () => {
		const vtt = webVttOf(
			"1\n00:00:01,000 --> 00:00:02,000\n<script>alert(1)</script><img src=x onerror=y>I <3 <b onclick=x>you</b> 1 --> 2\n",
		);
		expect(vtt).toBe("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nalert(1)I &lt;3 you</b> 1 → 2\n");
	});

	it.each(["", "<html><body>Sign in</body></html>", "1\n\nno times here\n", "[Script Info]\nnothing"])(
		"that is none gives nothing: %j",
		(text) => {
			expect(webVttOf(text)).toBeNull();
		},
	);

	it("leaves out what is broken and keeps the rest", () => {
		expect(webVttOf("1\n00:00:xx --> 00:00:02,000\nbad\n\n2\n00:00:03,000 --> 00:00:04,000\ngood")).toBe(
			"WEBVTT\n\n00:00:03.000 --> 00:00:04.000\ngood\n",
		);
	});
});

describe("the subtitles of a file", () => {
	const subtitle = (captionKey: string | undefined, more: Partial<MediaStream>): MediaStream => ({
		kind: "subtitle",
		codec: "subrip",
		...(captionKey === undefined ? {} : { captionKey }),
		...more,
	});

	it("are called by their languages, with what sets them apart", () => {
		const { shown, hidden } = captionsOf(
			[
				{ kind: "video", codec: "h264" },
				subtitle("0", { language: "spa", isForHearingImpaired: true }),
				subtitle("1", { language: "fre" }),
				subtitle("2", { language: "ger", title: "Signs & Songs", isForced: true }),
				subtitle("3", { language: "eng", title: "SDH" }),
				subtitle("4", { language: "eng" }),
				subtitle("5", { language: "eng" }),
				subtitle("6", { title: "Commentary" }),
				subtitle("7", { language: "und" }),
				subtitle("8", { language: "not a language" }),
				subtitle(undefined, { language: "eng", codec: "pgs" }),
			],
			"en",
		);
		expect(shown.map(({ key, name, language }) => [key, name, language])).toEqual([
			["0", "Spanish (SDH)", "es"],
			["1", "French", "fr"],
			["2", "German (Signs & Songs, forced)", "de"],
			["3", "English (SDH)", "en"],
			["4", "English", "en"],
			["5", "English 2", "en"],
			["6", "Commentary", "und"],
			["7", "Captions", "und"],
			["8", "Captions 2", "und"],
		]);
		expect(hidden).toBe(1);
	});

	it("are named in the person's own language", () => {
		expect(captionsOf([subtitle("0", { language: "eng" })], "de").shown[0]?.name).toBe("Englisch");
	});
});
