/** The server's ids: 32 hex digits, made by hashing so that the same library gives the same ids. */

const guidForm = /^(?:[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;

/** 32 hex digits that depend on every character of `parts`. Not for secrets. */
export function guidOf(...parts: readonly string[]): string {
	const text = parts.join("\u0000");
	let a = 0x9e3779b9;
	let b = 0x85ebca6b;
	let c = 0xc2b2ae35;
	let d = 0x27d4eb2f;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		a = b ^ Math.imul(a ^ code, 597399067);
		b = c ^ Math.imul(b ^ code, 2869860233);
		c = d ^ Math.imul(c ^ code, 951274213);
		d = a ^ Math.imul(d ^ code, 2716044179);
	}
	a = Math.imul(c ^ (a >>> 18), 597399067);
	b = Math.imul(d ^ (b >>> 22), 2869860233);
	c = Math.imul(a ^ (c >>> 17), 951274213);
	d = Math.imul(b ^ (d >>> 19), 2716044179);
	return [a ^ b ^ c ^ d, b ^ a, c ^ a, d ^ a].map((lane) => (lane >>> 0).toString(16).padStart(8, "0")).join("");
}

/** An id as clients may send it (dashes, upper case), in the form of answers; null when it is none. */
export function parseGuid(text: string): string | null {
	return guidForm.test(text) ? text.replaceAll("-", "").toLowerCase() : null;
}

/** The dashed form that a few answers use. */
export function dashedGuid(id: string): string {
	return `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`;
}

/** A new token or secret of `length` hex digits. */
export function randomHex(length: number): string {
	const bytes = crypto.getRandomValues(new Uint8Array(length / 2));
	return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
