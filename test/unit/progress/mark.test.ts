import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ItemId } from "../../../src/model/ids.ts";
import { journalActs } from "../../../src/progress/journal.ts";
import { mark } from "../../../src/progress/mark.ts";
import { recordChange } from "../../../src/progress/record-change.ts";
import { undoGroup } from "../../../src/progress/undo.ts";
import { type Device, HOUR, MINUTE, Rig, SLUGS } from "../../property/progress/rig.ts";
import { episode } from "./changes.ts";

let rig: Rig;
let device: Device;
let films: readonly ItemId[];

async function start(dialect: "jellyfin" | "plex"): Promise<void> {
	rig = new Rig(dialect);
	device = await rig.device();
	films = SLUGS.map((slug) => rig.itemId(slug));
}

afterEach(() => device.close());

const watched = () => SLUGS.map((slug) => rig.truth(slug).watched);
const acts = async () => (await journalActs(device.db, { limit: 50 })).acts;

describe.each(["jellyfin", "plex"] as const)("titles picked out of a list on %s", (dialect) => {
	beforeEach(() => start(dialect));

	it("are marked as one act, one entry of the journal, and taken back as one", async () => {
		const { changed, group = "" } = await mark(device.world, films, "markWatched");
		expect(changed).toBe(films.length);
		await device.drain();
		expect(watched()).toEqual(SLUGS.map(() => true));
		const [act, ...others] = await acts();
		expect(act?.entries).toHaveLength(films.length);
		expect(others).toEqual([]);

		rig.clock.advance(HOUR);
		expect(await undoGroup(device.world, group)).toBe(films.length);
		await device.drain();
		expect(watched()).toEqual(SLUGS.map(() => false));
		expect(await undoGroup(device.world, group)).toBe(0);
	});

	it("are taken back while they wait, with the place that a mark had ended", async () => {
		const [first = "a1/none"] = films;
		await recordChange(device.world, { itemId: first, type: "progress", positionMs: 40 * MINUTE });
		const { group = "" } = await mark(device.world, films, "markWatched");
		expect(await undoGroup(device.world, group)).toBe(films.length);
		const rows = await device.db.outbox.toArray();
		expect(rows.map(({ itemId, changes }) => [itemId, changes.map(({ type }) => type)])).toEqual([
			[first, ["progress"]],
		]);
	});

	it("are changed only where they are otherwise, and none of them when one cannot be written", async () => {
		const [first = "a1/none", second = "a1/none"] = films;
		await mark(device.world, [first], "markWatched");
		expect((await mark(device.world, films, "markWatched")).changed).toBe(films.length - 1);
		expect((await mark(device.world, films, "markUnwatched")).changed).toBe(films.length);
		await device.db.outbox.clear();
		device.db.outbox.hook("creating", (key) => {
			if (key === second) throw new DOMException("No room", "QuotaExceededError");
		});
		await expect(mark(device.world, films, "markWatched")).rejects.toThrow();
		expect(await device.db.outbox.count()).toBe(0);
	});
});

describe("a season or show", () => {
	beforeEach(async () => {
		await start("jellyfin");
		await device.db.items.bulkPut([
			episode("show", { kind: "show" }),
			episode("s1", { kind: "season", parentId: "a1/show" }),
			...[1, 2, 3].map((index) =>
				episode(`e${index}`, { parentId: "a1/s1", showId: "a1/show", seasonIndex: 1, index }),
			),
		]);
		const seen = { sourceId: "a1", watched: true, playCount: 1, lastPlayedAt: 1, readAt: 1 };
		await device.db.watch.put({ itemId: "a1/e1", ...seen, positionMs: 5 * MINUTE });
	});

	it("is one change for each episode that needs it, in one group", async () => {
		expect((await mark(device.world, ["a1/show"], "markWatched")).changed).toBe(2);
		const rows = await device.db.outbox.toArray();
		expect(rows.map(({ itemId }) => itemId)).toEqual(["a1/e2", "a1/e3"]);
		expect(new Set(rows.map(({ changes }) => changes[0]?.group)).size).toBe(1);
		expect((await mark(device.world, ["a1/s1"], "markWatched")).changed).toBe(0);
	});

	it("is judged by what waits, not only by the server", async () => {
		await mark(device.world, ["a1/s1"], "markWatched");
		expect((await mark(device.world, ["a1/s1"], "markUnwatched")).changed).toBe(3);
	});

	it("counts an episode once that is picked beside its show", async () => {
		expect((await mark(device.world, ["a1/e2", "a1/show", "a1/s1"], "markWatched")).changed).toBe(2);
	});
});
