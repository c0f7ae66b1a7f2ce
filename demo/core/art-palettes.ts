/** The colours of one picture, as `#rrggbb`. */
export interface Palette {
	/** Sky or wall, from top to bottom. */
	readonly sky: readonly [string, string];
	readonly far: string;
	readonly near: string;
	readonly dark: string;
	readonly accent: string;
	readonly light: string;
}

function palette(line: string): Palette {
	const [top = "", bottom = "", far = "", near = "", dark = "", accent = "", light = ""] = line
		.split(" ")
		.map((colour) => `#${colour}`);
	return { sky: [top, bottom], far, near, dark, accent, light };
}

/** Sky top, sky bottom, far, near, dark, accent, light. */
export const palettes: readonly Palette[] = [
	"1b2a49 c8553d 8c2f39 461220 190b14 f4a259 fbe9c6",
	"0b132b 3a506b 1c2541 14213d 070b16 ffb703 e9ecf5",
	"134e4a e9c46a 2a9d8f 1d5c58 08231f e76f51 fdf3d0",
	"2b193d 9a348e 5c2a6b 3d1d4c 12081b ffb86f fde2f3",
	"7a1f1f e0a458 a4342b 5e1616 200606 f2d0a4 fff3df",
	"0f3443 34a0a4 1f6f78 124a54 061d24 f9c74f e8f8f5",
	"3d2c2e c9ada7 8f6f6a 5a3f3d 1c1213 e63946 f7ede2",
	"1a3a2a a7c957 4f7a3c 2b5233 0a1c12 f2e8cf f6f5e6",
	"22223b 9a8c98 4a4e69 2f3050 0e0e1b f2a65a f2e9e4",
	"06283d 1363df 0d47a1 083a7a 031522 ff8c42 dff6ff",
	"4a1942 e05780 893168 5a1f52 1b0718 f9dc5c ffeef2",
	"283618 dda15e 7f6a33 4b4f22 141a0a fefae0 fefae0",
	"111827 6b7280 374151 1f2937 06080c ef4444 f3f4f6",
	"3b0d11 ff7b00 a8201a 6d1114 1c0406 ffd60a fff1d0",
	"16324f 8fb8de 3e6990 254b70 0a1826 f5b700 f0f7ff",
	"2d1e2f e3b23c a05c3b 5c2f3b 160d18 f7934c fbf2dc",
].map(palette);

/** `palette` with its hues turned by `degrees`: many more colours from few that go together. */
export function turned(palette: Palette, degrees: number): Palette {
	const turn = (colour: string) => turnHue(colour, degrees);
	const { sky, far, near, dark, accent, light } = palette;
	return {
		sky: [turn(sky[0]), turn(sky[1])],
		far: turn(far),
		near: turn(near),
		dark: turn(dark),
		// Yellow turns into poison green soonest.
		accent: turnHue(accent, degrees * 0.35),
		light,
	};
}

/** Turns a colour around the grey axis (the matrix of CSS `hue-rotate`). */
function turnHue(colour: string, degrees: number): string {
	const value = Number.parseInt(colour.slice(1), 16);
	const [red, green, blue] = [value >> 16, (value >> 8) & 255, value & 255];
	const cos = Math.cos((degrees * Math.PI) / 180);
	const sin = Math.sin((degrees * Math.PI) / 180);
	const channels = [
		red * (0.213 + cos * 0.787 - sin * 0.213) +
			green * (0.715 - cos * 0.715 - sin * 0.715) +
			blue * (0.072 - cos * 0.072 + sin * 0.928),
		red * (0.213 - cos * 0.213 + sin * 0.143) +
			green * (0.715 + cos * 0.285 + sin * 0.14) +
			blue * (0.072 - cos * 0.072 - sin * 0.283),
		red * (0.213 - cos * 0.213 - sin * 0.787) +
			green * (0.715 - cos * 0.715 + sin * 0.715) +
			blue * (0.072 + cos * 0.928 + sin * 0.072),
	];
	const hex = channels.map((channel) => {
		return Math.max(0, Math.min(255, Math.round(channel)))
			.toString(16)
			.padStart(2, "0");
	});
	return `#${hex.join("")}`;
}
