import { invalidValue } from "./answers.ts";
import { parseGuid } from "./guid.ts";

/** A request that ends with `answer` at once; caught by the router. */
export class Refusal extends Error {
	override readonly name = "Refusal";
	readonly answer: Response;

	constructor(answer: Response) {
		super(`refused with ${answer.status}`);
		this.answer = answer;
	}
}

/** Query parameters as the server binds them: names in any case, values of the wrong kind refused with 400. */
export interface Query {
	/** The first value; null when absent or empty. */
	text(name: string): string | null;
	/** Present at all, even empty. */
	has(name: string): boolean;
	/** Comma separated, also repeated; empty members left out. */
	list(name: string): string[];
	/** Pipe separated. */
	piped(name: string): string[];
	integer(name: string): number | null;
	flag(name: string): boolean | null;
	guid(name: string): string | null;
}

export function readQuery(parameters: URLSearchParams): Query {
	const values = new Map<string, string[]>();
	for (const [name, value] of parameters) {
		const key = name.toLowerCase();
		values.set(key, [...(values.get(key) ?? []), value]);
	}
	const text = (name: string): string | null => values.get(name.toLowerCase())?.[0] || null;
	const members = (name: string, separator: string): string[] =>
		(values.get(name.toLowerCase()) ?? [])
			.flatMap((value) => value.split(separator))
			.map((member) => member.trim())
			.filter((member) => member !== "");
	return {
		text,
		has: (name) => values.has(name.toLowerCase()),
		list: (name) => members(name, ","),
		piped: (name) => members(name, "|"),
		integer: (name) => {
			const value = text(name);
			if (value === null) {
				return null;
			}
			if (!/^[+-]?\d{1,10}$/.test(value.trim())) {
				throw new Refusal(invalidValue(name, value));
			}
			return Number(value);
		},
		flag: (name) => {
			const value = text(name);
			if (value === null) {
				return null;
			}
			const lower = value.toLowerCase();
			if (lower !== "true" && lower !== "false") {
				throw new Refusal(invalidValue(name, value));
			}
			return lower === "true";
		},
		guid: (name) => {
			const value = text(name);
			if (value === null) {
				return null;
			}
			const id = parseGuid(value);
			if (id === null) {
				throw new Refusal(invalidValue(name, value));
			}
			return id;
		},
	};
}
