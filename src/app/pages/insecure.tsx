import type { VNode } from "preact";
import { Icon } from "../parts/icon.tsx";
import "../styles/insecure.css";

/** The one page of an app that was opened over plain http: why it cannot work there, and what to do. DESIGN.md §8. */
export function InsecurePage(): VNode {
	return (
		<main class="insecure">
			<span class="notice-icon">
				<Icon name="shield-alert" />
			</span>
			<h1>Stowaway needs a secure address</h1>
			<p>
				You opened it at <strong>{location.origin}</strong>. Over plain http, browsers switch off what Stowaway is made
				of: keeping your library on this device, working without a connection, and sealing your sign-in.
			</p>
			<h2>What you can do</h2>
			<ul>
				<li>
					<strong>On this computer:</strong> open it as <code>http://localhost:{location.port || 80}</code>. That counts
					as secure.
				</li>
				<li>
					<strong>On your network:</strong> serve it over https. A reverse proxy (Caddy, nginx, Traefik) or the one in
					front of your Jellyfin can do that; Stowaway is plain files and works under any path.
				</li>
				<li>
					<strong>To try it:</strong> start it with <code>npm start -- --host --cert cert.pem --key key.pem</code>.
				</li>
			</ul>
			<p>Nothing was stored, and nothing was sent to a server.</p>
		</main>
	);
}
