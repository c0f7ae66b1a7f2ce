import { signal } from "@preact/signals";

type Decoder = Pick<typeof import("fast-blurhash"), "decodeBlurHash" | "getBlurHashAverageColor">;

/** Small on purpose: the browser's own scaling smooths it, and a screen full of them costs a few ms. */
const WIDTH = 12;
const HEIGHT = 12;
const MAX_KEPT = 600;
const drawn = new Map<string, string>();

/** Fetched with the first hash: Plex servers have none. What reads it in a component is drawn again once it is there. */
const decoder = signal<Decoder | null>(null);
let isAsked = false;

function usableDecoder(): Decoder | null {
	if (!isAsked) {
		isAsked = true;
		// Without it (offline, before the worker kept it) pictures have no blur before them.
		import("fast-blurhash")
			.then(({ decodeBlurHash, getBlurHashAverageColor }) => {
				decoder.value = { decodeBlurHash, getBlurHashAverageColor };
			})
			.catch(() => undefined);
	}
	return decoder.value;
}

/** A blurhash as a tiny picture for `background-image`, drawn once; null for a hash that cannot be read, or not yet. */
export function blurUrl(hash: string): string | null {
	const known = drawn.get(hash);
	if (known !== undefined) return known || null;
	const decode = usableDecoder()?.decodeBlurHash;
	if (!decode) return null;
	const url = draw(hash, decode);
	if (drawn.size >= MAX_KEPT) drawn.delete(drawn.keys().next().value ?? "");
	drawn.set(hash, url);
	return url || null;
}

function draw(hash: string, decode: Decoder["decodeBlurHash"]): string {
	try {
		const canvas = document.createElement("canvas");
		canvas.width = WIDTH;
		canvas.height = HEIGHT;
		const context = canvas.getContext("2d");
		if (!context) return "";
		const pixels = context.createImageData(WIDTH, HEIGHT);
		pixels.data.set(decode(hash, WIDTH, HEIGHT));
		context.putImageData(pixels, 0, 0);
		return `url("${canvas.toDataURL()}")`;
	} catch {
		return ""; // Not a blurhash: whatever a server sends must not spoil the page.
	}
}

/** The average colour of a picture as `R G B`, for tints; null when its hash is missing, unreadable, or not read yet. */
export function averageColour(hash: string | undefined): string | null {
	const average = hash && hash.length >= 6 ? usableDecoder()?.getBlurHashAverageColor : undefined;
	if (!hash || !average) return null;
	try {
		const parts = [...average(hash)];
		return parts.every(Number.isFinite) ? parts.map(Math.round).join(" ") : null;
	} catch {
		return null;
	}
}
