import type { ComponentChildren, VNode } from "preact";
import type { TitleSnapshot } from "../../model/change.ts";
import type { ItemId, SourceId } from "../../model/ids.ts";
import { addressOf } from "../address.ts";
import { snapshotName } from "../change-words.ts";
import { Picture } from "./picture.tsx";

/** The small picture and name of a changed title, as it was when the change was made. `name`: what stands for it and others. */
export function ChangedTitle(props: {
	itemId: ItemId;
	sourceId: SourceId;
	snapshot: TitleSnapshot;
	name?: string;
	children?: ComponentChildren;
}): VNode {
	const { snapshot, name } = props;
	const image = name === undefined ? snapshot.still : undefined;
	return (
		<>
			<span class="activity-picture">
				<Picture
					image={image ?? snapshot.poster}
					sourceId={props.sourceId}
					kind={image ? "still" : "poster"}
					width={120}
					fallback={{ icon: snapshot.kind === "episode" ? "tv" : "film" }}
				/>
			</span>
			<div class="activity-words">
				{name === undefined ? (
					<a class="activity-title" href={addressOf("title", props.itemId)}>
						{snapshotName(snapshot)}
					</a>
				) : (
					<span class="activity-title">{name}</span>
				)}
				{props.children}
			</div>
		</>
	);
}
