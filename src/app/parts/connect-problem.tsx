import { lazyPage } from "../lazy-page.tsx";

/** What went wrong while connecting, and what to do about it. Its words are fetched when they are needed. */
export const ConnectProblem = lazyPage(
	async () => (await import("./connect-explanation.tsx")).ConnectExplanation,
	() => null,
);
