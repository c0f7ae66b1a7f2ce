import { expect, test } from "vitest";
import { clipBytes, clipFacts, parseRange, rangeResponse } from "../../../demo/core/media.ts";

const bytes = new Uint8Array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);

async function ask(range: string | null, method = "GET") {
	const request = new Request("http://demo/clip", { method, headers: range === null ? {} : { range } });
	const answer = rangeResponse(request, bytes, "video/mp4");
	return {
		status: answer.status,
		range: answer.headers.get("content-range"),
		length: answer.headers.get("content-length"),
		body: [...new Uint8Array(await answer.arrayBuffer())],
	};
}

test("without a range the whole comes, and says that ranges are taken", async () => {
	expect(await ask(null)).toEqual({ status: 200, range: null, length: "10", body: [...bytes] });
	const answer = rangeResponse(new Request("http://demo/"), bytes, "video/mp4");
	expect(answer.headers.get("accept-ranges")).toBe("bytes");
});

test.each([
	["bytes=0-1", [0, 1], "bytes 0-1/10"],
	["bytes=7-", [7, 8, 9], "bytes 7-9/10"],
	["bytes=-2", [8, 9], "bytes 8-9/10"],
	["bytes=5-500", [5, 6, 7, 8, 9], "bytes 5-9/10"],
	["bytes=-500", [...bytes], "bytes 0-9/10"],
])("%s gives its part", async (range, body, contentRange) => {
	expect(await ask(range)).toEqual({ status: 206, range: contentRange, length: String(body.length), body });
});

test.each(["bytes=10-", "bytes=99-100", "bytes=-0"])("%s is outside", async (range) => {
	expect(await ask(range)).toEqual({ status: 416, range: "bytes */10", length: null, body: [] });
});

test.each(["bytes=3-1", "bytes=0-1,4-5", "items=0-1", "bytes=a-b", "bytes=-"])("%s gives the whole", async (range) => {
	expect((await ask(range)).status).toBe(200);
});

test("HEAD tells the length without a body", async () => {
	expect(await ask("bytes=0-1", "HEAD")).toEqual({ status: 200, range: null, length: "10", body: [] });
});

test("an empty file has no range that is inside", () => {
	expect(parseRange("bytes=0-", 0)).toBe("outside");
});

test("each clip is the file it says it is", async () => {
	const text = (from: Uint8Array) => new TextDecoder("latin1").decode(from);
	const h264 = { clip: "h264", width: 384, height: 216 } as const;
	const mp4 = await clipBytes(h264);
	expect(text(mp4.subarray(4, 8))).toBe("ftyp");
	// The index before the media: a player starts without reading the end.
	expect(text(mp4).indexOf("moov")).toBeLessThan(text(mp4).indexOf("mdat"));
	const vp9 = { ...h264, clip: "vp9" } as const;
	const webm = await clipBytes(vp9);
	expect([...webm.subarray(0, 4)]).toEqual([0x1a, 0x45, 0xdf, 0xa3]);
	expect([mp4.byteLength, webm.byteLength]).toEqual([clipFacts(h264).sizeBytes, clipFacts(vp9).sizeBytes]);
	expect(mp4.byteLength + webm.byteLength).toBeLessThan(1_800_000);
	expect(await clipBytes({ ...h264, clip: "hevc" })).toBe(mp4);
});
