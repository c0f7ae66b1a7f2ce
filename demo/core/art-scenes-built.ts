import {
	box,
	type Canvas,
	disc,
	discPatch,
	groundPatch,
	type Patch,
	round,
	type Scene,
	shape,
	wave,
} from "./art-canvas.ts";

/** A city of towers, some windows lit. */
export function city(canvas: Canvas): Scene {
	const { width, height, palette, between, chance } = canvas;
	const r = Math.min(width, height) * 0.26;
	const sun = { x: width * between(0.3, 0.7), y: height * 0.36 };
	const towers = (colour: string, base: number, step: number, lit: boolean) => {
		let svg = "";
		for (let x = -step * 0.3; x < width; x += step) {
			const middle = 1 - Math.abs((x + step / 2) / width - 0.5);
			const top = height * (1 - base * middle * between(0.7, 1.15));
			svg += box(x, top, step * 0.86, height - top, colour);
			if (chance(0.3))
				svg += shape(
					[
						[x + step * 0.2, top],
						[x + step * 0.43, top - step * 0.9],
						[x + step * 0.66, top],
					],
					colour,
				);
			if (!lit) continue;
			for (let row = 1; row < 5; row++) {
				if (chance(0.45))
					svg += box(
						x + step * (chance(0.5) ? 0.16 : 0.5),
						top + row * step * 0.4,
						step * 0.18,
						step * 0.2,
						palette.accent,
					);
			}
		}
		return svg;
	};
	return {
		svg:
			disc(sun.x, sun.y, r, palette.light, ` opacity=".9"`) +
			towers(palette.far, 0.72, width / 9, false) +
			towers(palette.near, 0.55, width / 7, true) +
			towers(palette.dark, 0.34, width / 6, true),
		patches: [
			discPatch(sun.x, sun.y, r, palette.light),
			groundPatch(canvas, height * 0.42, palette.far),
			groundPatch(canvas, height * 0.58, palette.near),
			groundPatch(canvas, height * 0.76, palette.dark),
		],
	};
}

/** Rails that meet at the horizon, and a signal. */
export function rails(canvas: Canvas): Scene {
	const { width, height, palette, between } = canvas;
	const horizon = height * 0.56;
	const x = width * between(0.25, 0.75);
	const rail = (from: number, thickness: number) =>
		shape(
			[
				[x - 0.6, horizon],
				[x + 0.6, horizon],
				[from + thickness, height],
				[from - thickness, height],
			],
			palette.light,
		);
	let sleepers = "";
	for (let at = 1; at < 11; at++) {
		const depth = (at / 10) ** 2;
		const y = horizon + (height - horizon) * depth;
		const half = width * 0.42 * depth;
		const middle = x + (width / 2 - x) * depth;
		sleepers += box(middle - half, y - 3 * depth, half * 2, 6 * depth, palette.dark);
	}
	const r = Math.min(width, height) * between(0.2, 0.36);
	const rays = Array.from({ length: 9 }, (_, at) => {
		const angle = Math.PI * (1 + (at + 0.5) / 9);
		const reach = width + height;
		const far = (turn: number): [number, number] => [
			x + Math.cos(angle + turn) * reach,
			horizon + Math.sin(angle + turn) * reach,
		];
		return shape([[x, horizon], far(-0.07), far(0.07)], palette.light, ` opacity=".1"`);
	});
	return {
		svg:
			rays.join("") +
			disc(x, horizon, r, palette.accent) +
			box(0, horizon, width, height - horizon, palette.near) +
			sleepers +
			rail(width * 0.2, width * 0.022) +
			rail(width * 0.8, width * 0.022),
		patches: [discPatch(x, horizon, r, palette.accent), groundPatch(canvas, horizon, palette.near)],
	};
}

