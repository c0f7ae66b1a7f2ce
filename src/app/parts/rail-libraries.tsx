import type { VNode } from "preact";
import type { Library } from "../../model/item.ts";
import { addressOf } from "../address.ts";
import { joinedOf } from "../joined-on-device.ts";
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

/** Each library, one step away, below the places of the rail on wide screens; first what they are together. With several servers, under their names. */
export function RailLibraries(): VNode | null {
	const { db } = world;
	const live = useLive(() => librariesBySource(db), [], [db.sources, db.libraries]);
	const groups = live.kind === "ready" ? live.value : [];
	if (groups.length === 0) return null;
	const joined = joinedOf(groups, (library) => library);
	const at = route.value;
	const here = at.page === "library" ? at.libraryId : null;
	return (
		<div class="rail-libraries">
			{joined.length > 0 && (
				<ul aria-label="All libraries together">
					{joined.map(({ library: { libraryId, kind, title } }) => (
						<RailPlace key={libraryId} libraryId={libraryId} kind={kind} title={title} isHere={libraryId === here} />
					))}
				</ul>
			)}
			{groups.map(({ source, libraries }) => (
				<ul key={source.sourceId} aria-label={`Libraries of ${source.serverName}`}>
					{groups.length > 1 && (
						<li class="rail-server" aria-hidden="true" title={source.serverName}>
							{source.serverName}
						</li>
					)}
					{libraries.map(({ libraryId, kind, title }) => (
						<RailPlace
							key={libraryId}
							libraryId={libraryId}
							kind={kind}
							title={title}
							server={groups.length > 1 ? source.serverName : undefined}
							isHere={libraryId === here}
						/>
					))}
				</ul>
			))}
		</div>
	);
}

interface RailPlaceProps extends Pick<Library, "libraryId" | "kind" | "title"> {
	readonly server?: string | undefined;
	readonly isHere: boolean;
}

function RailPlace({ libraryId, kind, title, server, isHere }: RailPlaceProps): VNode {
	return (
		<li>
			<a
				class="place"
				href={addressOf("library", libraryId)}
				aria-current={isHere ? "page" : undefined}
				title={server ? `${title} · ${server}` : title}
			>
				<span class="place-name">{title}</span>
				<span class="place-icon">
					<Icon name={ICONS[kind]} />
				</span>
			</a>
		</li>
	);
}
