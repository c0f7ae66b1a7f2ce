/** FNV-1a of `text`, 32 bits, unsigned. Stable over runs: what is made up about a title never changes. */
export function hash(text: string): number {
	let value = 0x811c9dc5;
	for (let at = 0; at < text.length; at += 1) {
		value ^= text.charCodeAt(at);
		value = Math.imul(value, 0x01000193);
	}
	value ^= value >>> 16;
	value = Math.imul(value, 0x85ebca6b);
	value ^= value >>> 13;
	return value >>> 0;
}

/** `length` hex digits made from `text`. */
export function hexOf(text: string, length: number): string {
	let digits = "";
	for (let block = 0; digits.length < length; block += 1) {
		digits += hash(`${block}:${text}`).toString(16).padStart(8, "0");
	}
	return digits.slice(0, length);
}

/** A UUID (version 4 in form) made from `text`. */
export function uuidOf(text: string): string {
	const hex = hexOf(text, 32);
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
