import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

/** Where the recorded answers are: beside the project, not in it. */
const samples = resolve(import.meta.dirname, "../../../../shared/contract/plex");

/** Why the tests that need recorded answers are left out, or null when they are there. */
export const missingSamples: string | null = existsSync(samples)
	? null
	: "the recorded Plex answers (../shared/contract/plex beside the project) are not there";

if (missingSamples !== null) console.warn(`Shapes and transitions of Plex are not compared: ${missingSamples}.`);

/** A recorded answer, parsed. */
export function sample(name: string): unknown {
	return JSON.parse(readFileSync(resolve(samples, name), "utf8"));
}

/** The types seen at every path: `Media[].Part[].id` → number. */
export type Shape = ReadonlyMap<string, ReadonlySet<string>>;

/** The shape of several values together. Paths in `opaque` are not looked into. */
export function shapeOf(values: readonly unknown[], opaque: readonly string[] = []): Shape {
	const shape = new Map<string, Set<string>>();
	const visit = (path: string, value: unknown): void => {
		const types = shape.get(path) ?? new Set<string>();
		shape.set(path, types.add(typeName(value)));
		if (opaque.includes(path)) return;
		if (Array.isArray(value)) for (const each of value) visit(`${path}[]`, each);
		else if (typeof value === "object" && value !== null) {
			for (const [name, each] of Object.entries(value)) visit(path === "" ? name : `${path}.${name}`, each);
		}
	};
	for (const value of values) visit("", value);
	return shape;
}

function typeName(value: unknown): string {
	if (value === null) return "null";
	return Array.isArray(value) ? "array" : typeof value;
}

export interface ShapeDifference {
	/** Paths that real answers have and ours do not; of a missing object only the object. */
	readonly missing: readonly string[];
	/** Paths that only ours have. */
	readonly added: readonly string[];
	/** `path: type` where ours has a type that no recorded answer has there. */
	readonly otherTypes: readonly string[];
}

/** What tells our answers from the recorded ones. */
export function compareShapes(recorded: Shape, ours: Shape): ShapeDifference {
	const lacks = (shape: Shape, path: string) => !shape.has(path);
	const topmost = (paths: readonly string[]) =>
		paths.filter((path) => !paths.some((other) => other !== path && isBelow(path, other)));
	return {
		missing: topmost([...recorded.keys()].filter((path) => lacks(ours, path))).toSorted(),
		added: topmost([...ours.keys()].filter((path) => lacks(recorded, path))).toSorted(),
		otherTypes: [...ours].flatMap(([path, types]) =>
			[...types].filter((type) => recorded.get(path)?.has(type) === false).map((type) => `${path}: ${type}`),
		),
	};
}

function isBelow(path: string, other: string): boolean {
	return path.startsWith(`${other}.`) || path.startsWith(`${other}[]`);
}
