import { box, type Canvas, round } from "./art-canvas.ts";

const FACES = [
	{ family: "Futura,Century Gothic,Avenir Next,Trebuchet MS,sans-serif", weight: 800, isUpper: true, em: 0.72 },
	{ family: "Bodoni 72,Didot,Georgia,DejaVu Serif,serif", weight: 700, isUpper: false, em: 0.62 },
	{ family: "Impact,Haettenschweiler,Arial Narrow,sans-serif", weight: 800, isUpper: true, em: 0.7 },
	{ family: "Gill Sans,Optima,Verdana,sans-serif", weight: 700, isUpper: true, em: 0.74 },
] as const;

/** The title in large letters at the foot of a poster, in up to five lines, over a shade that keeps it readable. */
export function lettering({ width, height, palette, between, chance }: Canvas, title: string): string {
	const face = FACES[Math.floor(between(0, FACES.length))] ?? FACES[0];
	const text = (face.isUpper ? title.toUpperCase() : title).slice(0, 90);
	const room = width * 0.86;
	const largest = width * (text.length < 10 ? 0.2 : 0.135);
	let size = largest;
	let lines = wrap(text, room / (size * face.em));
	while (size > width * 0.055 && (lines.length > 4 || lines.some((line) => widthOf(line) * size * face.em > room))) {
		size *= 0.93;
		lines = wrap(text, room / (size * face.em));
	}
	const leading = size * 1.08;
	const isCentred = chance(0.5);
	const x = isCentred ? width / 2 : width * 0.07;
	const bottom = height * 0.94;
	const top = bottom - leading * lines.length;
	const rows = lines.map(
		(line, at) => `<tspan x="${round(x)}" y="${round(top + leading * (at + 0.85))}">${escaped(line)}</tspan>`,
	);
	const rule = isCentred ? width * 0.42 : x;
	return (
		`<rect y="${round(top - height * 0.14)}" width="${width}" height="${round(height - top + height * 0.14)}" fill="url(#f)"/>` +
		box(rule, top - size * 0.3, width * 0.16, width * 0.012, palette.accent) +
		`<text font-family="${face.family}" font-weight="${face.weight}" font-size="${round(size)}" fill="${palette.light}"${isCentred ? ` text-anchor="middle"` : ""}>${rows.join("")}</text>`
	);
}

/** Words in lines of about `room` letters; longer words get a line of their own. */
function wrap(text: string, room: number): string[] {
	const lines: string[] = [];
	for (const word of text.split(/\s+/)) {
		const last = lines.at(-1);
		if (last !== undefined && widthOf(`${last} ${word}`) <= room) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	return lines;
}

/** Width in letters: those of the East are wide, some of ours narrow. */
function widthOf(text: string): number {
	let width = 0;
	for (const letter of text)
		width += /[\u1100-\uffdc]/.test(letter) ? 1.5 : /[ .,:;!'’IilJjtf|]/.test(letter) ? 0.55 : 1;
	return width;
}

function escaped(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
