import { seededRandom } from "../../demo/library/seeded-random.ts";
import { writeSetting } from "../../src/db/settings.ts";
import type { ChangeType } from "../../src/model/change.ts";
import type { ItemId } from "../../src/model/ids.ts";

import type { Policy } from "../../src/progress/merge.ts";
import { recordChanges } from "../../src/progress/record-change.ts";
import { discardRows, retryRows, settleConflict } from "../../src/progress/settle.ts";
import { undoEntry, undoGroup } from "../../src/progress/undo.ts";
import { openStorage } from "../property/progress/database-pool.ts";
import { Device, HOUR, MINUTE, NO_TROUBLE, Rig, SLUGS, type Slug, SOURCE, settle } from "../property/progress/rig.ts";
import { type Act, act, type Target } from "../property/progress/story.ts";
import type { Trouble } from "../property/progress/trouble.ts";
import { type Counts, TrackedChanges } from "./tracked-changes.ts";

const DAY = 24 * HOUR;
const TYPES: readonly ChangeType[] = ["progress", "progress", "progress", "finished", "markWatched", "markUnwatched"];
const ACTS: readonly Act[] = ["progress", "progress", "finish", "watched", "unwatched", "look"];
const TROUBLES: readonly Trouble["kind"][] = [
	"down",
	"lost-answer",
	"twice",
	"error",
	"garbage",
	"die-before",
	"die-after",
	"die-inside",
	"offline",
	"signed-out",
];

/** How the server treats a device for a while. */
type Mood = "well" | "forbids" | "refuses" | "lies";

interface Person {
	readonly device: Device;
	readonly tracked: TrackedChanges;
	offlineUntil: number;
	mood: Mood;
	moodUntil: number;
}

export interface WorldOptions {
	readonly target: Target;
	readonly policy: Policy;
	readonly seed: number;
	readonly days: number;
	readonly steps: number;
	/** How often devices die at each point, if they pass it so often: spread over the time. */
	readonly deaths: number;
}

let tags = 0;

function isWrite({ method, url }: Request): boolean {
	return method !== "GET" || /\/:\/(un)?scrobble/.test(url);
}

function isOfTitles({ url }: Request): boolean {
	return /\/(Items|UserItems|library\/metadata|:\/)/.test(url);
}

/** Three people's devices and somebody at the server, for some months. Throws when a change is lost. */
export class SoakWorld {
	readonly #options: WorldOptions;
	readonly #rig: Rig;
	readonly #random: () => number;
	readonly #people: Person[] = [];
	readonly #counts: Counts;
	/** Where the titles were last seen. */
	readonly #ids = new Map<Slug, ItemId>();
	readonly #removed = new Set<Slug>();
	readonly #deaths = new Map<string, number>();
	/** The part of the deaths that may have happened by now, at each point. */
	#mayHaveDied = 1;

	constructor(options: WorldOptions, counts: Counts) {
		this.#options = options;
		this.#counts = counts;
		this.#random = seededRandom(options.seed);
		const { dialect, switches } = options.target;
		this.#rig = new Rig(dialect, { ...switches, rebuildReusesKeys: false, restoreKeepsKey: false });
	}

	#nat(below: number): number {
		return Math.floor(this.#random() * below);
	}

	#one<T>(list: readonly [T, ...T[]] | readonly T[]): T {
		const found = list[this.#nat(list.length)];
		if (found === undefined) throw new Error("nothing to choose from");
		return found;
	}

