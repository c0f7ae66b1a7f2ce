import { describe, expect, test } from "vitest";
import { afterFailure, episodeAfter, missingSense, startPosition } from "../../../src/app/parts/player-decisions.ts";
import type { Item } from "../../../src/model/item.ts";

const DURATION_MS = 600_000;

describe("where playing begins", () => {
	test("is the place that was kept", () => {
		expect(startPosition(123_000, DURATION_MS)).toBe(123_000);
	});

	test("is the beginning when the film was left at its very end", () => {
		expect(startPosition(DURATION_MS - 2_000, DURATION_MS)).toBe(0);
	});

	test("is the kept place when nobody knows how long the film is", () => {
		expect(startPosition(123_000, undefined)).toBe(123_000);
	});
});

describe("after a stream broke", () => {
	test("a file that cannot be decoded is converted by the server", () => {
		expect(afterFailure({ failure: "decode", kind: "direct", playedMs: 0 })).toBe("convert");
	});

	test("what the server converted already is not converted again", () => {
		expect(afterFailure({ failure: "decode", kind: "hls", playedMs: 0 })).toBe("give-up");
	});

	test("a film that had played for a while goes on without a question", () => {
		expect(afterFailure({ failure: "network", kind: "direct", playedMs: 60_000 })).toBe("again");
		expect(afterFailure({ failure: "decode", kind: "hls", playedMs: 60_000 })).toBe("again");
	});

	test("one that never began is given up, so that nothing goes round in circles", () => {
		expect(afterFailure({ failure: "network", kind: "direct", playedMs: 0 })).toBe("give-up");
	});
});

describe("what is missing from a film that plays", () => {
	const whole = {
		streams: [
			{ kind: "video", codec: "hevc" },
			{ kind: "audio", codec: "ac3" },
		],
		videoWidth: 1920,
		audioBytes: 4_096,
		isMuted: false,
		playedMs: 20_000,
	} as const;

	test("is nothing while picture and sound are there", () => {
		expect(missingSense(whole)).toBeNull();
	});

	test("is the picture when no width is known after some seconds", () => {
		expect(missingSense({ ...whole, videoWidth: 0 })).toBe("picture");
		expect(missingSense({ ...whole, videoWidth: 0, playedMs: 500 })).toBeNull();
	});

	test("is not the picture of a file without one", () => {
		expect(missingSense({ ...whole, streams: [{ kind: "audio", codec: "aac" }], videoWidth: 0 })).toBeNull();
	});

	test("is the sound when no byte of it was decoded", () => {
		expect(missingSense({ ...whole, audioBytes: 0 })).toBe("sound");
		expect(missingSense({ ...whole, audioBytes: 0, playedMs: 500 })).toBeNull();
	});

	test("is not known of the sound where it is muted or the browser does not tell", () => {
		expect(missingSense({ ...whole, audioBytes: 0, isMuted: true })).toBeNull();
		expect(missingSense({ ...whole, audioBytes: undefined })).toBeNull();
	});
});

describe("the episode after this one", () => {
	const episode = (seasonIndex: number | undefined, index: number | undefined, indexEnd?: number): Item => ({
		itemId: `a1/${seasonIndex}-${index}`,
		sourceId: "a1",
		libraryId: "a1/shows",
		kind: "episode",
		title: `${seasonIndex}-${index}`,
		sortTitle: "",
		genres: [],
		providerIds: {},
		...(seasonIndex === undefined ? {} : { seasonIndex }),
		...(index === undefined ? {} : { index }),
		...(indexEnd === undefined ? {} : { indexEnd }),
	});
	const show = [episode(0, 1), episode(1, 1), episode(1, 2), episode(2, 1), episode(2, undefined)];

	test("is the next number of the season", () => {
		expect(episodeAfter(show, episode(1, 1))?.title).toBe("1-2");
	});

	test("is the first of the next season after the last", () => {
		expect(episodeAfter(show, episode(1, 2))?.title).toBe("2-1");
	});

	test("does not exist after the last, nor of a special", () => {
		expect(episodeAfter(show, episode(2, 1))).toBeNull();
		expect(episodeAfter(show, episode(0, 1))).toBeNull();
	});

	test("is not the second half of a double episode just seen", () => {
		expect(episodeAfter([...show, episode(1, 3)], episode(1, 1, 2))?.title).toBe("1-3");
	});
});
