import type { VNode } from "preact";
import { GRACE_MS } from "../../library/grace.ts";
import type { Item } from "../../model/item.ts";
import { sourcesById } from "../sources.ts";
import { Icon } from "./icon.tsx";
import "../styles/missing-question.css";

/** Says that a title's server no longer lists it, and what becomes of it here. Nothing for one that is listed. */
export function GoneNote({ item: { goneAt, sourceId } }: { item: Item }): VNode | null {
	if (goneAt === undefined) return null;
	const until = new Date(goneAt + GRACE_MS).toLocaleDateString(undefined, { month: "long", day: "numeric" });
	return (
		<p class="gone-note" role="status">
			<Icon name="circle-alert" />
			<span>
				<strong>{sourcesById.value.get(sourceId)?.serverName ?? "Its server"} no longer lists this title.</strong> It is
				in no list here any more. It comes back by itself if the server lists it again; this device forgets it after{" "}
				{until}.
			</span>
		</p>
	);
}
