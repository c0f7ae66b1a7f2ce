import type { VNode } from "preact";
import { applyUpdate, putOffUpdate, updateReady } from "../pwa.ts";
import { isOutdated } from "../world.ts";
import { Icon } from "./icon.tsx";

/**
 * At the lower edge, with room of its own: a newer build waits, or has changed the database already. The first may be put off until
 * the next start.
 */
export function Dock(): VNode | null {
	const mustReload = isOutdated.value;
	if (!mustReload && !updateReady.value) return null;
	return (
		<div class="dock-line">
			<span>{mustReload ? "A newer version is open in another tab." : "A new version is ready."}</span>
			<button type="button" class="button small primary" onClick={mustReload ? () => location.reload() : applyUpdate}>
				{mustReload ? "Reload" : "Update"}
			</button>
			{!mustReload && (
				<button type="button" class="icon-button" aria-label="Later" onClick={putOffUpdate}>
					<Icon name="x" />
				</button>
			)}
		</div>
	);
}
