import { beforeEach, describe, expect, test } from "vitest";
import { attachProgressWatcher } from "../../../src/player/progress-watcher.ts";

/** A film of 100 minutes that moves when told to, with the events a browser fires. Seconds. */
class FakeMedia extends EventTarget {
	currentTime = 0;
	readonly duration = 6000;
	paused = true;
	ended = false;
	seeking = false;

	play(seconds: number, step = 0.25) {
		this.paused = false;
		for (let played = 0; played < seconds && !this.ended; played += step) {
			this.currentTime = Math.min(this.currentTime + step, this.duration);
			this.dispatchEvent(new Event("timeupdate"));
			if (this.currentTime === this.duration) {
				this.paused = this.ended = true;
				this.dispatchEvent(new Event("pause"));
				this.dispatchEvent(new Event("ended"));
			}
		}
	}
	pause() {
		this.paused = true;
		this.dispatchEvent(new Event("pause"));
	}
	seek(seconds: number) {
		this.seeking = true;
		this.ended = false;
		this.currentTime = seconds;
		this.dispatchEvent(new Event("seeking"));
		this.dispatchEvent(new Event("timeupdate"));
		this.seeking = false;
		this.dispatchEvent(new Event("seeked"));
	}
}

class FakeDocument extends EventTarget {
	visibilityState = "visible";
}

/** Jellyfin's lines: 5 % and 90 %. */
const classify = (positionMs: number) =>
	positionMs < 300_000 ? "look" : positionMs > 5_400_000 ? "finished" : "progress";

let media: FakeMedia;
let page: { document: FakeDocument; window: EventTarget };
let told: [string, number][];
let stop: () => void;

function watch(startMs = 0) {
	media.currentTime = startMs / 1000;
	stop = attachProgressWatcher(media, { startMs, classify, page, onChange: (type, ms) => told.push([type, ms]) });
}

beforeEach(() => {
	media = new FakeMedia();
	page = { document: new FakeDocument(), window: new EventTarget() };
	told = [];
});

describe("while it plays", () => {
	test("no more than 10 s of film are ever untold, at any speed", () => {
		for (const step of [0.25, 0.5, 1]) {
			told = [];
			watch(600_000);
			let worst = 0;
			for (let moment = 0; moment < 200; moment++) {
				media.play(step, step);
				worst = Math.max(worst, media.currentTime * 1000 - (told.at(-1)?.[1] ?? 600_000));
			}
			expect(worst).toBeLessThanOrEqual(10_000);
			stop();
		}
	});
	test("it does not chatter", () => {
		watch(600_000);
		media.play(90);
		expect(told.length).toBe(10);
	});
});

describe("what must be told at once", () => {
	test.each<[string, () => void]>([
		["a pause", () => media.pause()],
		["a stop", () => stop()],
		["leaving the page", () => page.window.dispatchEvent(new Event("pagehide"))],
		[
			"hiding the tab",
			() => {
				page.document.visibilityState = "hidden";
				page.document.dispatchEvent(new Event("visibilitychange"));
			},
		],
	])("%s", (_, act) => {
		watch(600_000);
		media.play(4);
		expect(told).toEqual([]);
		act();
		expect(told).toEqual([["progress", 604_000]]);
	});

	test("a seek, and the same place is not told twice", () => {
		watch(600_000);
		media.seek(1200);
		media.pause();
		stop();
		expect(told).toEqual([["progress", 1_200_000]]);
	});
	test("coming back to the tab is nothing", () => {
		watch(600_000);
		media.play(4);
		page.document.dispatchEvent(new Event("visibilitychange"));
		expect(told).toEqual([]);
	});
	test("after the stop nothing more", () => {
		watch(600_000);
		stop();
		media.play(60);
		page.window.dispatchEvent(new Event("pagehide"));
		stop();
		expect(told).toEqual([]);
	});
});

describe("a look changes nothing", () => {
	test("below the start threshold, however it ends", () => {
		watch();
		media.play(200);
		media.pause();
		media.seek(100);
		stop();
		expect(told).toEqual([]);
	});
	test("resuming where one was is not a change", () => {
		watch(600_000);
		media.seek(600);
		stop();
		expect(told).toEqual([]);
	});
});

describe("the finish", () => {
	test("is told once, when the end threshold is passed, and the credits add nothing", () => {
		watch(5_380_000);
		media.play(1000);
		stop();
		const finishes = told.filter(([type]) => type === "finished");
		expect(finishes).toHaveLength(1);
		expect(finishes[0]?.[1]).toBeLessThan(5_401_000);
		expect(told.at(-1)?.[0]).toBe("finished");
	});
	test("is told at the very end even of a film whose length the server has wrong", () => {
		stop = attachProgressWatcher(media, {
			startMs: 0,
			classify: () => "progress",
			page,
			onChange: (type, ms) => told.push([type, ms]),
		});
		media.currentTime = 5990;
		media.play(30);
		expect(told.at(-1)).toEqual(["finished", 6_000_000]);
	});
	test("scrubbing past the threshold and back is no finish", () => {
		watch(600_000);
		media.play(1);
		media.seek(5900);
		media.play(1);
		media.seek(610);
		media.play(1);
		expect(told.map(([type]) => type)).not.toContain("finished");
	});
	test("stopping past the threshold is one, also after a seek", () => {
		watch(600_000);
		media.play(1);
		media.seek(5900);
		stop();
		expect(told.at(-1)?.[0]).toBe("finished");
	});
	test("a look back at the last scene does not undo it", () => {
		watch(5_398_000);
		media.play(10);
		media.seek(5000);
		media.play(60);
		expect(told.at(-1)?.[0]).toBe("finished");
	});
	test("beginning again is a new viewing, with a finish of its own", () => {
		watch(5_398_000);
		media.play(10);
		media.seek(0);
		media.play(400, 1);
		expect(told.at(-1)?.[0]).toBe("progress");
		media.seek(5395);
		media.play(20);
		expect(told.filter(([type]) => type === "finished")).toHaveLength(2);
	});
	test("is one for a title too short to keep a place, which is finished early on", () => {
		stop = attachProgressWatcher(media, {
			startMs: 0,
			classify: (positionMs) => (positionMs < 300_000 ? "look" : "finished"),
			page,
			onChange: (type, ms) => told.push([type, ms]),
		});
		media.play(6000, 1);
		stop();
		expect(told).toHaveLength(1);
	});
	test("is not told again by dragging through the film and back to the end", () => {
		watch(5_398_000);
		media.play(10);
		media.seek(1000);
		media.play(1);
		media.seek(5900);
		media.play(10);
		stop();
		expect(told.filter(([type]) => type === "finished")).toHaveLength(1);
	});
	test("is not told again where the same viewing goes on with another stream", () => {
		const viewing = { isFinished: false };
		const follow = () =>
			attachProgressWatcher(media, {
				startMs: media.currentTime * 1000,
				classify,
				page,
				onChange: (type, ms) => told.push([type, ms]),
				viewing,
			});
		media.currentTime = 5398;
		stop = follow();
		media.play(10);
		stop();
		stop = follow();
		media.play(60);
		stop();
		expect(told.filter(([type]) => type === "finished")).toHaveLength(1);
	});
	test("is told at the end of a stream that does not say how long it is", () => {
		Object.defineProperty(media, "duration", { value: Number.POSITIVE_INFINITY });
		watch(600_000);
		media.play(1);
		media.ended = true;
		media.dispatchEvent(new Event("ended"));
		expect(told.at(-1)).toEqual(["finished", 601_000]);
	});
});