/** A crooked house on a hill, one window lit. */
export function house(canvas: Canvas): Scene {
	const { width, height, palette, between } = canvas;
	const unit = Math.min(width, height);
	const x = width * between(0.35, 0.6);
	const y = height * 0.66;
	const lean = unit * between(-0.04, 0.04);
	const moon: Patch = discPatch(x + unit * 0.06, y - unit * 0.3, unit * 0.36, palette.light);
	const tower = (left: number, w: number, h: number) =>
		shape(
			[
				[left, y],
				[left + lean, y - h],
				[left + w / 2 + lean * 1.4, y - h - w * 1.2],
				[left + w + lean, y - h],
				[left + w, y],
			],
			palette.dark,
		);
	const branch = (fromX: number, fromY: number, length: number, angle: number, depth: number): string => {
		const toX = fromX + Math.cos(angle) * length;
		const toY = fromY + Math.sin(angle) * length;
		const line = `M${round(fromX)} ${round(fromY)}L${round(toX)} ${round(toY)}`;
		if (depth === 0) return line;
		return (
			line +
			branch(toX, toY, length * 0.68, angle - between(0.3, 0.6), depth - 1) +
			branch(toX, toY, length * 0.7, angle + between(0.25, 0.6), depth - 1)
		);
	};
	return {
		svg:
			disc(x + unit * 0.06, y - unit * 0.3, unit * 0.36, palette.light, ` opacity=".92"`) +
			`<path d="${branch(width * 0.88, y + unit * 0.14, unit * 0.24, -1.7, 4)}" stroke="${palette.dark}" stroke-width="${round(unit * 0.011)}" fill="none"/>` +
			`<path d="${wave(canvas, y + unit * 0.02, unit * 0.05)}" fill="${palette.near}"/>` +
			tower(x - unit * 0.18, unit * 0.17, unit * 0.24) +
			tower(x, unit * 0.12, unit * 0.42) +
			tower(x + unit * 0.1, unit * 0.2, unit * 0.16) +
			box(x + lean * 0.7 + unit * 0.04, y - unit * 0.36, unit * 0.04, unit * 0.07, palette.accent) +
			box(x - unit * 0.12, y - unit * 0.15, unit * 0.045, unit * 0.06, palette.accent) +
			`<path d="${wave(canvas, y + unit * 0.02, unit * 0.03)}" fill="${palette.dark}"/>`,
		patches: [
			moon,
			groundPatch(canvas, y, palette.dark),
			{ x: x - unit * 0.18, y: y - unit * 0.3, width: unit * 0.45, height: unit * 0.3, colour: palette.dark },
		],
	};
}

/** A planet with rings among stars, and a rocket. */
export function space(canvas: Canvas): Scene {
	const { width, height, palette, between } = canvas;
	const unit = Math.min(width, height);
	const x = width * between(0.55, 0.75);
	const y = height * between(0.26, 0.36);
	const r = unit * 0.25;
	const stars = Array.from({ length: 26 }, () =>
		disc(between(0, width), between(0, height * 0.8), between(0.3, 1.1), palette.light),
	);
	const ring = `<ellipse cx="${round(x)}" cy="${round(y)}" rx="${round(r * 1.7)}" ry="${round(r * 0.4)}" fill="none" stroke="${palette.light}" stroke-width="${round(unit * 0.018)}" transform="rotate(-18 ${round(x)} ${round(y)})"/>`;
	const tail = width * 0.16;
	const rocket = `<g transform="translate(${round(width * 0.34)} ${round(height * 0.6)}) rotate(38) scale(${round(unit / 100)})"><path d="M0-24C9-12 9 6 6 16H-6C-9 6-9-12 0-24Z" fill="${palette.light}"/><path d="M-6 6L-14 20L-6 16ZM6 6L14 20L6 16Z" fill="${palette.accent}"/><circle cy="-6" r="3.2" fill="${palette.near}"/><path d="M-4 17L0 ${round(tail)}L4 17Z" fill="${palette.accent}" opacity=".8"/></g>`;
	return {
		svg:
			stars.join("") +
			disc(x, y, r, palette.accent) +
			`<path d="M${round(x)} ${round(y - r)}A${round(r)} ${round(r)} 0 0 1 ${round(x)} ${round(y + r)}A${round(r * 1.4)} ${round(r * 1.4)} 0 0 0 ${round(x)} ${round(y - r)}Z" fill="#000" opacity=".28"/>` +
			ring +
			rocket +
			disc(width * 0.5, height * 0.84 + width * 0.9, width * 0.9, palette.dark),
		patches: [discPatch(x, y, r, palette.accent), groundPatch(canvas, height * 0.84, palette.dark)],
	};
}
