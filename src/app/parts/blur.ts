import { decodeBlurHash, getBlurHashAverageColor } from "fast-blurhash";

/** Small on purpose: the browser's own scaling smooths it, and a screen full of them costs a few ms. */
const WIDTH = 12;
const HEIGHT = 12;
const MAX_KEPT = 600;
const drawn = new Map<string, string>();

/** A blurhash as a tiny picture for `background-image`, drawn once; null for a hash that cannot be read. */
export function blurUrl(hash: string): string | null {
	const known = drawn.get(hash);
	if (known !== undefined) return known || null;
	const url = draw(hash);
	if (drawn.size >= MAX_KEPT) drawn.delete(drawn.keys().next().value ?? "");
	drawn.set(hash, url);
	return url || null;
}

function draw(hash: string): string {
	try {
		const canvas = document.createElement("canvas");
		canvas.width = WIDTH;
		canvas.height = HEIGHT;
		const context = canvas.getContext("2d");
		if (!context) return "";
		const pixels = context.createImageData(WIDTH, HEIGHT);
		pixels.data.set(decodeBlurHash(hash, WIDTH, HEIGHT));
		context.putImageData(pixels, 0, 0);
		return `url("${canvas.toDataURL()}")`;
	} catch {
		return ""; // Not a blurhash: whatever a server sends must not spoil the page.
	}
}

/** The average colour of a picture as `R G B`, for tints; null when its hash is missing or unreadable. */
export function averageColour(hash: string | undefined): string | null {
	if (!hash || hash.length < 6) return null;
	try {
		const parts = [...getBlurHashAverageColor(hash)];
		return parts.every(Number.isFinite) ? parts.map(Math.round).join(" ") : null;
	} catch {
		return null;
	}
}
