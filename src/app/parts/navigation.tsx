import type { VNode } from "preact";
import { count } from "../format.ts";
import { route } from "../route.ts";
import { troubled, waiting } from "../sources.ts";
import { Icon, type IconName } from "./icon.tsx";

const PLACES: readonly {
	readonly page: string;
	readonly href: string;
	readonly name: string;
	readonly icon: IconName;
}[] = [
	{ page: "home", href: "#/", name: "Home", icon: "house" },
	{ page: "search", href: "#/search", name: "Search", icon: "search" },
	{ page: "activity", href: "#/activity", name: "Activity", icon: "activity" },
	{ page: "settings", href: "#/settings", name: "Settings", icon: "settings" },
];

/** The ways through the app: a bar at the bottom of phones, a slim rail on wide screens. */
export function Navigation(): VNode {
	const page = route.value.page;
	return (
		<nav class="navigation" aria-label="Main">
			<img class="brand" src="icons/icon.svg" alt="" width="36" height="36" />
			{PLACES.map((place) => (
				<a
					key={place.page}
					class="place"
					href={place.href}
					aria-current={place.page === page ? "page" : undefined}
					title={place.name}
				>
					<span class="place-icon">
						<Icon name={place.icon} />
						{place.page === "activity" && <WaitingCount />}
						{place.page === "settings" && <TroubleDot />}
					</span>
					<span class="place-name">{place.name}</span>
				</a>
			))}
		</nav>
	);
}

function WaitingCount(): VNode | null {
	const number = waiting.value.length;
	if (number === 0) return null;
	const needsPerson = waiting.value.some((row) => row.status === "conflict" || row.status === "dead");
	return (
		<span class={needsPerson ? "badge is-alert" : "badge"}>
			{number > 99 ? "99+" : number}
			<span class="unseen">{count(number, "change")} to send</span>
		</span>
	);
}

function TroubleDot(): VNode | null {
	const names = troubled.value.map((source) => source.serverName);
	if (names.length === 0) return null;
	return (
		<span class="badge is-dot">
			<span class="unseen">Away: {names.join(", ")}</span>
		</span>
	);
}
