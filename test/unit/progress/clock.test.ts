import { afterEach, describe, expect, it } from "vitest";
import { refreshServerFacts } from "../../../src/library/refresh-libraries.ts";
import type { ClockOffset } from "../../../src/model/source.ts";
import { UNTOUCHED, type WatchState } from "../../../src/model/watch-state.ts";
import { offsetByStamp } from "../../../src/progress/clock-check.ts";
import { recordChange } from "../../../src/progress/record-change.ts";
import { type Device, HOUR, MINUTE, Rig } from "../../property/progress/rig.ts";

let device: Device;
afterEach(() => device?.close());

const DOUBTED: ClockOffset = { offsetMs: 0, uncertaintyMs: 90_000, measuredAt: 1 };

async function deviceOf(dialect: "jellyfin" | "plex", skewMs: number): Promise<Rig> {
	const rig = new Rig(dialect);
	device = await rig.device(skewMs);
	await device.db.sources.update("a1", { clock: { ...DOUBTED, measuredAt: rig.clock.now() + skewMs } });
	return rig;
}

async function clock(): Promise<ClockOffset> {
	const source = await device.db.sources.get("a1");
	if (source === undefined) throw new Error("no source");
	return source.clock;
}

describe("the clock of a Plex server", () => {
	it("is learnt from the date that it puts on what it was told", async () => {
		const rig = await deviceOf("plex", 40_000);
		await recordChange(device.world, { itemId: rig.itemId("metropolis"), type: "finished" });
		await device.drain();
		const { offsetMs, uncertaintyMs } = await clock();
		expect(uncertaintyMs).toBeLessThan(2_000);
		expect(Math.abs(offsetMs + 40_000)).toBeLessThanOrEqual(uncertaintyMs);
		await recordChange(device.world, { itemId: rig.itemId("metropolis"), type: "progress", positionMs: 9 * MINUTE });
		const [row] = await device.db.outbox.toArray();
		expect(Math.abs((row?.changes[0]?.at ?? 0) - rig.clock.now())).toBeLessThanOrEqual(uncertaintyMs);
	});

	it("makes what waits doubtful where it is another than was thought", async () => {
		const rig = await deviceOf("plex", 2 * HOUR);
		await recordChange(device.world, { itemId: rig.itemId("metropolis"), type: "finished" });
		device.onRequest = async (_nth, request): Promise<undefined> => {
			if (!request.url.includes("scrobble")) return;
			await recordChange(device.world, { itemId: rig.itemId("nosferatu"), type: "finished" });
		};
		await device.drain();
		const row = await device.db.outbox.get(rig.itemId("nosferatu"));
		expect(row?.changes[0]?.uncertaintyMs).toBeGreaterThan(1.9 * HOUR);
	});

	it("is not taken from a report of a place, whose date may be the one it was given", async () => {
		const rig = await deviceOf("plex", 40_000);
		await recordChange(device.world, { itemId: rig.itemId("metropolis"), type: "progress", positionMs: 9 * MINUTE });
		await device.drain();
		expect(await clock()).toMatchObject({ offsetMs: 0, uncertaintyMs: 90_000 });
	});
});

describe("a date that a server put on a write", () => {
	const played = (lastPlayedAt: number | null, rest: Partial<WatchState> = {}): WatchState => {
		return { ...UNTOUCHED, watched: true, playCount: 1, lastPlayedAt, ...rest };
	};
	const window = { from: 10_000, to: 12_000 };
	const exact = { offsetMs: 4_500, uncertaintyMs: 1_500, measuredAt: 12_000 };

	it.each([
		["tells the offset to the second and the time that the request took", UNTOUCHED, played(15_000), exact],
		["tells nothing where it stayed", played(15_000), played(15_000, { playCount: 2 }), null],
		["tells nothing where there is none", UNTOUCHED, played(null), null],
		["tells nothing where somebody else played the title too", UNTOUCHED, played(15_000, { playCount: 2 }), null],
		["tells nothing where somebody else left a place", UNTOUCHED, played(15_000, { positionMs: 60_000 }), null],
	])("%s", (_, before, after, wanted) => {
		expect(offsetByStamp(window, before, after, DOUBTED)).toEqual(wanted);
	});

	it("tells nothing that is known as well, nor by a clock that ran back meanwhile", () => {
		const known = { offsetMs: 4_000, uncertaintyMs: 1_500, measuredAt: 1 };
		expect(offsetByStamp(window, UNTOUCHED, played(15_000), known)).toBeNull();
		expect(offsetByStamp({ from: 12_000, to: 10_000 }, UNTOUCHED, played(15_000), DOUBTED)).toBeNull();
	});

	it("tells of a clock that jumped since it was last learnt, however exactly", () => {
		const known = { offsetMs: 60_000, uncertaintyMs: 600, measuredAt: 1 };
		expect(offsetByStamp(window, UNTOUCHED, played(15_000), known)).toEqual(exact);
	});
});

it("a refresh that finds the clock elsewhere makes what waits doubtful, as a drain does", async () => {
	const rig = await deviceOf("jellyfin", 5 * HOUR);
	await recordChange(device.world, { itemId: rig.itemId("metropolis"), type: "finished" });
	await refreshServerFacts(device.world, await device.server(), new AbortController().signal);
	expect((await clock()).uncertaintyMs).toBeLessThan(1_000);
	const [row] = await device.db.outbox.toArray();
	expect(row?.changes[0]?.uncertaintyMs).toBeGreaterThan(4.9 * HOUR);
});
