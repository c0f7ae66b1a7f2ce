import type { VNode } from "preact";
import "../styles/key-list.css";

const KEYS = [
	{ keys: ["←", "↑", "→", "↓"], does: "Move between titles" },
	{ keys: ["Enter"], does: "Open" },
	{ keys: ["Esc"], does: "Back" },
	{ keys: ["/"], does: "Search" },
	{ keys: ["R"], does: "Refresh what is on screen" },
	{ keys: ["PgUp", "PgDn"], does: "A screen of a library up or down" },
	{ keys: ["Home", "End"], does: "First and last title of a library" },
];

/** The keys of the app, for those who have a keyboard or a remote. */
export function KeyList(): VNode {
	return (
		<section aria-labelledby="keys">
			<h2 id="keys">Keys</h2>
			<dl class="key-list">
				{KEYS.map(({ keys, does }) => (
					<div key={does}>
						<dt>
							{keys.map((key) => (
								<kbd key={key}>{key}</kbd>
							))}
						</dt>
						<dd>{does}</dd>
					</div>
				))}
			</dl>
		</section>
	);
}
