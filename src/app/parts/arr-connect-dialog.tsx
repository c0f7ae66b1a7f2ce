import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ArrProblem, ArrServer } from "../../model/arr.ts";
import { connectArr } from "../../servers/arr/connect-arr.ts";
import { storeArr } from "../../servers/arr/store-arr.ts";
import { type ArrDemo, readArrDemos } from "../arr-demo.ts";
import { refreshArr } from "../arr-refresh.ts";
import { arrProblemWords } from "../arr-words.ts";
import { say } from "../toasts.ts";
import { useAbort } from "../use-abort.ts";
import { world } from "../world.ts";
import { Dialog } from "./dialog.tsx";
import { Problem } from "./problem.tsx";

/** Connects a Radarr or Sonarr by address and key, or gives a `known` one a new key. Nothing is kept before it has answered. */
export function ArrConnectDialog({ known, onClose }: { known?: ArrServer; onClose: () => void }): VNode {
	const begin = useAbort();
	const [address, setAddress] = useState(known?.baseUrl ?? "");
	const [key, setKey] = useState("");
	const [isBusy, setBusy] = useState(false);
	const [problem, setProblem] = useState<{ problem: ArrProblem; says?: string } | null>(null);
	const connect = async (typed: string, given: string) => {
		const signal = begin();
		setBusy(true);
		setProblem(null);
		const result = await connectArr(world, typed, given.trim(), signal, navigator.permissions);
		if (signal.aborted || result.kind === "stopped") return;
		if (result.kind === "failed") {
			setBusy(false);
			return setProblem(result);
		}
		try {
			const arrId = await storeArr(world, result.server, given.trim());
			say(`Connected to ${result.server.name}`);
			refreshArr(arrId, true);
			onClose();
		} catch (error) {
			console.error("Storing failed", error);
			setBusy(false);
			setProblem({ problem: "storage-full" });
		}
	};
	return (
		<Dialog title={known ? `New key for ${known.name}` : "Connect Radarr or Sonarr"} onClose={onClose}>
			<form
				class="panel-form"
				onSubmit={(event) => {
					event.preventDefault();
					connect(address, key);
				}}
			>
				<label class="field">
					<span>Address</span>
					<input
						class="input"
						inputMode="url"
						autoCapitalize="none"
						spellcheck={false}
						required
						readOnly={known !== undefined}
						placeholder="192.168.1.20:7878 or media.example.com/radarr"
						value={address}
						onInput={(event) => setAddress(event.currentTarget.value)}
					/>
				</label>
				<label class="field">
					<span>API key</span>
					<input
						class="input"
						type="password"
						autoComplete="off"
						required
						value={key}
						onInput={(event) => setKey(event.currentTarget.value)}
					/>
				</label>
				<p class="quiet">The key is in Radarr or Sonarr under Settings, General. It stays on this device, sealed.</p>
				{problem && <Problem {...arrProblemWords(problem.problem, problem.says)} />}
				<div class="actions">
					<button type="button" class="button" onClick={onClose}>
						Cancel
					</button>
					<button type="submit" class="button primary" disabled={isBusy || address.trim() === "" || key.trim() === ""}>
						{isBusy ? "Checking…" : known ? "Use this key" : "Connect"}
					</button>
				</div>
			</form>
			{!known && <Demos isBusy={isBusy} onChoose={(demo) => connect(demo.url, demo.key)} />}
		</Dialog>
	);
}

function Demos({ isBusy, onChoose }: { isBusy: boolean; onChoose: (demo: ArrDemo) => void }): VNode | null {
	const [demos, setDemos] = useState<readonly ArrDemo[]>([]);
	useEffect(() => {
		const control = new AbortController();
		readArrDemos(control.signal).then(setDemos, () => undefined);
		return () => control.abort();
	}, []);
	if (demos.length === 0) return null;
	return (
		<div class="arr-demos">
			<p class="quiet">Just looking? These run beside the app:</p>
			<div class="actions">
				{demos.map((demo) => (
					<button key={demo.url} type="button" class="button small" disabled={isBusy} onClick={() => onChoose(demo)}>
						Use the {demo.name}
					</button>
				))}
			</div>
		</div>
	);
}
