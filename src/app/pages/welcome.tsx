import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type Demo, readDemo } from "../demo.ts";
import { contentIsShown } from "../first-paint.ts";
import { lazyPage } from "../lazy-page.tsx";
import { usePageTitle } from "../page-title.ts";
import { ConnectDemo } from "../parts/connect-demo.tsx";
import { Icon } from "../parts/icon.tsx";
import { open, replacePage, route } from "../route.ts";
import { sources } from "../sources.ts";
import "../styles/welcome.css";
import "../styles/connect.css";

// Most people connect one kind of server: the other's code is not loaded for them.
const ConnectJellyfin = lazyPage(
	async () => (await import("../parts/connect-jellyfin.tsx")).ConnectJellyfin,
	ComingForm,
);
const ConnectPlex = lazyPage(async () => (await import("../parts/connect-plex.tsx")).ConnectPlex, ComingForm);

type Way = "choose" | "jellyfin" | "plex" | "demo-plex";

/** Where servers are connected: the first page of a new device, and later the way to one more server. */
export function WelcomePage(): VNode {
	const isFirst = (sources.value?.length ?? 0) === 0;
	usePageTitle(isFirst ? "Welcome" : "Add a server");
	// In the address, so that Back and a swipe from the edge lead from a form to the choice and not out of the app.
	const way = wayOf(route.value.query.get("with"));
	const [demo, setDemo] = useState<Demo | null>(null);
	useEffect(() => {
		contentIsShown();
		const leaving = new AbortController();
		readDemo(leaving.signal).then(setDemo);
		return () => leaving.abort();
	}, []);
	return (
		<div class="welcome">
			<div class="welcome-scene" aria-hidden="true" />
			<div class="welcome-panel">
				<img class="welcome-mark" src="./icons/icon.svg" alt="" width="72" height="72" />
				<h1>{isFirst ? "Your films, wherever you go" : "Add a server"}</h1>
				{way === "choose" ? (
					<>
						<p class="welcome-lead">
							Stowaway keeps your Plex and Jellyfin library on this device. Browse it without a connection, watch, and
							your place is right everywhere afterwards.
						</p>
						<div class="welcome-ways">
							<button type="button" class="welcome-way" onClick={() => open("#/welcome?with=jellyfin")}>
								<Icon name="server" />
								<span>
									<strong>Connect Jellyfin</strong>
									<small>With a password or Quick Connect</small>
								</span>
								<Icon name="chevron-right" />
							</button>
							<button type="button" class="welcome-way" onClick={() => open("#/welcome?with=plex")}>
								<Icon name="tv" />
								<span>
									<strong>Connect Plex</strong>
									<small>Sign in at plex.tv in a new tab</small>
								</span>
								<Icon name="chevron-right" />
							</button>
						</div>
						{demo && <ConnectDemo demo={demo} onPlex={() => open("#/welcome?with=demo-plex")} />}
						<p class="hint">No account of ours, no server in between: this page talks to your servers alone.</p>
					</>
				) : (
					<>
						<button type="button" class="button quiet small welcome-back" onClick={() => replacePage("#/welcome")}>
							<Icon name="arrow-left" />
							All ways to connect
						</button>
						<h2>{way === "jellyfin" ? "Connect Jellyfin" : "Connect Plex"}</h2>
						{way === "jellyfin" && <ConnectJellyfin typed={route.value.query.get("address") ?? ""} />}
						{way === "plex" && <ConnectPlex />}
						{way === "demo-plex" && !demo?.plex && <p class="hint">Looking for the demo servers…</p>}
						{way === "demo-plex" && demo?.plex && <ConnectPlex demoUrl={demo.plex.accountUrl} />}
					</>
				)}
			</div>
		</div>
	);
}

/** `#/welcome?with=jellyfin&address=…` leads straight to one way, for signing in again. */
function wayOf(asked: string | null): Way {
	return asked === "jellyfin" || asked === "plex" || asked === "demo-plex" ? asked : "choose";
}

/** Holds the place of a form for the moment its code takes to arrive. */
function ComingForm(): VNode {
	return <div class="connect-form" aria-busy="true" />;
}
