import type { VNode } from "preact";
import { hush, toasts } from "../toasts.ts";

/** Short messages over the page. */
export function Toaster(): VNode {
	return (
		<div class="toaster" role="status" aria-live="polite">
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
