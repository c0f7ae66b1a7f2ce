import { box, type Canvas, disc, discPatch, groundPatch, round, type Scene, shape } from "./art-canvas.ts";

/** Rings around an eye. */
export function rings(canvas: Canvas): Scene {
	const { width, height, palette, between } = canvas;
	const unit = Math.min(width, height);
	const x = width * between(0.4, 0.6);
	const y = height * between(0.38, 0.46);
	const colours = [palette.dark, palette.far, palette.accent, palette.near, palette.light, palette.dark];
	const drift = unit * between(-0.03, 0.03);
	const discs = colours.map((colour, at) =>
		disc(x + drift * at, y - drift * at * 0.6, unit * (0.5 - at * 0.085), colour),
	);
	return {
		svg: discs.join("") + disc(x + drift * 6 + unit * 0.02, y - drift * 3.6 - unit * 0.02, unit * 0.018, palette.light),
		patches: colours.map((colour, at) =>
			discPatch(x + drift * at, y - drift * at * 0.6, unit * (0.5 - at * 0.085), colour),
		),
	};
}

/** Rays of a sunburst behind a stepped arch. */
export function deco(canvas: Canvas): Scene {
	const { width, height, palette } = canvas;
	const x = width / 2;
	const y = height * 0.62;
	const reach = width + height;
	const rays = Array.from({ length: 13 }, (_, at) => {
		const angle = Math.PI + (Math.PI * (at + 0.5)) / 13;
		const point = (turn: number): [number, number] => [
			x + Math.cos(angle + turn) * reach,
			y + Math.sin(angle + turn) * reach,
		];
		return shape(
			[[x, y], point(-0.06), point(0.06)],
			at % 2 ? palette.accent : palette.light,
			` opacity="${at % 2 ? 0.55 : 0.22}"`,
		);
	});
	const unit = Math.min(width, height);
	const arches = [palette.dark, palette.accent, palette.near, palette.light, palette.dark].map((colour, at) => {
		const r = unit * (0.36 - at * 0.06);
		return `<path d="M${round(x - r)} ${round(height)}V${round(y)}A${round(r)} ${round(r)} 0 0 1 ${round(x + r)} ${round(y)}V${round(height)}Z" fill="${colour}"/>`;
	});
	return {
		svg: rays.join("") + box(0, height * 0.84, width, height * 0.16, palette.dark) + arches.join(""),
		patches: [
			groundPatch(canvas, height * 0.84, palette.dark),
			{ x: x - unit * 0.3, y: y - unit * 0.2, width: unit * 0.6, height, colour: palette.accent },
			{ x: x - unit * 0.2, y: y - unit * 0.1, width: unit * 0.4, height, colour: palette.near },
		],
	};
}

/** A staircase in hard light with a small figure and its long shadow. */
export function stairs(canvas: Canvas): Scene {
	const { width, height, palette, between } = canvas;
	const steps = Math.round(between(4.6, 9));
	const rise = (height * 0.52) / steps;
	const tread = (width * 1.05) / steps;
	const blocks = Array.from({ length: steps }, (_, at) => {
		const top = height * 0.4 + rise * at;
		const right = width - tread * (steps - at - 1);
		return (
			box(0, top, right, rise + 0.5, at % 2 ? palette.near : palette.far) +
			box(0, top, right, rise * 0.14, palette.light, ` opacity=".5"`)
		);
	});
	const foot = { x: tread * 0.52, y: height * 0.4 };
	const unit = Math.min(width, height);
	const figure =
		shape(
			[
				[foot.x, foot.y],
				[foot.x + unit * 0.07, foot.y],
				[width * 1.05, height * 1.02],
				[width * 0.74, height * 1.02],
			],
			"#000",
			` opacity=".45"`,
		) +
		shape(
			[
				[foot.x - unit * 0.01, foot.y],
				[foot.x + unit * 0.015, foot.y - unit * 0.17],
				[foot.x + unit * 0.06, foot.y - unit * 0.17],
				[foot.x + unit * 0.08, foot.y],
			],
			palette.dark,
		) +
		disc(foot.x + unit * 0.037, foot.y - unit * 0.2, unit * 0.032, palette.dark);
	const lamp = shape(
		[
			[width, -height * 0.02],
			[width, height * 0.12],
			[-width * 0.1, height * 0.62],
			[-width * 0.1, height * 0.1],
		],
		palette.accent,
		` opacity=".42"`,
	);
	const svg = `${lamp}${blocks.join("")}${figure}${box(0, height * 0.92, width, height * 0.08, palette.dark)}`;
	return {
		svg,
		patches: [
			{ x: 0, y: height * 0.1, width, height: height * 0.26, colour: palette.accent },
			{ x: 0, y: height * 0.5, width: width * 0.7, height: height * 0.3, colour: palette.far },
			groundPatch(canvas, height * 0.75, palette.near),
			groundPatch(canvas, height * 0.92, palette.dark),
		],
	};
}

