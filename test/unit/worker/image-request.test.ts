import { expect, test } from "vitest";
import { readImageRequest } from "../../../src/worker/image-request.ts";

const read = (path: string, query = "w=320") => readImageRequest(path, new URLSearchParams(query));

test("a picture is named by its source, its opaque reference and one of the fixed widths", () => {
	expect(read("image/a1/abc")).toEqual({ sourceId: "a1", ref: "abc", width: 320 });
});

test("a reference may hold anything, slashes and question marks too", () => {
	const ref = "/library/metadata/12/thumb/1700?x=ü%2F";
	expect(read(`image/a1/${encodeURIComponent(ref)}`)?.ref).toBe(ref);
});

test.each([
	["another kind", "play/a1/abc", "w=320"],
	["no reference", "image/a1/", "w=320"],
	["too many parts", "image/a1/abc/def", "w=320"],
	["no width", "image/a1/abc", ""],
	["a width nobody asked servers for", "image/a1/abc", "w=321"],
	["a broken escape", "image/a1/%E0%A4%A", "w=320"],
])("%s is no picture", (_, path, query) => {
	expect(read(path, query)).toBeNull();
});