	#isChance(probability: number): boolean {
		return this.#random() < probability;
	}

	/** Lives through it. Gives how many device-years it was. */
	async live(): Promise<number> {
		const { days, steps, policy, deaths } = this.#options;
		for (const skewMs of [0, 5 * HOUR, -20 * HOUR]) {
			const device = new Device(this.#rig, openStorage(), skewMs);
			await device.connect(SOURCE, this.#rig.signIn());
			await writeSetting(device.db, "policy", policy);
			device.points.isFatal = (name) => this.#isFatal(name);
			const tracked = new TrackedChanges(device, this.#counts);
			const person: Person = { device, tracked, offlineUntil: 0, mood: "well", moodUntil: 0 };
			device.onRequest = async (_nth, request) => this.#moodily(person, request);
			this.#people.push(person);
		}
		this.#learnIds();
		const began = this.#rig.clock.now();
		try {
			for (let step = 0; step < steps; step += 1) {
				this.#rig.clock.advance(this.#random() * 2 * ((days * DAY) / steps));
				this.#mayHaveDied = 1 + Math.floor((deaths * step) / steps);
				await this.#step(this.#one(this.#people));
			}
			const years = (this.#people.length * (this.#rig.clock.now() - began)) / (365 * DAY);
			await this.#end();
			return years;
		} finally {
			for (const { device } of this.#people) await device.close();
		}
	}

	#isFatal(name: string): boolean {
		const deaths = this.#deaths.get(name) ?? 0;
		if (deaths >= this.#mayHaveDied) return false;
		this.#deaths.set(name, deaths + 1);
		return true;
	}

	#moodily({ mood, moodUntil }: Person, request: Request): Response | undefined {
		if (this.#rig.clock.now() > moodUntil || !isOfTitles(request)) return undefined;
		if (mood === "forbids") return new Response(null, { status: 403 });
		if (mood === "refuses" && isWrite(request)) return new Response("no", { status: 400 });
		return mood === "lies" && isWrite(request) ? new Response(null, { status: 200 }) : undefined;
	}

	#learnIds(): void {
		for (const slug of SLUGS) if (!this.#removed.has(slug)) this.#ids.set(slug, this.#rig.itemId(slug));
	}

	async #step(person: Person): Promise<void> {
		const { device, tracked } = person;
		const chance = this.#random();
		if (chance < 0.42) return this.#change(person);
		if (chance < 0.6) return this.#viewElsewhere();
		if (chance < 0.86) return this.#drain(person);
		if (chance < 0.91) {
			if (this.#rig.clock.now() > person.offlineUntil) await tracked.decide(() => device.refresh());
			return;
		}
		if (chance < 0.96) return this.#decideForThemselves(person);
		if (chance < 0.975) {
			person.offlineUntil = this.#rig.clock.now() + this.#random() * 3 * DAY;
			return;
		}
		if (chance < 0.985) {
			person.mood = this.#one<Mood>(["forbids", "refuses", "lies"]);
			person.moodUntil = this.#rig.clock.now() + this.#random() * 2 * DAY;
			return;
		}
		if (chance < 0.988) {
			device.skewMs = (this.#random() - 0.5) * 2 * DAY;
			return;
		}
		return chance < 0.999 ? this.#moveTitle() : this.#rebuild();
	}

	async #change({ device, tracked }: Person): Promise<void> {
		const type = this.#one(TYPES);
		const slugs = this.#isChance(0.05) ? SLUGS : [this.#one(SLUGS)];
		const changes = slugs.map((slug) => {
			tags += 1;
			const itemId = this.#ids.get(slug) ?? this.#rig.itemId(slug);
			const positionMs = type === "progress" ? (6 + this.#nat(60)) * MINUTE : undefined;
			return { itemId, type, positionMs, group: `tag-${tags}` };
		});
		await tracked.act(() => device.mortal(() => recordChanges(device.world, changes)));
	}

	/** Somebody at the server; sometimes what looks like a write that it lost. */
	#viewElsewhere(): void {
		const slug = this.#one(SLUGS);
		if (this.#removed.has(slug)) return;
		const min = 6 + this.#nat(60);
		if (!this.#isChance(0.3)) {
			act({ rig: this.#rig }, slug, this.#one(ACTS), min);
			return;
		}
		const at = this.#rig.clock.now() - this.#random() * 5 * DAY;
		this.#rig.server.view({ slug, act: "progress", positionMs: min * MINUTE, at });
	}

	async #drain({ device, tracked, offlineUntil }: Person): Promise<void> {
		const isOffline = this.#rig.clock.now() <= offlineUntil;
		const kind = isOffline ? "offline" : this.#isChance(0.3) ? this.#one(TROUBLES) : "none";
		const trouble: Trouble = { kind, nth: 1 + this.#nat(kind === "die-inside" ? 150 : 12) };
		await tracked.decide(() =>
			this.#isChance(0.1) ? device.drainInTwoTabs(trouble) : device.drain(trouble, this.#isChance(0.3)),
		);
	}

	/** What a person does in Activity. */
	async #decideForThemselves({ device, tracked }: Person): Promise<void> {
		const { world, db } = device;
		const rows = await db.outbox.toArray();
		const row = rows[this.#nat(Math.max(1, rows.length))];
		if (this.#isChance(0.4)) {
			const lately = await db.journal.orderBy(":id").reverse().limit(30).toArray();
			const entry = lately[this.#nat(lately.length)];
			await tracked.act(() => device.mortal(() => undoEntry(world, entry?.id ?? 0)));
		} else if (this.#isChance(0.2)) {
			const group = row?.changes.at(-1)?.group ?? "";
			await tracked.act(() => device.mortal(() => undoGroup(world, group)));
		} else if (row?.status === "conflict") {
			const side = this.#one(["mine", "theirs"] as const);
			await tracked.act(() => device.mortal(() => settleConflict(world, row.itemId, side)));
		} else if (row !== undefined && this.#isChance(0.3)) {
			await tracked.act(() => device.mortal(() => discardRows(world, [row.itemId])));
		} else if (row !== undefined) {
			await tracked.act(() => device.mortal(() => retryRows(world, [row.itemId])));
		}
	}

	/** A title is taken away, or comes back: on Plex under another key. */
	async #moveTitle(): Promise<void> {
		const slug = this.#one(SLUGS);
		if (this.#removed.delete(slug)) {
			this.#rig.server.restoreTitle(slug);
			await this.#relearn();
		} else if (this.#removed.size === 0) {
			this.#removed.add(slug);
			this.#rig.server.removeTitle(slug);
		}
	}

	async #rebuild(): Promise<void> {
		for (const slug of this.#removed) this.#rig.server.restoreTitle(slug);
		this.#removed.clear();
		this.#rig.server.rebuild();
		await this.#relearn();
	}

	/** Each device syncs its library, and signs in again where it has to. */
	async #relearn(): Promise<void> {
		this.#learnIds();
		for (const { device } of this.#people) {
			await device.db.items.clear();
			const { clock } = (await device.db.sources.get(SOURCE)) ?? {};
			await device.connect(SOURCE, this.#rig.signIn(), clock);
		}
	}

	/** All come home: everything is decided, all agree, and nobody has anything left to write. */
	async #end(): Promise<void> {
		for (const slug of this.#removed) this.#rig.server.restoreTitle(slug);
		this.#removed.clear();
		await this.#relearn();
		const devices = this.#people.map(({ device }) => device);
		for (const { device, tracked } of this.#people) {
			device.onRequest = async () => undefined;
			await tracked.act(async () => retryRows(device.world, await device.db.outbox.toCollection().primaryKeys()));
		}
		for (let round = 0; round < 5; round += 1) await settle(this.#rig, devices);
		const { writes } = this.#rig.server.state();
		for (const { device, tracked } of this.#people) {
			await tracked.decide(() => device.drain(NO_TROUBLE, true));
			const left = await tracked.unsettled();
			if (left.length > 0) throw new Error(`Not settled: ${JSON.stringify(left)}`);
			for (const slug of SLUGS) {
				const [shown, truth] = [await device.shown(slug), this.#rig.truth(slug)];
				if (JSON.stringify(shown) !== JSON.stringify(truth)) {
					throw new Error(`No agreement on ${slug}: ${JSON.stringify({ shown, truth })}`);
				}
			}
		}
		if (this.#rig.server.state().writes !== writes) throw new Error("Not quiet");
	}
}
