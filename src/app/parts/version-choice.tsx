import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import type { Item } from "../../model/item.ts";
import { playbackAbilities } from "../../player/can-play.ts";
import { choosePlayback } from "../../player/playback-choice.ts";
import { addressOf } from "../address.ts";
import { replaceAddress, route } from "../route.ts";
import { versionName } from "../version-name.ts";
import type { Shown } from "../watch-states.ts";

/** Which file of a title plays: the one the player would take, until the person picks another. The pick is kept in the address. */
export function VersionChoice({ item, shown }: { item: Item; shown: Shown | undefined }): VNode {
	const abilities = useMemo(playbackAbilities, []);
	const versions = item.detail?.versions ?? [];
	const last = versions.find(({ itemId }) => itemId !== undefined && itemId === shown?.fileId);
	const choice = choosePlayback(versions, abilities, { picked: pickedVersion(), playedLast: last?.key });
	return (
		<label class="version-choice">
			<span>Version</span>
			<select
				class="select"
				value={choice.kind === "impossible" ? "" : choice.version.key}
				onChange={({ currentTarget }) =>
					replaceAddress(`${addressOf("title", item.itemId)}?${versionQuery(currentTarget.value)}`)
				}
			>
				{versions.map((version) => (
					<option key={version.key} value={version.key}>
						{versionName(version)}
					</option>
				))}
			</select>
		</label>
	);
}

/** Where a title plays, with the version that was picked on its page. */
export function playAddress({ itemId }: Item): string {
	const picked = pickedVersion();
	return addressOf("play", itemId) + (picked === undefined ? "" : `?${versionQuery(picked)}`);
}

function pickedVersion(): string | undefined {
	return route.value.query.get("version") ?? undefined;
}

function versionQuery(version: string): string {
	return new URLSearchParams({ version }).toString();
}
