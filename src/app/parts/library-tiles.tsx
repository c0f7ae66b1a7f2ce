import type { VNode } from "preact";
import { librariesOnDevice } from "../libraries-on-device.ts";
import { useLive } from "../live.ts";
import { world } from "../world.ts";
import { joinedTiles } from "./joined-tiles.tsx";
import { LibraryTile } from "./library-tile.tsx";
import { RefreshAll } from "./refresh-all.tsx";
import { Row } from "./row.tsx";

/** Home's row of libraries, one wide tile for each; what they are together comes first. */
export function LibraryTiles(): VNode | null {
	const { db } = world;
	const live = useLive(() => librariesOnDevice(db), [], [db.sources, db.libraries, db.windows, db.freshness]);
	if (live.kind !== "ready" || live.value.length === 0) return null;
	return (
		<Row title="Libraries" href="#/libraries" aside={<RefreshAll />}>
			{joinedTiles(live.value)}
			{live.value.flatMap(({ source, libraries }) =>
				libraries.map((shown) => (
					<LibraryTile
						key={shown.library.libraryId}
						shown={shown}
						server={live.value.length > 1 ? source.serverName : undefined}
					/>
				)),
			)}
		</Row>
	);
}
