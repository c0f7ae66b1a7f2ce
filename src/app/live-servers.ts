import { signal as createSignal, effect } from "@preact/signals";
import { type Following, followServer } from "../library/follow-server.ts";
import type { SourceId } from "../model/ids.ts";
import { sleep } from "../servers/sleep.ts";
import { touchActiveLists } from "./active-libraries.ts";
import { sources } from "./sources.ts";
import { onWake } from "./wake.ts";
import { world } from "./world.ts";

/** An app that is out of sight for so long follows nobody: another tab may, and a sleeping one must not hold a connection. */
const HIDDEN_MS = 2 * 60_000;
/** However often a server tells of news, its lists are read again at most so often. */
const LISTS_EVERY_MS = 10 * 60_000;

/** Follows every server that is not signed out, while the app is in sight, so that what happens elsewhere is here within seconds. Called once. */
export function followServers(): void {
	const followed = new Map<SourceId, { readonly following: Following; readonly control: AbortController }>();
	const isInSight = watchSight();
	const onListsChanged = readListsSeldom();
	effect(() => {
		const wanted = new Set(
			(sources.value ?? []).flatMap(({ sourceId, state }) =>
				isInSight.value && (state === "ok" || state === "away") ? [sourceId] : [],
			),
		);
		for (const [sourceId, { control }] of followed) {
			if (wanted.has(sourceId)) continue;
			control.abort();
			followed.delete(sourceId);
		}
		for (const sourceId of wanted) {
			if (followed.has(sourceId)) continue;
			const control = new AbortController();
			const openSocket = (url: string) => new WebSocket(url);
			const { signal } = control;
			const following = followServer(world, sourceId, { openSocket, sleep, signal, onListsChanged });
			followed.set(sourceId, { following, control });
		}
	});
	onWake(() => {
		for (const { following } of followed.values()) following.nudge();
	});
}

/** True until the app has been out of sight for a while; true again as soon as it is seen. */
function watchSight() {
	const isInSight = createSignal(true);
	let timer: ReturnType<typeof setTimeout> | undefined;
	const look = () => {
		clearTimeout(timer);
		if (document.visibilityState === "visible") isInSight.value = true;
		else
			timer = setTimeout(() => {
				isInSight.value = false;
			}, HIDDEN_MS);
	};
	document.addEventListener("visibilitychange", look);
	look();
	return isInSight;
}

/** Reads a source's lists at the first news, and of all that follows once more when the time is over. */
function readListsSeldom(): (sourceId: SourceId) => void {
	const resting = new Map<SourceId, { isWanted: boolean }>();
	const read = (sourceId: SourceId) => {
		const rest = { isWanted: false };
		resting.set(sourceId, rest);
		touchActiveLists(sourceId, "news").catch((error: unknown) => console.error("Refreshing failed", error));
		setTimeout(() => {
			resting.delete(sourceId);
			if (rest.isWanted) read(sourceId);
		}, LISTS_EVERY_MS);
	};
	return (sourceId) => {
		const rest = resting.get(sourceId);
		if (rest) rest.isWanted = true;
		else read(sourceId);
	};
}
