import { describe, expect, it } from "vitest";
import { latestOnly } from "../../../src/app/latest-only.ts";

/** Questions are answered when a test says so, in any order. */
function rig() {
	const open = new Map<string, PromiseWithResolvers<string>>();
	const asked: string[] = [];
	const shown: string[] = [];
	const latest = latestOnly<string, string>({
		answer(question) {
			asked.push(question);
			const answer = withResolvers<string>();
			open.set(question, answer);
			return answer.promise;
		},
		show: (answer, question) => shown.push(`${question}: ${answer}`),
		fail: (_error, question) => shown.push(`${question} failed`),
	});
	const settle = async (act: () => void) => {
		act();
		await new Promise((done) => setImmediate(done));
	};
	return {
		asked,
		shown,
		latest,
		answer: (question: string) => settle(() => open.get(question)?.resolve(`answer`)),
		fail: (question: string) => settle(() => open.get(question)?.reject(new Error("broken"))),
	};
}

interface PromiseWithResolvers<T> {
	readonly promise: Promise<T>;
	readonly resolve: (value: T) => void;
	readonly reject: (error: unknown) => void;
}

function withResolvers<T>(): PromiseWithResolvers<T> {
	let resolve: (value: T) => void = () => undefined;
	let reject: (error: unknown) => void = () => undefined;
	const promise = new Promise<T>((done, broken) => {
		resolve = done;
		reject = broken;
	});
	return { promise, resolve, reject };
}

describe("asking while answers are slow", () => {
	it("asks one question at a time, and of those that waited the newest alone", async () => {
		const { latest, asked, shown, answer } = rig();
		for (const words of ["m", "me", "met", "metr"]) latest.ask(words);
		expect(asked).toEqual(["m"]);
		await answer("m");
		expect(asked).toEqual(["m", "metr"]);
		await answer("metr");
		expect(shown).toEqual(["m: answer", "metr: answer"]);
	});

	it("goes on after an answer that failed", async () => {
		const { latest, shown, answer, fail } = rig();
		latest.ask("m");
		latest.ask("me");
		await fail("m");
		await answer("me");
		latest.ask("met");
		await answer("met");
		expect(shown).toEqual(["m failed", "me: answer", "met: answer"]);
	});

	it("asks the same question again: there may be more to find", async () => {
		const { latest, asked, answer } = rig();
		latest.ask("m");
		latest.ask("m");
		await answer("m");
		expect(asked).toEqual(["m", "m"]);
	});

	it("shows nothing once it was stopped, and asks nothing more", async () => {
		const { latest, asked, shown, answer } = rig();
		latest.ask("m");
		latest.ask("me");
		latest.stop();
		await answer("m");
		latest.ask("met");
		expect(asked).toEqual(["m"]);
		expect(shown).toEqual([]);
	});
});
