import { useEffect, useState } from "preact/hooks";
import type { SourceId } from "../../model/ids.ts";
import type { ImageWidth } from "../../model/image.ts";
import { isPageOnly } from "../../servers/reachable-from.ts";
import { firstPaint } from "../first-paint.ts";
import { sourcesById } from "../sources.ts";
import { world } from "../world.ts";

/** The very first worker takes over about a second after the first visit; a page it will never control waits no longer than this. */
const WORKER_PATIENCE_MS = 2000;

interface Wanted {
	readonly sourceId: SourceId;
	readonly ref: string;
	readonly width: ImageWidth;
	readonly isEager: boolean;
	readonly onFail: () => void;
}

interface PictureUrl {
	/** What to give the image; undefined while there is none. */
	readonly url: string | undefined;
	/** To be told of the element, which is watched until it comes near the screen. */
	readonly watch: (element: HTMLImageElement | null) => void;
}

/**
 * Where a picture comes from: the service worker's address for it, or (where no worker controls the page yet, or the source can
 * only be reached by pages) the same cache filled by the page itself, as a blob URL. DESIGN.md §4 *Image*.
 */
export function usePictureUrl({ sourceId, ref, width, isEager, onFail }: Wanted): PictureUrl {
	// A picture that the page has begun to fetch is not fetched anew because a worker took over meanwhile.
	const [byWorker, setByWorker] = useState(() => isAnsweredByWorker(sourceId));
	const [blobUrl, setBlobUrl] = useState<string | undefined>(undefined);
	const [element, setElement] = useState<HTMLImageElement | null>(null);

	useEffect(() => {
		if (byWorker || !element) return;
		const control = new AbortController();
		let url: string | undefined;
		const load = async () => {
			if (mayBeAnsweredByWorker(sourceId) && (await workerTakesOver())) {
				if (!control.signal.aborted) setByWorker(true);
				return;
			}
			if (control.signal.aborted) return;
			const blob = await fetchByPage(sourceId, ref, width, control.signal);
			if (control.signal.aborted) return;
			if (!blob) return onFail();
			url = URL.createObjectURL(blob);
			setBlobUrl(url);
		};
		const stopWatching = whenNear(element, isEager, () => load().catch(() => onFail()));
		return () => {
			control.abort();
			stopWatching();
			if (url) URL.revokeObjectURL(url);
		};
	}, [byWorker, element, sourceId, ref, width]);

	const address = `-/image/${encodeURIComponent(sourceId)}/${encodeURIComponent(ref)}?w=${width}`;
	return { url: byWorker ? address : blobUrl, watch: setElement };
}

function isAnsweredByWorker(sourceId: SourceId): boolean {
	return Boolean(navigator.serviceWorker?.controller) && mayBeAnsweredByWorker(sourceId);
}

function mayBeAnsweredByWorker(sourceId: SourceId): boolean {
	const source = sourcesById.value.get(sourceId);
	return !source || !isPageOnly(source, world.place);
}

let takingOver: Promise<boolean> | null = null;

/** True once a worker answers this page; false when none does within two seconds of the first time this was asked. */
function workerTakesOver(): Promise<boolean> {
	const { serviceWorker } = navigator;
	if (!serviceWorker) return Promise.resolve(false);
	if (serviceWorker.controller) return Promise.resolve(true);
	takingOver ??= new Promise((resolve) => {
		serviceWorker.addEventListener("controllerchange", () => resolve(true), { once: true });
		setTimeout(() => resolve(false), WORKER_PATIENCE_MS);
	});
	return takingOver;
}

async function fetchByPage(sourceId: SourceId, ref: string, width: ImageWidth, signal: AbortSignal) {
	await firstPaint;
	const { imageResponse } = await import("../../library/images.ts");
	const response = await imageResponse(world, sourceId, ref, width, signal);
	return response.ok ? response.blob() : null;
}

/** Calls `act` once when the element is on screen or nearly so; gives the function that stops waiting for that. */
function whenNear(element: Element, isNow: boolean, act: () => void): () => void {
	if (isNow) {
		act();
		return () => undefined;
	}
	const observer = new IntersectionObserver(
		(entries) => {
			if (!entries.some((entry) => entry.isIntersecting)) return;
			observer.disconnect();
			act();
		},
		{ rootMargin: "300px" },
	);
	observer.observe(element);
	return () => observer.disconnect();
}
