import { drawFirstFrame } from "./app/first-frame.ts";
import { applyTheme } from "./app/theme.ts";

// The colours before the first paint, then what was on screen last: both small, while the app itself is on its way.
applyTheme();
const start = () => import("./app/main.tsx").catch((error: unknown) => console.error("The app did not start", error));
// Painted before the app's code takes the thread.
if (drawFirstFrame()) requestAnimationFrame(() => setTimeout(start));
else start();
