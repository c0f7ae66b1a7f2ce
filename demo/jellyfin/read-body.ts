import { invalid, problem } from "./answers.ts";
import type { Call } from "./call.ts";
import { Refusal } from "./query.ts";
import { parseStamp } from "./stamp.ts";

/** A JSON object of a request with its keys in lower case, as the server reads them in any case. */
export interface BodyFields {
	readonly fields: ReadonlyMap<string, unknown>;
	/** As sent, for whole numbers that a double cannot hold. */
	readonly text: string;
}

/** Reads the body the way the server binds it: 415 without JSON content type, 400 for garbage, null and arrays. `name`: its parameter. */
export async function readBody(call: Call, name: string): Promise<BodyFields> {
	const type = call.request.headers.get("Content-Type") ?? "";
	if (!/json/i.test(type)) {
		throw new Refusal(problem(415));
	}
	const text = await call.request.text();
	let body: unknown;
	try {
		body = JSON.parse(text);
	} catch {
		throw new Refusal(invalid({ $: ["The JSON is not valid."], [name]: [`The ${name} field is required.`] }));
	}
	if (body === null) {
		throw new Refusal(
			invalid({ "": ["A non-empty request body is required."], [name]: [`The ${name} field is required.`] }),
		);
	}
	if (typeof body !== "object" || Array.isArray(body)) {
		throw wrongType(name);
	}
	return { fields: new Map(Object.entries(body).map(([key, value]) => [key.toLowerCase(), value])), text };
}

function wrongType(name: string): Refusal {
	return new Refusal(
		invalid({ $: ["The JSON value could not be converted."], [name]: [`The ${name} field is required.`] }),
	);
}

/** Absent, null and "" are no value. */
function givenValue(body: BodyFields, field: string): unknown {
	const value = body.fields.get(field.toLowerCase());
	return value === null || value === "" ? undefined : value;
}

/** A whole number, also as text, within 64 bits; other values are 400. */
export function wholeNumber(body: BodyFields, field: string, parameter: string): number | undefined {
	const value = givenValue(body, field);
	if (value === undefined) {
		return undefined;
	}
	const digits =
		typeof value === "number" ? sentDigits(body.text, field) : typeof value === "string" ? value.trim() : "";
	if (!/^-?\d+$/.test(digits) || BigInt.asIntN(64, BigInt(digits)) !== BigInt(digits)) {
		throw wrongType(parameter);
	}
	return Number(digits);
}

function sentDigits(text: string, field: string): string {
	return new RegExp(`"${field}"\\s*:\\s*(-?[\\d.eE+-]+)`, "i").exec(text)?.[1] ?? "";
}

export function decimal(body: BodyFields, field: string, parameter: string): number | undefined {
	const value = givenValue(body, field);
	if (value !== undefined && typeof value !== "number") {
		throw wrongType(parameter);
	}
	return value;
}

export function truth(body: BodyFields, field: string, parameter: string): boolean | undefined {
	const value = givenValue(body, field);
	if (value !== undefined && typeof value !== "boolean") {
		throw wrongType(parameter);
	}
	return value;
}

export function textField(body: BodyFields, field: string): string | undefined {
	const value = givenValue(body, field);
	return typeof value === "string" ? value : undefined;
}

export function dateField(body: BodyFields, field: string, parameter: string): string | undefined {
	const value = givenValue(body, field);
	if (value === undefined) {
		return undefined;
	}
	const stamp = typeof value === "string" ? parseStamp(value) : null;
	if (stamp === null) {
		throw wrongType(parameter);
	}
	return stamp;
}
