import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { firstPaint, noteTitlesPainted, titlesWerePainted } from "../first-paint.ts";
import { lazyPage } from "../lazy-page.tsx";
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
	{ page: "libraries", href: "#/libraries", name: "Libraries", icon: "library" },
	{ page: "search", href: "#/search", name: "Search", icon: "search" },
	{ page: "activity", href: "#/activity", name: "Activity", icon: "activity" },
	{ page: "settings", href: "#/settings", name: "Settings", icon: "settings" },
];

const RailLibraries = lazyPage(
	async () => (await import("./rail-libraries.tsx")).RailLibraries,
	() => null,
);

/** The ways through the app: a bar at the bottom of phones, a slim rail on wide screens, with every library in it. */
export function Navigation(): VNode {
	const { page } = route.value;
	const place = page === "library" ? "libraries" : page;
	const isFirstLook = page === "home" || page === "welcome";
	useEffect(() => {
		if (!isFirstLook) firstPaint.then(noteTitlesPainted);
	}, [isFirstLook]);
	return (
		<nav class="navigation" aria-label="Main">
			<img class="brand" src="icons/icon.svg" alt="" width="36" height="36" />
			{PLACES.map((each) => (
				<a
					key={each.page}
					class="place"
					href={each.href}
					aria-current={each.page === page ? "page" : each.page === place ? "true" : undefined}
					title={each.name}
				>
					<span class="place-name">{each.name}</span>
					<span class="place-icon">
						<Icon name={each.icon} />
						{each.page === "activity" && <WaitingCount />}
						{each.page === "settings" && <TroubleDot />}
					</span>
				</a>
			))}
			{titlesWerePainted.value && <RailLibraries />}
		</nav>
	);
}

function WaitingCount(): VNode | null {
	const number = waiting.value.length;
	if (number === 0) return null;
	const needsPerson = waiting.value.some((row) => row.status !== "waiting");
	return (
		<span class={needsPerson ? "badge is-alert" : "badge"}>
			{number > 99 ? "99+" : number}
			<span class="unseen"> {number === 1 ? "change" : "changes"} to send</span>
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
