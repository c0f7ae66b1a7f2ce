import { describe, expect, test } from "vitest";
import { problemOf, problemWords } from "../../../src/app/parts/player-problem.ts";

describe("a server that does not let a film play", () => {
	test("is away when it does not answer, or another answers in its place", () => {
		expect(problemOf({ kind: "unreachable", reason: "timeout" })).toEqual({ kind: "away" });
		expect(problemOf({ kind: "refused", status: 421, detail: "other-server" })).toEqual({ kind: "away" });
	});

	test("is no problem when the person left before it answered", () => {
		expect(problemOf({ kind: "unreachable", reason: "aborted" })).toBeNull();
	});

	test("asks to sign in again, which is another thing than being away", () => {
		const problem = problemOf({ kind: "unauthorized" });
		expect(problem && problemWords(problem, "Attic").title).toBe("Attic asks you to sign in again");
	});

	test("is blocked for a reason that is said", () => {
		const problem = problemOf({ kind: "blocked", reason: "mixed-content" });
		expect(problem && problemWords(problem, "Attic").text).toContain("https address");
	});

	test("says why a file cannot play here, and offers no second try", () => {
		const words = problemWords({ kind: "impossible", reason: "No HEVC.", webUrl: "https://attic/web" }, "Attic");
		expect(words).toMatchObject({ text: "No HEVC.", canRetry: false });
	});
});
