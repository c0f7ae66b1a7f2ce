/** The same object without its undefined fields: stored rows are compared field by field. */
export function withoutUndefined<T extends object>(value: T): T {
	const kept = { ...value };
	for (const name in kept) if (kept[name] === undefined) delete kept[name];
	return kept;
}
