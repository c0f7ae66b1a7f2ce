import type { SourceId } from "./ids.ts";

/** The kinds of picture the interface shows. */
export type ImageKind = "poster" | "backdrop" | "still" | "logo" | "portrait";

/**
 * One picture as its server names it. `ref` is opaque outside `servers/<dialect>`, stable while the picture is the same,
 * changes when it is replaced, and holds neither address nor token. `blurhash` is what to show before it is there.
 */
export interface ImageRef {
	readonly ref: string;
	readonly blurhash?: string;
	/** The source it is fetched from, where that is not its title's: a person chose another copy's poster. */
	readonly sourceId?: SourceId;
}

/** The only widths (device px) ever asked of a server: few and fixed, so that caches hit. */
export const IMAGE_WIDTHS = [160, 320, 640, 1280, 1920] as const;
export type ImageWidth = (typeof IMAGE_WIDTHS)[number];

/** The smallest fixed width that covers `cssPx * density`, else the largest. */
export function imageWidthFor(cssPx: number, density: number): ImageWidth {
	return IMAGE_WIDTHS.find((width) => width >= cssPx * density) ?? 1920;
}
