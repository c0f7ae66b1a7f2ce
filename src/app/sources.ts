import { computed } from "@preact/signals";
import type { OutboxRow } from "../model/change.ts";
import type { SourceId } from "../model/ids.ts";
import type { Source } from "../model/source.ts";
import { hostKind, parseAddress } from "../servers/host-kind.ts";
import { liveSignal } from "./live.ts";
import type { TitleOnce } from "./same-title.ts";
import { world } from "./world.ts";

/** Every connected account, in its order; null until the database has answered. */
export const sources = liveSignal<readonly Source[] | null>(
	async () => (await world.db.sources.toArray()).sort((a, b) => a.order - b.order),
	null,
);

/** Everything unsent, oldest first. */
export const waiting = liveSignal<readonly OutboxRow[]>(
	async () => (await world.db.outbox.toArray()).sort((a, b) => a.createdAt - b.createdAt),
	[],
);

/** Sources by id, for the marks on cards and the lines under titles. */
export const sourcesById = computed(
	() => new Map<SourceId, Source>((sources.value ?? []).map((source) => [source.sourceId, source])),
);

/** The servers that do not answer or ask for a new sign-in: what the quiet mark in the navigation speaks of. */
export const troubled = computed(() => (sources.value ?? []).filter((source) => source.state !== "ok"));

/** What a state of a source is called, short enough for a chip. */
export function stateName(source: Source): string {
	switch (source.state) {
		case "ok":
			return "Connected";
		case "away":
			return "Away";
		case "signed-out":
			return "Sign in again";
		case "left":
			return "Signed out";
	}
}

/** Where a title is, for the line under its card: nothing with one server, its name, or how many servers have it. */
export function whereIs({ item, others }: TitleOnce): string | undefined {
	if (sourcesById.value.size < 2) return undefined;
	return others.length > 0 ? `${others.length + 1} servers` : sourcesById.value.get(item.sourceId)?.serverName;
}

/** Where a person signs in again: the form for this kind of server, with its address filled in. */
export function signInAddress(source: Source): string {
	const [first] = source.addresses;
	const query = new URLSearchParams({
		with: isDemo(source) ? "demo-plex" : source.dialect,
		...(source.dialect === "jellyfin" && first ? { address: first.url } : {}),
	});
	return `#/welcome?${query}`;
}

/** The demo's stand-in for plex.tv is on loopback, where the true one never is: who signed in there signs in there again. */
function isDemo({ dialect, accountUrl = "" }: Source): boolean {
	return dialect === "plex" && hostKind(parseAddress(accountUrl)?.hostname ?? "") === "loopback";
}
