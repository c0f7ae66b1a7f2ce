import { scope } from "./scope.ts";

export type Theme = "system" | "dark" | "light";

const STORE = `stowaway:theme:${scope}`;

/** Sets the colours before the first paint, from a copy of the setting that can be read without waiting for the database. */
export function applyTheme(): void {
	const theme = localStorage.getItem(STORE);
	if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
	else delete document.documentElement.dataset.theme;
}

/** Keeps the copy in step with the setting, and shows it. */
export function rememberTheme(theme: Theme): void {
	localStorage.setItem(STORE, theme);
	applyTheme();
}
