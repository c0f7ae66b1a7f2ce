import type { VNode } from "preact";
import { applyUpdate, updateReady } from "../pwa.ts";
import { hush, toasts } from "../toasts.ts";
import { isOutdated } from "../world.ts";

/** Short messages, and the two that stay until they are answered: a newer build waits, or has changed the database already. */
export function Toaster(): VNode {
	return (
		<div class="toaster" role="status" aria-live="polite">
			{isOutdated.value && (
				<div class="toast">
					<span>A newer version is open in another tab.</span>
					<button type="button" class="button small primary" onClick={() => location.reload()}>
						Reload
					</button>
				</div>
			)}
			{updateReady.value && !isOutdated.value && (
				<div class="toast">
					<span>A new version is ready.</span>
					<button type="button" class="button small primary" onClick={applyUpdate}>
						Update
					</button>
				</div>
			)}
			{toasts.value.map(({ id, text, action }) => (
				<div class="toast" key={id}>
					<span>{text}</span>
					{action && (
						<button
							type="button"
							class="button small"
							onClick={() => {
								action.run();
								hush(id);
							}}
						>
							{action.label}
						</button>
					)}
				</div>
			))}
		</div>
	);
}
