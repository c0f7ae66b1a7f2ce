const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/**
 * The blurhash (https://blurha.sh) of a grid of colours in rows, with `across` × `down` components (1 to 9 each).
 */
export function encodeBlurhash(pixels: readonly (readonly Rgb[])[], across: number, down: number): string {
	const linear = pixels.map((row) => row.map((pixel) => pixel.map(toLinear)));
	const factors: number[][] = [];
	for (let j = 0; j < down; j++) for (let i = 0; i < across; i++) factors.push(component(linear, i, j));
	const [average = [0, 0, 0], ...rest] = factors;
	const largest = Math.max(0.001, ...rest.flat().map(Math.abs));
	const quantised = Math.max(0, Math.min(82, Math.floor(largest * 166 - 0.5)));
	const scale = (quantised + 1) / 166;
	const [red = 0, green = 0, blue = 0] = average.map(toSrgb);
	return [
		base83(across - 1 + (down - 1) * 9, 1),
		base83(quantised, 1),
		base83(red * 65536 + green * 256 + blue, 4),
		...rest.map((factor) => {
			const [r = 0, g = 0, b = 0] = factor.map((value) => {
				const root = Math.sign(value) * Math.sqrt(Math.abs(value / scale));
				return Math.max(0, Math.min(18, Math.floor(root * 9 + 9.5)));
			});
			return base83(r * 361 + g * 19 + b, 2);
		}),
	].join("");
}

function component(pixels: readonly (readonly number[][])[], i: number, j: number): number[] {
	const height = pixels.length;
	const width = pixels[0]?.length ?? 0;
	const sum = [0, 0, 0];
	pixels.forEach((row, y) => {
		row.forEach((pixel, x) => {
			const basis = Math.cos((Math.PI * i * (x + 0.5)) / width) * Math.cos((Math.PI * j * (y + 0.5)) / height);
			pixel.forEach((value, channel) => {
				sum[channel] = (sum[channel] ?? 0) + basis * value;
			});
		});
	});
	const weight = (i === 0 && j === 0 ? 1 : 2) / (width * height);
	return sum.map((value) => value * weight);
}

function toLinear(value: number): number {
	const part = value / 255;
	return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function toSrgb(value: number): number {
	const part = Math.max(0, Math.min(1, value));
	return Math.round(255 * (part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055));
}

function base83(value: number, length: number): string {
	let rest = value;
	let text = "";
	for (let at = 0; at < length; at++) {
		text = DIGITS.charAt(rest % 83) + text;
		rest = Math.floor(rest / 83);
	}
	return text;
}
