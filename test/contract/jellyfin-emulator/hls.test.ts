import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import { createClock } from "../../../demo/core/clock.ts";
import { createJellyfin } from "../../../demo/jellyfin/create-jellyfin.ts";
import { recordedExtras, recordedIds, recordedLibrary } from "./recorded-library.ts";

/** What the replay of 10-hls does not look into: the text of playlists, and the pieces they lead to. */

const origin = "http://127.0.0.1:8096";
const night = recordedIds.night ?? "";

const device = { client: "Stowaway", device: "x", deviceId: "dev-hls", version: "0.1.0" };
const browser = {
	DirectPlayProfiles: [{ Container: "mp4,mkv", Type: "Video", VideoCodec: "h264", AudioCodec: "aac" }],
	TranscodingProfiles: [
		{
			Container: "mp4",
			Type: "Video",
			Protocol: "hls",
			VideoCodec: "h264,av1",
			AudioCodec: "aac,opus",
			MinSegments: 1,
		},
	],
};

const playbackInfo = z.object({
	MediaSources: z.array(z.object({ SupportsDirectPlay: z.boolean(), TranscodingUrl: z.optional(z.string()) })),
});

function server() {
	const made = createJellyfin({
		library: recordedLibrary,
		extras: recordedExtras,
		ids: recordedIds,
		clock: createClock(),
		origin,
	});
	const account = made.internals.accounts.byName("demo");
	if (account === undefined) throw new Error("no account");
	const { token } = made.internals.accounts.issue(account, device);
	const ask = (path: string, init?: RequestInit): Promise<Response> =>
		made.handle(new Request(new URL(path, origin), init));
	const sourceOf = async (key: string, body: Record<string, unknown>) => {
		const answer = await ask(`/Items/${key}/PlaybackInfo?ApiKey=${token}`, {
			method: "POST",
			headers: { "Content-Type": "application/json" },
			body: JSON.stringify({ DeviceProfile: browser, ...body }),
		});
		const [source] = z.parse(playbackInfo, await answer.json()).MediaSources;
		if (source === undefined) throw new Error("no source");
		return source;
	};
	return { token, ask, sourceOf };
}

/** Lines that are not tags: where the playlist leads. */
function addresses(playlist: string): string[] {
	return playlist.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

function boxTypes(bytes: Uint8Array): string[] {
	const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const types: string[] = [];
	for (let at = 0; at < bytes.byteLength; at += data.getUint32(at)) {
		types.push(String.fromCharCode(...bytes.subarray(at + 4, at + 8)));
	}
	return types;
}

function recordedTranscodingUrl(): URL {
	const file = new URL("../recorded/jellyfin/10-hls.json", import.meta.url);
	const [found] = /\/videos\/[^"]*?master\.m3u8\?[^"]*/.exec(readFileSync(file, "utf8")) ?? [];
	return new URL(found ?? "", origin);
}

test("from PlaybackInfo a player reaches every piece, by addresses alone", async () => {
	const { ask, sourceOf } = server();
	const { TranscodingUrl = "" } = await sourceOf(night, {});
	const masterUrl = new URL(TranscodingUrl, origin);
	const [main = ""] = addresses(await (await ask(masterUrl.href)).text());
	const mainUrl = new URL(main, masterUrl);
	const playlist = await (await ask(mainUrl.href)).text();
	const [, init = ""] = /#EXT-X-MAP:URI="([^"]*)"/.exec(playlist) ?? [];
	const bytesAt = async (address: string) =>
		new Uint8Array(await (await ask(new URL(address, mainUrl).href)).arrayBuffer());

	expect(boxTypes(await bytesAt(init))).toEqual(["ftyp", "moov"]);
	const segments = addresses(playlist);
	for (const segment of segments) expect(boxTypes(await bytesAt(segment))).toEqual(["moof", "mdat"]);

	const seconds = [...playlist.matchAll(/#EXTINF:([\d.]+)/g)].map(([, length]) => Number(length));
	expect(seconds.reduce((sum, length) => sum + length, 0)).toBeCloseTo(600, 1);
	const starts = segments.map((segment) => Number(new URL(segment, mainUrl).searchParams.get("runtimeTicks")) / 1e7);
	expect(starts).toEqual(seconds.map((_, at) => seconds.slice(0, at).reduce((sum, length) => sum + length, 0)));
});

test("the address that PlaybackInfo gives has the recorded path and the recorded parameters of every file", async () => {
	const { sourceOf } = server();
	const recorded = recordedTranscodingUrl();
	const given = new URL((await sourceOf(night, {})).TranscodingUrl ?? "", origin);
	expect(given.pathname).toBe(recorded.pathname);
	const common = [...recorded.searchParams.keys()].filter((name) => !name.startsWith("hevc-"));
	expect([...given.searchParams.keys()]).toEqual(common);
	expect(given.searchParams.get("TranscodeReasons")).toBe("VideoCodecNotSupported");
});

test("a file that fits plays as it is, unless it needs more bits than the player wants", async () => {
	const { sourceOf } = server();
	const harbour = recordedIds.harbour ?? "";
	expect(await sourceOf(harbour, { MaxStreamingBitrate: 20_000 })).toEqual({ SupportsDirectPlay: true });
	const { SupportsDirectPlay, TranscodingUrl } = await sourceOf(harbour, { MaxStreamingBitrate: 2_000 });
	expect(SupportsDirectPlay).toBe(false);
	expect(TranscodingUrl).toContain("TranscodeReasons=ContainerBitrateExceedsLimit");
});

test("without a way to convert that the player takes, no address is given", async () => {
	const { sourceOf } = server();
	const source = await sourceOf(night, { DeviceProfile: { ...browser, TranscodingProfiles: [] } });
	expect(source).toEqual({ SupportsDirectPlay: false });
});

test.each(["master.m3u8", "main.m3u8", "hls1/main/-1.mp4", "hls1/main/0.mp4"])(
	"%s is 401 without a token",
	async (file) => {
		const { ask, token } = server();
		const path = `/videos/${night}/${file}?mediaSourceId=${night}`;
		expect((await ask(path)).status).toBe(401);
		expect((await ask(`${path}&ApiKey=${token}`)).status).toBe(200);
	},
);

test("a piece that the file does not have is 404, a file that the title does not have 400", async () => {
	const { ask, token } = server();
	const at = async (file: string, source: string) =>
		(await ask(`/Videos/${night}/${file}?mediaSourceId=${source}&ApiKey=${token}`)).status;
	expect(await at("hls1/main/30.mp4", night)).toBe(404);
	expect(await at("hls1/main/x.mp4", night)).toBe(404);
	expect(await at("master.m3u8", recordedIds.harbour ?? "")).toBe(400);
	expect(await at("master.m3u8", "")).toBe(400);
});

test("stopping wants to know the device and the session", async () => {
	const { ask, token } = server();
	const stop = async (query: string) =>
		(await ask(`/Videos/ActiveEncodings?ApiKey=${token}&${query}`, { method: "DELETE" })).status;
	expect(await stop("deviceId=dev-hls&playSessionId=p1")).toBe(204);
	expect(await stop("deviceId=dev-hls")).toBe(400);
});
