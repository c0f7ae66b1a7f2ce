import "./start.ts";
import { effect } from "@preact/signals";
import { render } from "preact";
import { App } from "./app.tsx";
import { startEngine } from "./engine.ts";
import { firstPaint, titlesWerePainted } from "./first-paint.ts";
import { listenToKeys } from "./listen-to-keys.ts";
import { startPwa } from "./pwa.ts";
import { followHistory } from "./route.ts";
import "./styles/index.css";

const root = document.getElementById("app");
if (root) {
	// Without a secure context there is no storage key, no worker and no lock: one clear page instead of a broken app. DESIGN.md §8.
	if (isSecureContext && crypto.subtle && navigator.locks) {
		followHistory();
		listenToKeys();
		render(<App />, root);
		firstPaint.then(startPwa).catch(() => undefined);
		keepDrawings().catch(() => undefined); // The next start shows its first titles a little later.
		startEngine().catch((error: unknown) => console.error("The engine did not start", error));
	} else {
		import("./pages/insecure.tsx").then(({ InsecurePage }) => render(<InsecurePage />, root)).catch(() => undefined);
	}
}

/** Not before there is anything worth drawing. */
async function keepDrawings(): Promise<void> {
	await new Promise<void>((resolve) => effect(() => (titlesWerePainted.value ? resolve() : undefined)));
	(await import("./keep-first-frame.ts")).keepFirstFrames();
}
