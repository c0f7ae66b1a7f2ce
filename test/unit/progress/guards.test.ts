import { afterEach, describe, expect, it } from "vitest";
import type { ItemId } from "../../../src/model/ids.ts";
import type { Dialect } from "../../../src/model/source.ts";
import { drain } from "../../../src/progress/drain.ts";
import { recordChange } from "../../../src/progress/record-change.ts";
import { ok } from "../../../src/servers/outcome.ts";
import { type Device, HOUR, MINUTE, NO_TROUBLE, Rig, settle } from "../../property/progress/rig.ts";

const SLUG = "metropolis";
let rig: Rig;
let device: Device;
let film: ItemId;

async function start(dialect: Dialect): Promise<void> {
	rig = new Rig(dialect);
	device = await rig.device();
	film = rig.itemId(SLUG);
}
afterEach(() => device.close());

function row() {
	return device.db.outbox.get(film);
}

function isWrite({ method, url }: Request): boolean {
	return method !== "GET" || /\/:\/(un)?scrobble/.test(url);
}

/** Something that happens once, just before the first request that writes reaches the server. */
function beforeFirstWrite(happens: () => Promise<void>): void {
	device.onRequest = async (_nth, request): Promise<undefined> => {
		if (!isWrite(request)) return;
		device.onRequest = async () => undefined;
		await happens();
	};
}

describe.each(["jellyfin", "plex"] as const)("a push to %s", (dialect) => {
	it("is leased by its drain while it is under way, and let go of afterwards", async () => {
		await start(dialect);
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 20 * MINUTE });
		const now = rig.clock.now();
		let until = 0;
		beforeFirstWrite(async () => {
			until = (await row())?.lease?.until ?? 0;
			// What the person does meanwhile stays in the row.
			await recordChange(device.world, { itemId: film, type: "progress", positionMs: 30 * MINUTE });
		});
		await device.drain();
		expect(until).toBeGreaterThan(now);
		expect(await row()).toMatchObject({ changes: [{ positionMs: 30 * MINUTE }] });
		expect(await row()).not.toHaveProperty("lease");
	});

	it("leaves no lease behind and sends nothing more once it is stopped", async () => {
		await start(dialect);
		await recordChange(device.world, { itemId: film, type: "finished" });
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 20 * MINUTE });
		const control = new AbortController();
		const sent: string[] = [];
		beforeFirstWrite(async () => control.abort());
		device.afterRequest = (request) => {
			if (control.signal.aborted) sent.push(request.url);
		};
		const open = async () => ok(await device.server());
		await drain(device.world, { signal: control.signal, open });
		expect(sent.length).toBeLessThanOrEqual(1);
		expect(await row()).toMatchObject({ push: { revision: 2 } });
		expect(await row()).not.toHaveProperty("lease");
		await settle(rig, [device]);
		expect(rig.truth(SLUG)).toMatchObject({ watched: true, playCount: 1, positionMs: 20 * MINUTE });
	});

	it("that was answered but is not there is not acknowledged, and laid aside after several tries", async () => {
		await start(dialect);
		await recordChange(device.world, { itemId: film, type: "finished" });
		device.onRequest = async (_nth, request) => (isWrite(request) ? new Response("{}", { status: 200 }) : undefined);
		await device.drain();
		expect(await row()).toMatchObject({ status: "waiting", reason: "unverified", changes: [{ type: "finished" }] });
		for (let turn = 0; turn < 6; turn += 1) {
			rig.clock.advance(HOUR);
			await device.drain();
		}
		expect(await row()).toMatchObject({ status: "dead", reason: "unverified", changes: [{ type: "finished" }] });
	});

	it("that is refused as signed out by one answer alone signs nobody out", async () => {
		await start(dialect);
		await recordChange(device.world, { itemId: film, type: "finished" });
		device.onRequest = async (_nth, request) => (isWrite(request) ? new Response(null, { status: 401 }) : undefined);
		await device.drain();
		expect(await row()).toMatchObject({ status: "waiting", reason: "unreachable" });
		expect((await device.db.sources.get("a1"))?.state).not.toBe("signed-out");
		device.onRequest = async () => undefined;
		await settle(rig, [device]);
		expect(rig.truth(SLUG)).toMatchObject({ watched: true, playCount: 1 });
	});

	it.each(["conflict", "dead"] as const)(
		"is not begun where its row became %s while the server was read",
		async (status) => {
			await start(dialect);
			await recordChange(device.world, { itemId: film, type: "finished" });
			device.onRequest = async (): Promise<undefined> => {
				await device.db.outbox.update(film, { status });
			};
			await device.drain();
			expect(rig.server.state().writes).toBe(0);
			expect(await row()).toMatchObject({ status, changes: [{ type: "finished" }] });
		},
	);

	it("waits for an account that may not open the title just now, and is tried after some hours", async () => {
		await start(dialect);
		await recordChange(device.world, { itemId: film, type: "finished" });
		const forbids = /\/(Items|UserItems)\b|\/library\/metadata|\/:\//;
		device.onRequest = async (_nth, { url }) => (forbids.test(url) ? new Response(null, { status: 403 }) : undefined);
		await device.drain();
		expect(await row()).toMatchObject({ status: "parked", reason: "no-access" });
		device.onRequest = async () => undefined;
		rig.clock.advance(HOUR);
		expect(await device.drain()).toMatchObject({ sent: 0, parked: 1 });
		rig.clock.advance(6 * HOUR);
		expect(await device.drain()).toMatchObject({ sent: 1, kept: 0 });
	});
});

it("asks nothing of a server whose account was left", async () => {
	await start("jellyfin");
	await device.sealTokens();
	await recordChange(device.world, { itemId: film, type: "finished" });
	await device.db.sources.update("a1", { state: "left" });
	const asked: string[] = [];
	device.onRequest = async (_nth, { url }): Promise<undefined> => {
		asked.push(url);
	};
	await device.drainBy({ force: true }, NO_TROUBLE);
	expect(asked).toEqual([]);
	expect(await row()).toMatchObject({ status: "waiting" });
});

describe("a push of several requests", () => {
	it("ends where another drain has taken its row over", async () => {
		await start("plex");
		await recordChange(device.world, { itemId: film, type: "finished" });
		await recordChange(device.world, { itemId: film, type: "progress", positionMs: 20 * MINUTE });
		beforeFirstWrite(async () => {
			const until = rig.clock.now() + HOUR;
			await device.db.outbox.update(film, { lease: { by: "another", until } });
		});
		await device.drain();
		expect(rig.truth(SLUG)).toMatchObject({ playCount: 1, positionMs: 0 });
		expect(await row()).toMatchObject({ lease: { by: "another" }, push: { done: [] } });
	});

	it("counts a play that was answered as told, also where somebody takes it back before anybody looks", async () => {
		await start("plex");
		await recordChange(device.world, { itemId: film, type: "finished" });
		let isScrobbled = false;
		device.onRequest = async (_nth, request): Promise<undefined> => {
			if (isScrobbled) device.points.die("the read-back");
			isScrobbled ||= isWrite(request);
		};
		await device.drain();
		device.onRequest = async () => undefined;
		rig.clock.advance(HOUR);
		rig.server.view({ slug: SLUG, act: "unwatched" });
		const { writes } = rig.server.state();
		await device.drain(NO_TROUBLE, true);
		expect(rig.truth(SLUG).watched).toBe(false);
		expect(rig.server.state().writes).toBe(writes);
	});
});
