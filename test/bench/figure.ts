/** One line of the bench: a figure of ours beside a peer or the platform's own limit, measured in the same run. */
export interface Figure {
	readonly name: string;
	readonly value: number;
	readonly unit: string;
	/** What it stands beside. */
	readonly beside: string;
	readonly besideValue: number;
	/** value / besideValue */
	readonly ratio: number;
	/** What was aimed at, in words. */
	readonly aim: string;
}

/** The middle of the values; of an even number, the lower of the two in the middle. NaN of none. */
export function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/** The value that so many of a hundred do not exceed; NaN of none. */
export function percentile(values: readonly number[], percent: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

/** A figure from the medians of two series that were measured in turns. */
export function figure(
	name: string,
	unit: string,
	values: readonly number[],
	beside: string,
	besideValues: readonly number[],
	aim: string,
): Figure {
	const value = median(values);
	const besideValue = median(besideValues);
	return {
		name,
		value: round(value),
		unit,
		beside,
		besideValue: round(besideValue),
		ratio: round(value / besideValue),
		aim,
	};
}

function round(value: number): number {
	return Number(value.toPrecision(3));
}

/** The figures as a table for a terminal. */
export function table(figures: readonly Figure[]): string {
	const rows = [
		["figure", "value", "beside", "value", "ratio", "aim"],
		...figures.map((one) => [
			one.name,
			`${one.value} ${one.unit}`,
			one.beside,
			`${one.besideValue} ${one.unit}`,
			String(one.ratio),
			one.aim,
		]),
	];
	const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length))) ?? [];
	return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")).join("\n");
}
