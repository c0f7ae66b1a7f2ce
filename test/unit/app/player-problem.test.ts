import { describe, expect, test } from "vitest";
import { problemOf, problemOfStatus, problemWords } from "../../../src/app/parts/player-problem.ts";
import { refreshedFrom } from "../../../src/library/refresh-result.ts";

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

	test("without an address that a token may travel over leads to where that can be allowed", () => {
		const problem = problemOf({ kind: "blocked", reason: "mixed-content", detail: "needs-consent" });
		const words = problem && problemWords(problem, "Attic");
		expect(words?.title).toBe("Attic has no encrypted address here");
		expect(words?.text).toContain("allow plain http for Plex in Settings");
		const refreshed = refreshedFrom({ kind: "blocked", reason: "mixed-content", detail: "needs-consent" });
		expect(refreshed).toMatchObject({ reason: "blocked", error: expect.stringContaining("in Settings") });
	});

	test("that answers with an error of its own is named, and it is said what to do", () => {
		const problem = problemOf({ kind: "unreachable", reason: "server-error", detail: "500" });
		const words = problem && problemWords(problem, "Attic");
		expect(words?.title).toBe("Attic has a problem");
		expect(words?.text).toContain("error 500");
		expect(words?.text).toContain("restart Attic");
		expect(problemOf({ kind: "unreachable", reason: "server-error", detail: "starting" })).toEqual({
			kind: "starting",
		});
	});

	test.each([
		[206, null],
		[undefined, null],
		[404, "no-file"],
		[403, "no-access"],
		[400, "refused"],
		[503, "trouble"],
	])("that answers a file with %s means %s", (status, kind) => {
		expect(problemOfStatus(status)?.kind ?? null).toBe(kind);
	});

	test("says why a file cannot play here, and offers no second try", () => {
		const words = problemWords({ kind: "impossible", reason: "No HEVC.", webUrl: "https://attic/web" }, "Attic");
		expect(words).toMatchObject({ text: "No HEVC.", canRetry: false });
	});
});
