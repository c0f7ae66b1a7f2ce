import type { VNode } from "preact";
import type { Item } from "../../model/item.ts";
import { lazyPage } from "../lazy-page.tsx";
import { useLive } from "../live.ts";
import { world } from "../world.ts";

const ArrLines = lazyPage(
	async () => (await import("./arr-lines.tsx")).ArrLines,
	() => null,
);

/** What Radarr or Sonarr say of a movie or show, read anew with each `asked` for. Nothing, and nothing fetched, where none is connected. */
export function ArrNote({ item, asked }: { item: Item; asked: number }): VNode | null {
	const live = useLive(() => world.db.arrServers.count(), []);
	const isAsked = live.kind === "ready" && live.value > 0 && (item.kind === "movie" || item.kind === "show");
	return isAsked ? <ArrLines item={item} asked={asked} /> : null;
}
