import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { writeSetting } from "../../../src/db/settings.ts";
import { flushImageUses } from "../../../src/library/image-uses.ts";
import { imageResponse } from "../../../src/library/images.ts";
import { FakeServer, memoryCaches, testSource, testWorld } from "./fake-server.ts";

const server = new FakeServer();
server.imageUrl = ({ ref }, width) => `http://nas:8096/img/${ref}?w=${width}`;
vi.mock("../../../src/servers/open-server.ts", () => ({
	openWatchServer: async () => ({ kind: "ok", value: server }),
	recordSourceOutcome: async () => undefined,
}));

const never = new AbortController().signal;
const png = (bytes: number) => new Response(new Uint8Array(bytes), { headers: { "content-type": "image/png" } });

describe("a picture", () => {
	let requests: string[];
	let answer: () => Promise<Response>;
	let world: ReturnType<typeof testWorld>;
	let cached: Map<string, Response>;
	beforeEach(async () => {
		requests = [];
		answer = async () => png(100);
		const { entries, storage } = memoryCaches();
		cached = entries;
		world = Object.assign(
			testWorld((input) => {
				requests.push(String(input));
				return answer();
			}),
			{ caches: storage },
		);
		await world.db.sources.put(testSource);
	});
	const ask = (ref = "a/b", width = 300) => imageResponse(world, "a1", ref, width, never);

	it("comes from its server once, in a fixed width, and from the cache afterwards", async () => {
		expect((await ask()).status).toBe(200);
		const again = await ask();
		expect((await again.blob()).size).toBe(100);
		expect(requests).toEqual(["http://nas:8096/img/a/b?w=320"]);
		expect([...cached.keys()]).toEqual(["/-/image/a1/a%2Fb?w=320"]);
		expect(await world.db.images.toArray()).toMatchObject([{ sourceId: "a1", bytes: 100, usedAt: world.now() }]);
	});

	it("cannot run as a page of ours", async () => {
		const { headers } = await ask();
		expect(headers.get("content-security-policy")).toContain("sandbox");
		expect(headers.get("x-content-type-options")).toBe("nosniff");
	});

	it("is not asked for again for a while when there is none", async () => {
		answer = async () => new Response(null, { status: 404 });
		expect([(await ask()).status, (await ask()).status]).toEqual([404, 404]);
		expect(requests).toHaveLength(1);
		world.advance(11 * 60_000);
		answer = async () => png(5);
		expect((await ask()).status).toBe(200);
	});

	it("does not make the others wait when its server is away", async () => {
		answer = () => Promise.reject(new TypeError("Failed to fetch"));
		expect((await ask("one")).headers.get("x-stowaway")).toBe("unreachable");
		expect((await ask("two")).status).toBe(504);
		expect(requests).toHaveLength(1);
		world.advance(11_000);
		answer = async () => png(5);
		expect((await ask("two")).status).toBe(200);
	});

	it("that its server fails at does not hide the others", async () => {
		answer = async () => new Response(null, { status: 500 });
		expect((await ask("broken")).status).toBe(504);
		answer = async () => png(5);
		expect((await ask("whole")).status).toBe(200);
	});

	it.each([429, 503])("is asked for again soon after a server said %i", async (status) => {
		answer = async () => new Response(null, { status });
		expect((await ask()).status).toBe(504);
		world.advance(11_000);
		answer = async () => png(5);
		expect((await ask()).status).toBe(200);
	});

	it("comes from the cache though the database was deleted under the app", async () => {
		await ask();
		world.db.close({ disableAutoOpen: true });
		for (let use = 0; use < 50; use++) expect((await ask()).status).toBe(200);
		expect((await ask("other")).status).toBe(504);
	});

	it("has no row when the disk is too full for it", async () => {
		cached.set = () => {
			throw new DOMException("full", "QuotaExceededError");
		};
		expect((await ask()).status).toBe(200);
		expect(await world.db.images.count()).toBe(0);
	});

	describe("in a width that cannot be had", () => {
		const down = () => Promise.reject(new TypeError("Failed to fetch"));
		const size = async (response: Response) => (await response.blob()).size;
		/** Fills the cache with the picture in some widths, each as many bytes long as it is wide. */
		const have = async (...widths: number[]) => {
			for (const width of widths) {
				answer = async () => png(width);
				await ask("art", width);
			}
			answer = down;
		};

		it("is shown in the next larger one that is here", async () => {
			await have(160, 1280, 640);
			expect(await size(await ask("art", 320))).toBe(640);
		});

		it("is shown in the largest smaller one when there is no larger", async () => {
			await have(160, 320);
			const response = await ask("art", 1280);
			expect(response.status).toBe(200);
			expect(await size(response)).toBe(320);
			expect(response.headers.get("content-security-policy"), "as safe as any").toContain("sandbox");
		});

		it("is not taken from another picture", async () => {
			await have(640);
			expect((await ask("other", 320)).status).toBe(504);
		});

		it("is fetched as soon as its server is back, and what stood in for it is kept by nobody", async () => {
			await have(640);
			expect((await ask("art", 320)).headers.get("cache-control")).toBe("no-store");
			expect([...cached.keys()]).toEqual(["/-/image/a1/art?w=640"]);
			world.advance(11_000);
			answer = async () => png(320);
			expect(await size(await ask("art", 320))).toBe(320);
			expect(cached.size).toBe(2);
		});

		it("stands in also while its server is left alone, and when it has that one no more", async () => {
			await have(640);
			expect(await size(await ask("art", 320))).toBe(640);
			expect(await size(await ask("art", 160))).toBe(640);
			world.advance(11_000);
			answer = async () => new Response(null, { status: 404 });
			expect(await size(await ask("art", 320))).toBe(640);
			expect(await size(await ask("art", 320))).toBe(640);
		});

		it("counts as used, so that it is not the first to go", async () => {
			await have(640);
			world.advance(60_000);
			await ask("art", 320);
			await flushImageUses(world.db);
			expect((await world.db.images.toArray()).map(({ usedAt }) => usedAt)).toEqual([world.now()]);
		});
	});

	it("is not taken from a page of HTML, and that is not kept", async () => {
		answer = async () => new Response("<html>", { headers: { "content-type": "text/html" } });
		expect((await ask()).status).toBe(504);
		expect(cached.size).toBe(0);
	});

	it("makes room by what was not used for longest", async () => {
		await writeSetting(world.db, "imageCapBytes", 350);
		for (const ref of ["a", "b", "c"]) {
			await ask(ref);
			world.advance(1_000);
		}
		await ask("a");
		await flushImageUses(world.db);
		await ask("d");
		expect([...cached.keys()].map((key) => key.charAt("/-/image/a1/".length)).sort()).toEqual(["a", "c", "d"]);
		expect(await world.db.images.count()).toBe(3);
	});
});