/** Curtains, a spotlight, and somebody in it. */
export function stage(canvas: Canvas): Scene {
	const { width, height, palette, between } = canvas;
	const unit = Math.min(width, height);
	const x = width * between(0.42, 0.58);
	const floor = height * 0.78;
	const folds = 5;
	const side = width * 0.3;
	const curtain = Array.from({ length: folds }, (_, at) => {
		const left = (side / folds) * at;
		const w = side / folds + 0.5;
		const colour = at % 2 ? palette.near : palette.far;
		const sway = unit * 0.1 * (at / folds);
		const d = (from: number, to: number, bend: number) =>
			`<path d="M${round(from)} 0H${round(to)}C${round(to)} ${round(height * 0.4)} ${round(to + bend)} ${round(height * 0.5)} ${round(to - bend)} ${round(height)}H${round(from - bend)}C${round(from + bend)} ${round(height * 0.5)} ${round(from)} ${round(height * 0.4)} ${round(from)} 0Z" fill="${colour}"/>`;
		return d(left, left + w, sway) + d(width - left - w, width - left, -sway);
	});
	const body = `<g transform="translate(${round(x)} ${round(floor + unit * 0.03)}) scale(${round(unit / 100)})" fill="${palette.dark}"><circle cy="-37" r="5"/><path d="M-7-41H7V-43H4V-49H-4V-43H-7Z"/><path d="M-6-31C-9-18-8-8-6 0H-1L0-14L1 0H6C8-8 9-18 6-31Z"/><path d="M7-28L13-8" stroke="${palette.dark}" stroke-width="2.4"/><path d="M13-10V1" stroke="${palette.dark}" stroke-width="1.2"/></g>`;
	return {
		svg:
			box(0, floor, width, height - floor, palette.dark) +
			shape(
				[
					[x - unit * 0.05, 0],
					[x + unit * 0.05, 0],
					[x + unit * 0.36, floor],
					[x - unit * 0.36, floor],
				],
				palette.accent,
				` opacity=".55"`,
			) +
			`<ellipse cx="${round(x)}" cy="${round(floor + unit * 0.02)}" rx="${round(unit * 0.36)}" ry="${round(unit * 0.07)}" fill="${palette.light}"/>` +
			body +
			curtain.join(""),
		patches: [
			{ x: x - unit * 0.2, y: 0, width: unit * 0.4, height: floor, colour: palette.accent },
			groundPatch(canvas, floor, palette.dark),
			{ x: 0, y: 0, width: side, height, colour: palette.far },
			{ x: width - side, y: 0, width: side, height, colour: palette.far },
		],
	};
}

/** Quarter circles in a grid, as a weaver of the Bauhaus would set them. */
export function quarters(canvas: Canvas): Scene {
	const { width, height, palette, between } = canvas;
	const cell = width / (width < height ? 3 : 6);
	const colours = [palette.accent, palette.far, palette.light, palette.near, palette.dark];
	const colour = () => colours[Math.floor(between(0, colours.length))] ?? palette.far;
	let svg = "";
	const patches = [];
	for (let y = 0; y < height; y += cell) {
		for (let x = 0; x < width - 1; x += cell) {
			const ground = colour();
			svg += box(x, y, cell + 0.3, cell + 0.3, ground);
			patches.push({ x, y, width: cell, height: cell, colour: ground });
			const [cx, cy] = [x + (between(0, 1) < 0.5 ? 0 : cell), y + (between(0, 1) < 0.5 ? 0 : cell)];
			const [dx, dy] = [cx === x ? cell : -cell, cy === y ? cell : -cell];
			const sweep = dx * dy > 0 ? 1 : 0;
			svg += `<path d="M${round(cx)} ${round(cy)}h${round(dx)}A${round(cell)} ${round(cell)} 0 0 ${sweep} ${round(cx)} ${round(cy + dy)}Z" fill="${colour()}"/>`;
		}
	}
	return { svg, patches };
}

/** Two profiles that look at each other across a disc. */
export function profiles(canvas: Canvas): Scene {
	const { width, height, palette } = canvas;
	const unit = Math.min(width, height);
	const x = width / 2;
	const y = height * 0.42;
	const face = `M-60-70C-30-82-6-70-4-44C-3-38-6-34-5-30L5-12C6-9 1-8 0-6L2 2L-1 5L1 9C0 14-2 18-10 18C-18 18-20 22-20 30V90H-112C-95 60-90 40-104 20C-128-20-110-66-60-70Z`;
	const one = (flip: number, fill: string) =>
		`<path transform="translate(${round(x - flip * unit * 0.12)} ${round(y + unit * 0.12)}) scale(${round((flip * unit) / 1.6) / 100} ${round(unit / 1.6) / 100})" d="${face}" fill="${fill}"/>`;
	return {
		svg:
			disc(x, y, unit * 0.44, palette.accent) +
			one(1, palette.dark) +
			one(-1, palette.near) +
			box(0, height * 0.82, width, height * 0.18, palette.dark),
		patches: [
			discPatch(x, y, unit * 0.44, palette.accent),
			{ x: 0, y: y - unit * 0.2, width: width * 0.34, height, colour: palette.dark },
			{ x: width * 0.66, y: y - unit * 0.2, width, height, colour: palette.near },
			groundPatch(canvas, height * 0.82, palette.dark),
		],
	};
}
