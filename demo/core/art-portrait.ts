import { type Canvas, disc, discPatch, round, type Scene } from "./art-canvas.ts";

const HAIR = [
	// bob
	"M-27 6C-34-40 34-40 27 6C27 14 22 16 20 10C22-10 12-18-2-18C-16-16-21-6-20 10C-22 16-27 14-27 6Z",
	// parted
	"M-24-2C-28-36 24-40 24-4C22-14 16-20 4-21C-8-18-20-16-24-2Z",
	// bun
	"M-24 0C-28-36 28-36 24 0C20-16 10-20 0-20C-10-20-20-16-24 0ZM-9-30A10 9 0 1 1 9-30Z",
	// bowler
	"M-34-12C-20-20 20-20 34-12L33-8C18-14-18-14-33-8ZM-23-16C-24-44 24-44 23-16C10-20-10-20-23-16Z",
	// waves
	"M-25 16C-40 0-28-38 0-36C30-38 40 0 25 16C30 4 22-2 22-8C14-8 8-18 2-20C-8-12-20-12-22-6C-22 0-30 6-25 16Z",
	// flat cap
	"M-26-10C-30-34 24-38 27-14L38-9C30-5 8-12-26-10Z",
];

/** A bust in two tones against a disc, with the initials of `name` in the corner. */
export function portrait(canvas: Canvas, name: string): Scene {
	const { width, height, palette, between, chance } = canvas;
	const hair = HAIR[Math.floor(between(0, HAIR.length))] ?? "";
	const skin = ["#f1c9a5", "#e0ac69", "#c68642", "#f6dcc4", "#a8703f"][Math.floor(between(0, 5))] ?? "#e0ac69";
	const scale = width / 100;
	const x = width / 2;
	const y = height * 0.44;
	const coat = chance(0.5) ? palette.near : palette.dark;
	const collar = chance(0.5)
		? `<path d="M-12 34L0 52L12 34L16 40L2 66H-2L-16 40Z" fill="${palette.light}"/><path d="M-3 54H3L5 76L0 82L-5 76Z" fill="${palette.accent}"/>`
		: `<path d="M-14 34C-8 48 8 48 14 34L20 40C10 60-10 60-20 40Z" fill="${palette.accent}"/>`;
	const tilt = round(between(-5, 5));
	const face =
		`<path d="M-9 16H9V40C4 46-4 46-9 40Z" fill="${skin}"/><path d="M-9 24C-2 32 5 30 9 26V40C4 46-4 46-9 40Z" fill="#000" opacity=".2"/>` +
		`<path d="M0-30C18-30 22-16 21 0C20 16 10 27 0 28C-10 27-20 16-21 0C-22-16-18-30 0-30Z" fill="${skin}"/>` +
		`<path d="M0-30C18-30 22-16 21 0C20 16 10 27 0 28C4 18-1 12 3 6L-2 4L2-8C-2-14 2-24 0-30Z" fill="#000" opacity=".17"/>` +
		`<path d="M-14-7q4.500-3.500 9 0M5-7q4.500-3.500 9 0" stroke="${palette.dark}" stroke-width="1.800" fill="none"/><path d="M-12-2h5M7-2h5" stroke="${palette.dark}" stroke-width="2.600" stroke-linecap="round"/>` +
		`<path d="M-5 16q5 ${chance(0.5) ? 4 : 2} 10 0" stroke="#7d2a2a" stroke-width="2.400" stroke-linecap="round" fill="none"/>` +
		(chance(0.22) ? `<path d="M-8 12C-4 9 4 9 8 12C4 12-4 12-8 12Z" fill="${palette.dark}"/>` : "");
	const bust = `<g transform="translate(${round(x)} ${round(y)}) scale(${round(scale * 10) / 10})"><path d="M-50 106C-48 62-30 52-12 42H12C30 52 48 62 50 106Z" fill="${coat}"/><g transform="rotate(${tilt})">${face}<path d="${hair}" fill="${palette.dark}"/></g>${collar}</g>`;
	const initials = initialsOf(name);
	const letters = `<text x="${round(width * 0.07)}" y="${round(height * 0.955)}" font-family="Futura,Century Gothic,Avenir Next,Trebuchet MS,sans-serif" font-weight="700" font-size="${round(width * 0.1)}" letter-spacing="1" fill="${palette.light}" opacity=".85">${initials}</text>`;
	const r = width * 0.4;
	return {
		svg: disc(x, y * 0.95, r, palette.accent, ` opacity=".8"`) + bust + letters,
		patches: [
			discPatch(x, y * 0.95, r, palette.accent),
			{ x: 0, y: height * 0.68, width, height: height * 0.32, colour: coat },
			{
				x: x - 21 * scale,
				y: y - 34 * scale,
				width: 42 * scale,
				height: 30 * scale,
				colour: palette.dark,
				isRound: true,
			},
			{ x: x - 20 * scale, y: y - 20 * scale, width: 40 * scale, height: 48 * scale, colour: skin, isRound: true },
		],
	};
}

/** First letters of the first and the last word, made safe for markup. */
function initialsOf(name: string): string {
	const words = name.split(/[\s-]+/).filter((word) => /^\p{L}/u.test(word));
	const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => (word ? [...word][0] : ""));
	return letters.join("").toUpperCase();
}
