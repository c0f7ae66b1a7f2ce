import { decodeBlurHash } from "fast-blurhash";
import { expect, test } from "vitest";
import { type ArtKind, artBlurhash, artwork } from "../../../demo/core/art.ts";
import { encodeBlurhash } from "../../../demo/core/blurhash.ts";
import { demoLibrary } from "../../../demo/library/demo-library.ts";

const { movies, shows } = demoLibrary();
const titles = [...movies, ...shows];

function draw(slug: string, title: string, kind: ArtKind, revision = 0): string {
	return new TextDecoder().decode(artwork({ slug, title, kind, width: 320, revision }).bytes);
}

test("every picture of the library is light and well-formed", () => {
	for (const { slug, title, credits } of titles) {
		const pictures = (["poster", "backdrop", "still"] as const).map((kind) => draw(slug, title, kind));
		for (const svg of [...pictures, ...credits.map(({ name }) => draw(name, name, "portrait"))]) {
			expect(new TextEncoder().encode(svg).byteLength).toBeLessThan(6144);
			expect(svg).not.toMatch(/NaN|undefined|Infinity/);
			expect(svg.match(/<g[ >]/g)?.length ?? 0).toBe(svg.match(/<\/g>/g)?.length ?? 0);
		}
	}
});

test("the same slug gives the same picture, another slug or revision another", () => {
	expect(draw("the-general", "The General", "poster")).toBe(draw("the-general", "The General", "poster"));
	expect(draw("the-general", "The General", "poster", 1)).not.toBe(draw("the-general", "The General", "poster"));
	const all = titles.map(({ slug }) => draw(slug, "", "poster"));
	expect(new Set(all).size).toBe(all.length);
});

test("a poster bears its title, markup in it made harmless; a backdrop has no text", () => {
	expect(draw("x", "狂った一頁", "poster")).toContain("狂った一頁");
	const odd = draw("x", `<script>&"`, "poster");
	expect(odd).not.toMatch(/<script/i);
	expect(odd).toMatch(/&lt;script>&amp;"/i);
	expect(draw("the-general", "The General", "backdrop")).not.toContain("<text");
});

test("a portrait shows the initials", () => {
	expect(draw("p", "Victor Sjöström", "portrait")).toContain(">VS</text>");
	expect(draw("p", "Émile", "portrait")).toContain(">É</text>");
});

test("sizes keep their shape", () => {
	expect(draw("x", "X", "poster")).toContain('width="320" height="480"');
	expect(draw("x", "X", "still")).toContain('width="320" height="180"');
});

test("blurhashes can be decoded, whatever the kind", () => {
	for (const { slug } of titles) {
		for (const kind of ["poster", "backdrop", "portrait"] as const) {
			expect(decodeBlurHash(artBlurhash(slug, kind, 0), 4, 4)).toHaveLength(64);
		}
	}
	expect(artBlurhash("the-general", "poster", 0)).not.toBe(artBlurhash("the-general", "poster", 1));
});

test("a blurhash has the colours of what it stands for", () => {
	const red = [220, 30, 30] as const;
	const blue = [20, 40, 200] as const;
	const rows = [...Array(8).fill(Array(8).fill(red)), ...Array(8).fill(Array(8).fill(blue))];
	const pixels = decodeBlurHash(encodeBlurhash(rows, 4, 4), 8, 8);
	const [top, bottom] = [pixels.slice(0, 3), pixels.slice(-4, -1)];
	expect(top[0]).toBeGreaterThan(150);
	expect(top[2]).toBeLessThan(90);
	expect(bottom[2]).toBeGreaterThan(150);
	expect(bottom[0]).toBeLessThan(90);
});
