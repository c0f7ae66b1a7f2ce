import "./app/start.ts";
import { render } from "preact";
import { App } from "./app/app.tsx";
import { startEngine } from "./app/engine.ts";
import { firstPaint } from "./app/first-paint.ts";
import { listenToKeys } from "./app/listen-to-keys.ts";
import { startPwa } from "./app/pwa.ts";
import { followHistory } from "./app/route.ts";
import "./app/styles/index.css";

const root = document.getElementById("app");
if (root) {
	// Without a secure context there is no storage key, no worker and no lock: one clear page instead of a broken app. DESIGN.md §8.
	if (isSecureContext && crypto.subtle && navigator.locks) {
		followHistory();
		listenToKeys();
		render(<App />, root);
		firstPaint.then(startPwa).catch(() => undefined);
		startEngine().catch((error: unknown) => console.error("The engine did not start", error));
	} else {
		import("./app/pages/insecure.tsx")
			.then(({ InsecurePage }) => render(<InsecurePage />, root))
			.catch(() => undefined);
	}
}
