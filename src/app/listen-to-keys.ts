type Handle = (event: KeyboardEvent) => void;

/** Hands every key to `keys.ts`, which is fetched with the first one: most first looks are by touch or mouse. Called once. */
export function listenToKeys(): void {
	let handle: Handle | undefined;
	let loading: Promise<Handle> | undefined;
	addEventListener("keydown", (event) => {
		if (handle) return handle(event);
		// One promise for all: two imports under way need not end in the order in which they began.
		loading ??= import("./keys.ts").then(({ handleKey }) => {
			handle = handleKey;
			return handleKey;
		});
		loading.then((first) => first(event)).catch(() => undefined); // Offline and not saved yet: the page goes on without.
	});
}
