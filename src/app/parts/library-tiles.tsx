import type { VNode } from "preact";
import type { Item, Library } from "../../model/item.ts";
import { addressOf } from "../address.ts";
import { age, count } from "../format.ts";
import { useLive } from "../live.ts";
import { sourcesById } from "../sources.ts";
import { useSyncProgress } from "../sync-progress.ts";
import { refreshEverything, syncingSources } from "../syncing.ts";
import { world } from "../world.ts";

import { averageColour } from "./blur.ts";
import { useMinutes } from "./freshness-line.tsx";
import { Icon } from "./icon.tsx";
import { Picture } from "./picture.tsx";
import { Row } from "./row.tsx";

interface Tile {
	readonly library: Library;
	readonly faces: readonly Item[];
	readonly total: number | undefined;
}

/** One wide tile for each library, with the posters last shown in it. */
export function LibraryTiles(): VNode | null {
	const live = useLive(readTiles, []);
	if (live.kind !== "ready" || live.value.length === 0) return null;
	return (
		<Row title="Libraries" aside={<RefreshAll />}>
			{live.value.map(({ library, faces, total }) => {
				const source = sourcesById.value.get(library.sourceId);
				const tint = averageColour(faces[0]?.poster?.blurhash);
				return (
					<a
						key={library.libraryId}
						class="library-tile"
						href={addressOf("library", library.libraryId)}
						style={tint ? { "--art": `rgb(${tint})` } : undefined}
					>
						<span class="library-faces">
							{faces.map((item) => (
								<Picture key={item.itemId} image={item.poster} sourceId={item.sourceId} kind="poster" width={96} />
							))}
						</span>
						<span class="library-name">{library.title}</span>
						<span class="card-line">
							{[
								total === undefined ? "Not read yet" : count(total, library.kind === "shows" ? "show" : "title"),
								sourcesById.value.size > 1 ? source?.serverName : undefined,
								source && source.state !== "ok" ? "away" : undefined,
							]
								.filter(Boolean)
								.join(" · ")}
						</span>
					</a>
				);
			})}
		</Row>
	);
}

/** Reads all servers anew, and says how old what is shown is. */
function RefreshAll(): VNode {
	const now = useMinutes();
	const progress = [...useSyncProgress().values()];
	const isSyncing = syncingSources.value.size > 0;
	const oldest = Math.min(...progress.map(({ fetchedAt }) => fetchedAt));
	return (
		<span class="freshness">
			<span role="status">
				{isSyncing ? "Updating…" : oldest > 0 && progress.length > 0 ? `Updated ${age(oldest, now)}` : ""}
			</span>
			<button
				type="button"
				class={isSyncing ? "icon-button is-turning" : "icon-button"}
				aria-label="Refresh everything"
				title="Refresh (R)"
				disabled={isSyncing}
				onClick={refreshEverything}
			>
				<Icon name="refresh-cw" />
			</button>
		</span>
	);
}

async function readTiles(): Promise<readonly Tile[]> {
	const { db } = world;
	const libraries = (await db.libraries.toArray()).filter((library) => library.kind !== "other");
	libraries.sort(
		(a, b) =>
			// Collections hold what the others hold: they come last, whatever the server's order.
			Number(a.kind === "collections") - Number(b.kind === "collections") ||
			(a.sourceId === b.sourceId ? a.order - b.order : a.sourceId < b.sourceId ? -1 : 1),
	);
	return Promise.all(
		libraries.map(async (library) => {
			const [recent, shown] = await db.windows.bulkGet([
				[library.libraryId, "recent"],
				[library.libraryId, "window"],
			]);
			const items = (recent?.items.length ? recent.items : shown?.items) ?? [];
			return { library, faces: items.slice(0, 4), total: library.total ?? shown?.total ?? recent?.total };
		}),
	);
}
