import type { VNode } from "preact";
import type { Library } from "../../model/item.ts";
import { addressOf } from "../address.ts";
import { librariesBySource } from "../libraries-on-device.ts";
import { useLive } from "../live.ts";
import { route } from "../route.ts";
import { world } from "../world.ts";
import { Icon, type IconName } from "./icon.tsx";

const ICONS: Readonly<Record<Library["kind"], IconName>> = {
	movies: "film",
	shows: "tv",
	mixed: "clapperboard",
	collections: "layers",
	playlists: "list-video",
	other: "library",
};

/** Each library, one step away, below the places of the rail on wide screens. With several servers, under their names. */
export function RailLibraries(): VNode | null {
	const { db } = world;
	const live = useLive(() => librariesBySource(db), [], [db.sources, db.libraries]);
	const groups = live.kind === "ready" ? live.value : [];
	if (groups.length === 0) return null;
	const at = route.value;
	const here = at.page === "library" ? at.libraryId : null;
	return (
		<div class="rail-libraries">
			{groups.map(({ source, libraries }) => (
				<ul key={source.sourceId} aria-label={`Libraries of ${source.serverName}`}>
					{groups.length > 1 && (
						<li class="rail-server" aria-hidden="true" title={source.serverName}>
							{source.serverName}
						</li>
					)}
					{libraries.map(({ libraryId, kind, title }) => (
						<li key={libraryId}>
							<a
								class="place"
								href={addressOf("library", libraryId)}
								aria-current={libraryId === here ? "page" : undefined}
								title={groups.length > 1 ? `${title} · ${source.serverName}` : title}
							>
								<span class="place-name">{title}</span>
								<span class="place-icon">
									<Icon name={ICONS[kind]} />
								</span>
							</a>
						</li>
					))}
				</ul>
			))}
		</div>
	);
}
