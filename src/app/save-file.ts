/** Offers a value to the person as a JSON file to keep. */
export function saveJson(name: string, value: unknown): void {
	const url = URL.createObjectURL(new Blob([JSON.stringify(value, null, "\t")], { type: "application/json" }));
	const link = document.createElement("a");
	link.href = url;
	link.download = name;
	link.click();
	// The browser has taken the bytes by the next turn; a link that is revoked in this one saves nothing.
	setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
