/** Deep equality of plain data, as the database stores it; a key that is absent equals one that is undefined. */
export function isSameValue(a: unknown, b: unknown): boolean {
	if (Object.is(a, b)) return true;
	if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
	if (Array.isArray(a)) {
		return Array.isArray(b) && a.length === b.length && a.every((value, at) => isSameValue(value, b[at]));
	}
	if (Array.isArray(b)) return false;
	const left: Readonly<Record<string, unknown>> = { ...a };
	const right: Readonly<Record<string, unknown>> = { ...b };
	for (const key in left) if (!isSameValue(left[key], right[key])) return false;
	for (const key in right) if (left[key] === undefined && right[key] !== undefined) return false;
	return true;
}
