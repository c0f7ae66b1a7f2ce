import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Source } from "../../model/source.ts";
import { addAddress } from "../../servers/connect/add-address.ts";
import { explain } from "../../servers/connect/explain.ts";
import { say } from "../toasts.ts";
import { useAbort } from "../use-abort.ts";
import { world } from "../world.ts";
import { Dialog } from "./dialog.tsx";
import { Problem } from "./problem.tsx";

/** Another way to the same server. It is kept only when the right server answers there. */
export function AddAddressDialog({ source, onClose }: { source: Source; onClose: () => void }): VNode {
	const begin = useAbort();
	const [typed, setTyped] = useState("");
	const [isBusy, setBusy] = useState(false);
	const [problem, setProblem] = useState<{ title: string; whatToDo: string } | null>(null);
	const add = async (event: Event) => {
		event.preventDefault();
		const signal = begin();
		setBusy(true);
		setProblem(null);
		const result = await addAddress(world, source.sourceId, typed, signal, navigator.permissions);
		if (signal.aborted) return;
		setBusy(false);
		if (result.kind !== "added") return setProblem(explain(result));
		say(`${source.serverName} is also reached at ${result.address}`);
		onClose();
	};
	return (
		<Dialog title={`Another address of ${source.serverName}`} onClose={onClose}>
			<form class="panel-form" onSubmit={add}>
				<p class="quiet">
					For example its address at home, beside the one from outside. The fastest that answers is used.
				</p>
				<label class="field">
					<span>Address</span>
					<input
						class="input"
						inputMode="url"
						autoCapitalize="none"
						spellcheck={false}
						required
						value={typed}
						onInput={(event) => setTyped(event.currentTarget.value)}
					/>
				</label>
				{problem && <Problem {...problem} />}
				<div class="actions">
					<button type="button" class="button" onClick={onClose}>
						Cancel
					</button>
					<button type="submit" class="button primary" disabled={isBusy || typed.trim() === ""}>
						{isBusy ? "Checking…" : "Add"}
					</button>
				</div>
			</form>
		</Dialog>
	);
}
