import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { putImage } from "../../../src/library/image-cache.ts";
import { answerImage } from "../../../src/worker/image-answer.ts";
import { memoryCaches, testSource, testWorld } from "../library/fake-server.ts";

vi.mock("../../../src/servers/open-server.ts", () => ({ openWatchServer: async () => ({ kind: "blocked" }) }));

const image = { sourceId: "a1", ref: "art", width: 320 } as const;
const never = new AbortController().signal;

describe("a picture of a server that only pages reach", () => {
	let world: ReturnType<typeof testWorld>;
	/** Bytes as many as it is wide. */
	const keep = (width: number) =>
		putImage(world, { key: `/-/image/a1/art?w=${width}`, sourceId: "a1" }, new Blob(["x".repeat(width)]), "image/png");
	beforeEach(async () => {
		world = Object.assign(testWorld(), { caches: memoryCaches().storage });
		await world.db.sources.put(testSource);
	});
	/** A page that does `work` when it is asked for the picture. */
	const pageThat = (work: () => Promise<unknown>) => {
		const postMessage = (_: unknown, [port]: Transferable[]) => {
			work().then(() => port instanceof MessagePort && port.postMessage("done"));
		};
		return { get: async () => ({ postMessage }) };
	};
	const size = async (response: Response) => (await response.blob()).size;

	it("is fetched by the page that asked", async () => {
		expect(
			await size(
				await answerImage(
					world,
					pageThat(() => keep(320)),
					image,
					"page",
					never,
				),
			),
		).toBe(320);
	});

	it("is asked of the page though another width is here", async () => {
		await keep(640);
		expect(
			await size(
				await answerImage(
					world,
					pageThat(() => keep(320)),
					image,
					"page",
					never,
				),
			),
		).toBe(320);
	});

	it("is shown in another width when the page cannot have it either", async () => {
		await keep(640);
		expect(
			await size(
				await answerImage(
					world,
					pageThat(async () => undefined),
					image,
					"page",
					never,
				),
			),
		).toBe(640);
	});

	it("is not there when nobody has any width of it", async () => {
		const answer = await answerImage(
			world,
			pageThat(async () => undefined),
			image,
			"page",
			never,
		);
		expect(answer.status).toBe(504);
	});
});
