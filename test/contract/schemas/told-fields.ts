/** A row as a server sent it. */
export type Raw = Readonly<Record<string, unknown>>;
/**
 * Every field of a row that a page can show, with what the server's own row says it is, read without the mapping. A new field of the
 * model has to be named here: null where the dialect has no such thing, or another test looks at it.
 */
export type Told<Row> = { readonly [Field in keyof Required<Row>]: ((raw: Raw) => unknown) | null };

/** True for an object. */
export const isRaw = (value: unknown): value is Raw =>
	typeof value === "object" && value !== null && !Array.isArray(value);
/** The objects in a list, or the one that stands for it. */
export const rowsIn = (raw: Raw, name: string): Raw[] => [raw[name] ?? []].flat().filter(isRaw);
/** A text, if there is any. */
export const text = (value: unknown) =>
	value === undefined || value === null || value === "" ? undefined : String(value);
/** A number, be it sent as text. */
export const number = (value: unknown) => (text(value) === undefined ? undefined : Number(value));
/** A number in another unit, unless it is none. */
export const times = (value: unknown, factor: number) =>
	number(value) ? Math.round(Number(value) * factor) : undefined;
/** An id of the database. */
export const id = (value: unknown) => text(value) && `a1/${value}`;
/** The day of a date. */
export const day = (value: unknown) => text(value)?.slice(0, 10);
/** A list that is not empty. */
export const some = (list: readonly unknown[]) => (list.length > 0 ? list : undefined);
/** A mark that only counts when it is set. */
export const set = (value: unknown) => value === true || value === 1 || value === "1" || undefined;
/** What counts for rows of some types only. */
export const only = (raw: Raw, kinds: readonly unknown[], value: unknown) =>
	kinds.includes(raw.Type ?? raw.type) ? value : undefined;

/** What of rows is lost or another on its way, and which fields none of them had. `seen`: those that some had, gathered here. */
export function lost<Row extends object>(
	told: Told<Row>,
	pairs: readonly (readonly [Raw, Row | undefined])[],
	seen: Set<string>,
) {
	const fields = Object.entries<Told<Row>[keyof Row]>(told);
	return pairs.flatMap(([raw, row]) => {
		const mapped = Object.entries(row ?? {});
		return fields.flatMap(([name, tell]) => {
			const expected = tell?.(raw);
			if (expected === undefined) return [];
			seen.add(name);
			const value: unknown = mapped.find(([field]) => field === name)?.[1];
			const shown = isRaw(value) && typeof expected === "string" ? value.ref : value;
			return JSON.stringify(shown) === JSON.stringify(expected)
				? []
				: [`${name}: ${JSON.stringify([expected, shown])}`];
		});
	});
}

/** Fields that no row had. */
export const inNone = <Row>(told: Told<Row>, seen: ReadonlySet<string>) =>
	Object.entries(told).flatMap(([name, tell]) => (tell === null || seen.has(name) ? [] : [name]));
