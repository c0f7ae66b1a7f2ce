/** Hands every key to `keys.ts`, which is fetched with the first one: most first looks are by touch or mouse. Called once. */
export function listenToKeys(): void {
	let handle: ((event: KeyboardEvent) => void) | null = null;
	addEventListener("keydown", async (event) => {
		handle ??= (await import("./keys.ts")).handleKey;
		handle(event);
	});
}
