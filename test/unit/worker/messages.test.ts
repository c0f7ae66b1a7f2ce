import { expect, test } from "vitest";
import { readPageMessage } from "../../../src/worker/messages.ts";

test("the worker understands a person's word and a page that leaves", () => {
	expect(readPageMessage({ type: "SKIP_WAITING", meta: "workbox-window" })).toEqual({ type: "SKIP_WAITING" });
	expect(readPageMessage({ type: "drain" })).toEqual({ type: "drain" });
});

test.each([undefined, null, "drain", 7, {}, { type: "format-disk" }, []])("%j is not a message", (data) => {
	expect(readPageMessage(data)).toBeNull();
});
