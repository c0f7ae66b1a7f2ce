import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { bytes, count } from "../format.ts";
import { sources, sourcesById } from "../sources.ts";
import { type SourceStorage, storagePerSource } from "../storage-per-source.ts";
import { isStorageFull } from "../storage-room.ts";
import { say } from "../toasts.ts";
import { useSetting } from "../use-setting.ts";
import { world } from "../world.ts";
import { Problem } from "./problem.tsx";

interface Storage {
	readonly used: number;
	readonly quota: number;
	/** Undefined where the browser does not say. */
	readonly isPersistent: boolean | undefined;
	readonly bySource: readonly SourceStorage[];
}

const MEGABYTE = 1024 * 1024;
const CAPS = [100, 250, 500, 1000, 2000, 5000];

/** How much room this takes, whether the browser will keep it, and how much of it pictures may have. */
export function StorageSettings(): VNode {
	const [storage, setStorage] = useState<Storage | null>(null);
	const [cap, setCap] = useSetting("imageCapBytes");
	const look = () => readStorage().then(setStorage, () => undefined);
	const held = (sources.value ?? []).map(({ sourceId }) => sourceId).join();
	useEffect(() => {
		look();
	}, [held]);
	const ask = () => {
		// Not awaited by the page: Firefox asks the person first.
		navigator.storage?.persist?.().then(
			(isGranted) => {
				say(
					isGranted
						? "The browser will keep your library"
						: "The browser did not agree. Installing the app often helps.",
				);
				look();
			},
			() => undefined,
		);
	};
	const megabytes = Math.round((cap ?? 0) / MEGABYTE);
	return (
		<section aria-labelledby="storage">
			<h2 id="storage">Storage</h2>
			{isStorageFull.value && (
				<Problem
					title="This device has no room left"
					whatToDo="Free some space on it, or let pictures take less, and refresh. What is here stays, and what waits is still sent."
				/>
			)}
			{storage && (
				<div class="storage-bar">
					<p>
						<strong>{bytes(storage.used)}</strong> used of {bytes(storage.quota)} that the browser offers
					</p>
					<progress max={storage.quota || 1} value={storage.used} aria-label="Storage used" />
				</div>
			)}
			{storage && storage.bySource.length > 0 && <SourceShares shares={storage.bySource} />}
			<div class="setting-rows">
				<div class="setting-row">
					<span>
						{storage?.isPersistent === true
							? "The browser keeps your library until you remove it."
							: "The browser may clear your library when the disk is full. What waits to be sent would be lost with it."}
					</span>
					{storage?.isPersistent === false && (
						<button type="button" class="button small" onClick={ask}>
							Ask to keep it
						</button>
					)}
					{storage?.isPersistent === true && <span class="chip is-ok">Kept</span>}
				</div>
				<label class="setting-row">
					<span>Pictures take at most</span>
					<select
						class="select"
						value={megabytes}
						onChange={(event) => setCap(Number(event.currentTarget.value) * MEGABYTE)}
					>
						{[...new Set([...CAPS, ...(cap === undefined ? [] : [megabytes])])]
							.sort((a, b) => a - b)
							.map((each) => (
								<option key={each} value={each}>
									{each < 1000 ? `${each} MB` : `${each / 1000} GB`}
								</option>
							))}
					</select>
				</label>
			</div>
		</section>
	);
}

function SourceShares({ shares }: { shares: readonly SourceStorage[] }): VNode {
	return (
		<ul class="storage-shares" aria-label="Storage used by each server">
			{shares.map(({ sourceId, items, libraryBytes, pictureBytes }) => (
				<li key={sourceId}>
					<strong>{sourcesById.value.get(sourceId)?.serverName}</strong>
					<span>
						{count(items, "entry", "entries")}, about {bytes(libraryBytes)} · pictures {bytes(pictureBytes)}
					</span>
				</li>
			))}
		</ul>
	);
}

async function readStorage(): Promise<Storage> {
	const [estimate, isPersistent] = await Promise.all([
		navigator.storage?.estimate?.(),
		navigator.storage?.persisted?.(),
	]);
	const used = estimate?.usage ?? 0;
	return { used, quota: estimate?.quota ?? 0, isPersistent, bySource: await storagePerSource(world.db, used) };
}
