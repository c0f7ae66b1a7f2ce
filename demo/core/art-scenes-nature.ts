import { box, type Canvas, disc, discPatch, groundPatch, round, type Scene, shape, wave } from "./art-canvas.ts";

/** Hills in layers under a low sun. */
export function hills(canvas: Canvas): Scene {
	const { width, height, palette, between } = canvas;
	const r = Math.min(width, height) * between(0.2, 0.32);
	const x = width * between(0.28, 0.72);
	const y = height * between(0.34, 0.46);
	const layers = [palette.far, palette.near, palette.dark].map((colour, at) => {
		const top = height * (0.52 + at * 0.13);
		return `<path d="${wave(canvas, top, height * 0.07)}" fill="${colour}"/>`;
	});
	return {
		svg: disc(x, y, r, palette.accent) + layers.join(""),
		patches: [
			discPatch(x, y, r, palette.accent),
			groundPatch(canvas, height * 0.53, palette.far),
			groundPatch(canvas, height * 0.66, palette.near),
			groundPatch(canvas, height * 0.8, palette.dark),
		],
	};
}

/** Peaks with snow under a moon. */
export function peaks(canvas: Canvas): Scene {
	const { width, height, palette, between } = canvas;
	const moon = { x: width * between(0.2, 0.8), y: height * between(0.16, 0.26), r: Math.min(width, height) * 0.11 };
	const peak = (x: number, top: number, half: number, colour: string) => {
		const snow = (height - top) * 0.2;
		const side = (half * snow) / (height - top);
		return (
			shape(
				[
					[x - half, height],
					[x, top],
					[x + half, height],
				],
				colour,
			) +
			shape(
				[
					[x, top],
					[x + half, height],
					[x + half * 0.25, height],
				],
				"#000",
				` opacity=".25"`,
			) +
			shape(
				[
					[x, top],
					[x - side, top + snow],
					[x - side * 0.2, top + snow * 0.75],
					[x + side * 0.3, top + snow * 1.1],
					[x + side, top + snow],
				],
				palette.light,
				` opacity=".9"`,
			)
		);
	};
	const middle = width * between(0.35, 0.65);
	return {
		svg:
			disc(moon.x, moon.y, moon.r, palette.light) +
			peak(middle - width * 0.36, height * 0.5, width * 0.45, palette.far) +
			peak(middle + width * 0.38, height * 0.46, width * 0.48, palette.far) +
			peak(middle, height * 0.33, width * 0.52, palette.near) +
			`<path d="${wave(canvas, height * 0.86, height * 0.03)}" fill="${palette.dark}"/>`,
		patches: [
			discPatch(moon.x, moon.y, moon.r, palette.light),
			groundPatch(canvas, height * 0.62, palette.far),
			{ x: middle - width * 0.28, y: height * 0.5, width: width * 0.56, height: height * 0.5, colour: palette.near },
			groundPatch(canvas, height * 0.87, palette.dark),
		],
	};
}

/** A ship on waves. */
export function sea(canvas: Canvas): Scene {
	const { width, height, palette, between } = canvas;
	const unit = Math.min(width, height);
	const x = width * between(0.35, 0.65);
	const y = height * 0.56;
	const r = unit * 0.3;
	const ship =
		shape(
			[
				[x - unit * 0.24, y - unit * 0.04],
				[x + unit * 0.26, y - unit * 0.06],
				[x + unit * 0.17, y + unit * 0.1],
				[x - unit * 0.18, y + unit * 0.1],
			],
			palette.dark,
		) +
		box(x - unit * 0.006, y - unit * 0.42, unit * 0.014, unit * 0.38, palette.dark) +
		shape(
			[
				[x + unit * 0.02, y - unit * 0.4],
				[x + unit * 0.2, y - unit * 0.1],
				[x + unit * 0.02, y - unit * 0.1],
			],
			palette.light,
		) +
		shape(
			[
				[x - unit * 0.02, y - unit * 0.34],
				[x - unit * 0.16, y - unit * 0.1],
				[x - unit * 0.02, y - unit * 0.1],
			],
			palette.light,
			` opacity=".75"`,
		);
	const waves = [palette.far, palette.near, palette.dark].map((colour, at) => {
		return `<path d="${wave(canvas, height * (0.6 + at * 0.12), height * 0.025)}" fill="${colour}"/>`;
	});
	return {
		svg: disc(x + unit * 0.1, y - unit * 0.18, r, palette.accent) + ship + waves.join(""),
		patches: [
			discPatch(x + unit * 0.1, y - unit * 0.18, r, palette.accent),
			groundPatch(canvas, height * 0.6, palette.far),
			groundPatch(canvas, height * 0.72, palette.near),
			groundPatch(canvas, height * 0.84, palette.dark),
		],
	};
}

/** A desert with mesas and a rider's star. */
export function desert(canvas: Canvas): Scene {
	const { width, height, palette, between } = canvas;
	const unit = Math.min(width, height);
	const x = width * between(0.3, 0.7);
	const r = unit * 0.34;
	const horizon = height * 0.62;
	const mesa = (left: number, w: number, h: number, colour: string) =>
		shape(
			[
				[left, horizon],
				[left + w * 0.16, horizon - h * 0.5],
				[left + w * 0.2, horizon - h],
				[left + w * 0.78, horizon - h],
				[left + w * 0.82, horizon - h * 0.5],
				[left + w, horizon],
			],
			colour,
		);
	const cx = width * (x > width / 2 ? 0.2 : 0.8);
	const arm = (d: string) =>
		`<path d="${d}" stroke="${palette.dark}" stroke-width="${round(unit * 0.05)}" stroke-linecap="round" stroke-linejoin="round" fill="none"/>`;
	const base = height * 0.86;
	const u = (value: number) => round(unit * value);
	return {
		svg:
			disc(x, horizon - r * 0.45, r, palette.accent) +
			mesa(-width * 0.1, width * 0.55, unit * 0.26, palette.far) +
			mesa(width * 0.62, width * 0.5, unit * 0.2, palette.far) +
			box(0, horizon, width, height - horizon, palette.near) +
			`<path d="${wave(canvas, height * 0.84, height * 0.03)}" fill="${palette.dark}"/>` +
			arm(`M${round(cx)} ${round(base)}v${-u(0.42)}`) +
			arm(`M${round(cx)} ${round(base - unit * 0.16)}h${u(0.1)}v${-u(0.14)}`) +
			arm(`M${round(cx)} ${round(base - unit * 0.1)}h${-u(0.1)}v${-u(0.12)}`),
		patches: [
			discPatch(x, horizon - r * 0.45, r, palette.accent),
			groundPatch(canvas, horizon, palette.near),
			groundPatch(canvas, height * 0.85, palette.dark),
		],
	};
}
