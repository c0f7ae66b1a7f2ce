import { hashText, seededRandom } from "../library/seeded-random.ts";
import { type Canvas, fromAfar, mirrored, type Scene } from "./art-canvas.ts";
import { lettering } from "./art-lettering.ts";
import { palettes, turned } from "./art-palettes.ts";
import { portrait } from "./art-portrait.ts";
import { deco, profiles, quarters, rings, stage, stairs } from "./art-scenes-abstract.ts";
import { city, house, rails, space } from "./art-scenes-built.ts";
import { desert, hills, peaks, sea } from "./art-scenes-nature.ts";
import { encodeBlurhash } from "./blurhash.ts";

export type ArtKind = "poster" | "backdrop" | "still" | "portrait";

export interface ArtRequest {
	/** What the picture is drawn from: the same slug gives the same picture, the same part before a slash the same colours. */
	readonly slug: string;
	/** Set on posters; portraits show its initials. */
	readonly title: string;
	readonly kind: ArtKind;
	/** Width to state, in px. The height follows: posters and portraits 2:3, the others 16:9. */
	readonly width: number;
	/** Counts up when the picture is replaced; 0 at first. */
	readonly revision: number;
}

type Draw = (canvas: Canvas) => Scene;

const scenes: readonly Draw[] = [
	hills,
	peaks,
	city,
	rails,
	sea,
	house,
	desert,
	space,
	rings,
	deco,
	stairs,
	stage,
	quarters,
	profiles,
];

/** What a word in a slug calls for. */
const called: readonly (readonly [RegExp, Draw])[] = [
	[/metropolis|city|speedy|safety|street|kansas|paris|suddenly/, city],
	[/train|general|detour|rails|hitch|november/, rails],
	[/moon|lune|mond|mars|aelita|space|gordon|superman|phantom-empire|impossible/, space],
	[/navigator|pirate|sea|steamboat|immigrant|potyomkin|tabu|gulliver/, sea],
	[/badman|mclintock|bonanza|greed|gold-rush|zorro|wind|hillbillies|sheik/, desert],
	[/nosferatu|haunted|dead|vampire|zombie|golem|house|hospitality|faust|hell/, house],
	[/caligari|mabuse|lodger|scarlet|stairs|stranger|night|confidential/, stairs],
	[/circus|stage|opera|music|singer|broadway|coconuts|wedding|lucy|engel|clown|slapped|star-is/, stage],
	[/affair|romance|charade|friday|serenade|girl|sunrise|heaven|love|blossoms/, profiles],
	[/man-with|kinoapparatom|eye|m$|vertigo|step-beyond|andalou|holmes|mirror/, rings],
	[/fantomas|vampires|judex|dragnet|combo|d-o-a/, stairs],
];

/** A picture as SVG, below 6 KB, deterministic from slug, title, kind and revision. */
export function artwork({ slug, title, kind, width, revision }: ArtRequest): {
	bytes: Uint8Array<ArrayBuffer>;
	contentType: string;
} {
	const canvas = canvasOf(slug, kind, revision);
	const scene = sceneOf(canvas, slug, kind, revision, title);
	const { width: across, height: down, palette } = canvas;
	const [top, bottom] = palette.sky;
	const height = Math.round((width * down) / across);
	const svg = [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${across} ${down}" preserveAspectRatio="xMidYMid slice">`,
		`<defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient>`,
		`<linearGradient id="f" x2="0" y2="1"><stop stop-color="${palette.dark}" stop-opacity="0"/><stop offset=".45" stop-color="${palette.dark}" stop-opacity=".8"/><stop offset="1" stop-color="${palette.dark}"/></linearGradient>`,
		`<radialGradient id="v" cy=".42" r=".8"><stop offset=".5" stop-opacity="0"/><stop offset="1" stop-opacity=".5"/></radialGradient>`,
		`<pattern id="g" width="3" height="3" patternUnits="userSpaceOnUse" patternTransform="rotate(28)"><circle cx=".8" cy=".8" r=".42" fill="#fff"/><circle cx="2.300" cy="2.200" r=".42"/></pattern></defs>`,
		`<rect width="${across}" height="${down}" fill="url(#s)"/>`,
		scene.svg,
		`<rect width="${across}" height="${down}" fill="url(#g)" opacity=".07"/><rect width="${across}" height="${down}" fill="url(#v)"/>`,
		kind === "poster" ? lettering(canvas, title) : "",
		"</svg>",
	].join("");
	return { bytes: new TextEncoder().encode(svg), contentType: "image/svg+xml" };
}

/** The blurhash of that picture: its large areas, without the letters. */
export function artBlurhash(slug: string, kind: ArtKind, revision: number): string {
	const canvas = canvasOf(slug, kind, revision);
	const { patches } = sceneOf(canvas, slug, kind, revision, "");
	const isUpright = canvas.height > canvas.width;
	return encodeBlurhash(
		fromAfar(canvas, patches, isUpright ? 10 : 16, isUpright ? 15 : 9),
		isUpright ? 3 : 4,
		isUpright ? 4 : 3,
	);
}

function canvasOf(slug: string, kind: ArtKind, revision: number): Canvas {
	const isUpright = kind === "poster" || kind === "portrait";
	const random = seededRandom(hashText(`${slug}#${kind === "portrait" ? kind : ""}${revision}`));
	// The hash's low bits alone would give neighbours the same colours.
	const colours = seededRandom(hashText(`${slug.split("/")[0]}~${revision}`));
	const palette = palettes[Math.floor(colours() * palettes.length)];
	if (palette === undefined) throw new Error("there are no palettes");
	return {
		width: isUpright ? 200 : 320,
		height: isUpright ? 300 : 180,
		palette: turned(palette, (colours() - 0.5) * 60),
		between: (least, most) => least + random() * (most - least),
		chance: (share) => random() < share,
	};
}

/** A title's poster and backdrop show the same scene; its seasons and episodes each another one. */
function sceneOf(canvas: Canvas, slug: string, kind: ArtKind, revision: number, title: string): Scene {
	if (kind === "portrait") return portrait(canvas, title);
	const wanted = slug.includes("/") || revision > 0 ? undefined : called.find(([words]) => words.test(slug))?.[1];
	const draw = wanted ?? scenes[Math.floor(canvas.between(0, scenes.length))] ?? hills;
	return canvas.chance(0.5) ? mirrored(canvas, draw(canvas)) : draw(canvas);
}
