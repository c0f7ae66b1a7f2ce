import type { VNode } from "preact";
import { alikeFindings } from "../../catalog/alike.ts";
import { joinEach, takeBackRuling } from "../../catalog/rule.ts";
import type { Finding } from "../../model/title.ts";
import { attempt } from "../attempt.ts";
import { useLive } from "../live.ts";
import { say } from "../toasts.ts";
import { world } from "../world.ts";

/** Fewer than this are settled one by one. */
const MANY = 3;

/** Settles at once what only lies twice on a server, as in a library for 4K. Nothing where that is not many. */
export function AlikeFindings(): VNode | null {
	const live = useLive(() => alikeFindings(world.db), []);
	const alike = live.kind === "ready" ? live.value : [];
	if (alike.length < MANY) return null;
	return (
		<p class="settings-note">
			{alike.length} of these are about one name and one year each, as where a film also lies in a library for 4K.{" "}
			<button type="button" class="button small" onClick={() => join(alike)}>
				Each of these is one
			</button>
		</p>
	);
}

async function join(alike: readonly Finding[]): Promise<void> {
	let rulingIds: readonly number[] = [];
	const joining = async () => {
		rulingIds = await joinEach(world, alike);
	};
	if (!(await attempt(joining, "That could not be noted. Try again."))) return;
	const takeBack = async () => {
		for (const rulingId of rulingIds) await takeBackRuling(world, rulingId);
	};
	say(`${rulingIds.length} settled`, {
		label: "Undo",
		run: () => attempt(takeBack, "That could not be taken back. Try again.").catch(() => undefined),
	});
}
