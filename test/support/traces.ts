import { expect, type Page } from "@playwright/test";

/** One thing that this origin keeps in the browser: where, and all of it as text. */
export interface Kept {
	/** `idb stowaway:/ items`, `cache stowaway-images:/`, `opfs`, `local`, `session`. */
	readonly where: string;
	readonly text: string;
}

/** Everything that the app's origin keeps: all rows with their keys, cached requests and headers, files, web storage. */
export function everythingKept(page: Page): Promise<Kept[]> {
	return page.evaluate(async () => {
		const kept: { where: string; text: string }[] = [];
		const print = (value: unknown) =>
			JSON.stringify(value, (_, part) =>
				part instanceof Map || part instanceof Set ? [...part] : ArrayBuffer.isView(part) ? "bytes" : part,
			);
		const finished = <T>(request: IDBRequest<T>) =>
			new Promise<T>((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(request.error);
			});
		for (const { name = "" } of await indexedDB.databases()) {
			const db = await finished(indexedDB.open(name));
			for (const store of db.objectStoreNames) {
				const rows = db.transaction(store).objectStore(store);
				const [keys, values] = await Promise.all([finished(rows.getAllKeys()), finished(rows.getAll())]);
				for (const [at, key] of keys.entries()) {
					kept.push({ where: `idb ${name} ${store}`, text: print([key, values[at]]) });
				}
			}
			db.close();
		}
		for (const name of await caches.keys()) {
			const cache = await caches.open(name);
			for (const request of await cache.keys()) {
				const headers = [...((await cache.match(request))?.headers ?? [])];
				kept.push({ where: `cache ${name}`, text: print([request.url, headers]) });
			}
		}
		const walk = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
			for await (const [name, entry] of folder.entries()) {
				kept.push({ where: "opfs", text: `${path}${name}` });
				if (entry instanceof FileSystemDirectoryHandle) await walk(entry, `${path}${name}/`);
			}
		};
		await walk(await navigator.storage.getDirectory(), "/");
		for (const [where, storage] of [
			["local", localStorage],
			["session", sessionStorage],
		] as const) {
			for (const [name, value] of Object.entries(storage)) kept.push({ where, text: print([name, value]) });
		}
		return kept;
	});
}

/** Waits until no page or worker of the app reads or sends anything: whatever was under way has ended or given up. */
export async function allIsQuiet(page: Page): Promise<void> {
	// Not `waitForFunction`: it takes the promise of an asynchronous function for its answer.
	const busy = () =>
		page.evaluate(async () => {
			const { held = [], pending = [] } = await navigator.locks.query();
			const names = [...held, ...pending].flatMap(({ name }) => (name?.startsWith("stowaway:") ? [name] : []));
			// One page listens to each server as long as it is open.
			return names.filter((name) => !name.includes(":follow:"));
		});
	await expect.poll(busy, { timeout: 30_000 }).toEqual([]);
}
