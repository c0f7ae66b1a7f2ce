import type { Palette } from "./art-palettes.ts";
import type { Rgb } from "./blurhash.ts";

/** What a scene is drawn on: a size in its own units, colours, and chance that is the same for the same picture. */
export interface Canvas {
	readonly width: number;
	readonly height: number;
	readonly palette: Palette;
	/** A number from `least` to below `most`. */
	between(least: number, most: number): number;
	/** True in `share` (0 to 1) of the cases. */
	chance(share: number): boolean;
}

/** A large area of a picture, roughly: what is left of it in a blurhash. Units of the canvas. */
export interface Patch {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
	readonly colour: string;
	readonly isRound?: boolean;
}

/** SVG of a scene over the palette's sky, and its large areas from back to front. */
export interface Scene {
	readonly svg: string;
	readonly patches: readonly Patch[];
}

/** At most one decimal. */
export function round(value: number): number {
	return Math.round(value * 10) / 10;
}

export function disc(x: number, y: number, r: number, fill: string, more = ""): string {
	return `<circle cx="${round(x)}" cy="${round(y)}" r="${round(r)}" fill="${fill}"${more}/>`;
}

export function box(x: number, y: number, width: number, height: number, fill: string, more = ""): string {
	return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${fill}"${more}/>`;
}

/** A closed shape through points `x,y`. */
export function shape(points: readonly (readonly [number, number])[], fill: string, more = ""): string {
	return `<path d="M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join("L")}Z" fill="${fill}"${more}/>`;
}

/** A wavy line at `top` with everything below it. */
export function wave({ width, height, between }: Canvas, top: number, swing: number): string {
	const steps = 4;
	let path = `M0 ${round(height)}V${round(top + between(-swing, swing))}`;
	for (let at = 1; at <= steps; at++) {
		const x = (width * at) / steps;
		const y = round(top + between(-swing, swing));
		path += `S${round(x - width / steps / 2)} ${y} ${round(x)} ${y}`;
	}
	return `${path}V${round(height)}Z`;
}

/** A patch around a disc. */
export function discPatch(x: number, y: number, r: number, colour: string): Patch {
	return { x: x - r, y: y - r, width: 2 * r, height: 2 * r, colour, isRound: true };
}

/** A patch from `y` to the bottom. */
export function groundPatch({ width, height }: Canvas, y: number, colour: string): Patch {
	return { x: 0, y, width, height: height - y, colour };
}

/** `scene` as in a mirror. */
export function mirrored({ width }: Canvas, { svg, patches }: Scene): Scene {
	return {
		svg: `<g transform="matrix(-1 0 0 1 ${width} 0)">${svg}</g>`,
		patches: patches.map((patch) => ({ ...patch, x: width - patch.x - patch.width })),
	};
}

/** What a picture looks like from far away: its sky with the patches on it, as a grid of `columns` × `rows` colours. */
export function fromAfar(canvas: Canvas, patches: readonly Patch[], columns: number, rows: number): Rgb[][] {
	const [top, bottom] = canvas.palette.sky.map(rgb);
	return Array.from({ length: rows }, (_, row) =>
		Array.from({ length: columns }, (__, column): Rgb => {
			const x = ((column + 0.5) / columns) * canvas.width;
			const y = ((row + 0.5) / rows) * canvas.height;
			const hit = patches.findLast((patch) => covers(patch, x, y));
			return hit ? rgb(hit.colour) : mix(top ?? [0, 0, 0], bottom ?? [0, 0, 0], y / canvas.height);
		}),
	);
}

function covers(patch: Patch, x: number, y: number): boolean {
	const across = (x - patch.x) / patch.width;
	const down = (y - patch.y) / patch.height;
	if (patch.isRound) return (across - 0.5) ** 2 + (down - 0.5) ** 2 <= 0.25;
	return across >= 0 && across <= 1 && down >= 0 && down <= 1;
}

function mix(one: Rgb, other: Rgb, share: number): Rgb {
	const part = (at: 0 | 1 | 2) => one[at] + (other[at] - one[at]) * share;
	return [part(0), part(1), part(2)];
}

function rgb(colour: string): Rgb {
	const value = Number.parseInt(colour.slice(1), 16);
	return [value >> 16, (value >> 8) & 255, value & 255];
}
