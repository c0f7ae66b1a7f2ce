/** True when the person asked their browser to save data; false where browsers do not tell. */
export function savesData(): boolean {
	return connection().saveData === true;
}

/** True when data is to be saved, or goes over a mobile network; false where browsers do not tell. */
export function isMetered(): boolean {
	return savesData() || connection().type === "cellular";
}

/** What this browser says of the network. */
function connection(): { readonly saveData?: unknown; readonly type?: unknown } {
	const known: unknown = "connection" in navigator ? navigator.connection : undefined;
	return typeof known === "object" && known !== null ? known : {};
}

/** What tells when that changes; Chromium alone has it. */
export function connectionOf(browser: Navigator & { readonly connection?: EventTarget }): EventTarget | undefined {
	return browser.connection;
}
