import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { titlesWerePainted } from "./first-paint.ts";
import { lazyPage } from "./lazy-page.tsx";
import { HomePage } from "./pages/home.tsx";
import { Navigation } from "./parts/navigation.tsx";
import { Notice } from "./parts/notice.tsx";
import { Toaster } from "./parts/toaster.tsx";
import { updateReady } from "./pwa.ts";
import { replacePage, route } from "./route.ts";
import { sources } from "./sources.ts";
import { isOutdated } from "./world.ts";

const LibraryPage = lazyPage(async () => (await import("./pages/library.tsx")).LibraryPage);
const LibrariesPage = lazyPage(async () => (await import("./pages/libraries.tsx")).LibrariesPage);
const TitlePage = lazyPage(async () => (await import("./pages/title.tsx")).TitlePage);
const PersonPage = lazyPage(async () => (await import("./pages/person.tsx")).PersonPage);
const SearchPage = lazyPage(async () => (await import("./pages/search.tsx")).SearchPage);
const ActivityPage = lazyPage(async () => (await import("./pages/activity.tsx")).ActivityPage);
const SettingsPage = lazyPage(async () => (await import("./pages/settings.tsx")).SettingsPage);
const WelcomePage = lazyPage(async () => (await import("./pages/welcome.tsx")).WelcomePage);
const PlayerPage = lazyPage(async () => (await import("./pages/player.tsx")).PlayerPage);

/** Fetched long before it is needed: the build that makes it say something may have taken its file away by then. */
const Dock = lazyPage(
	async () => (await import("./parts/dock.tsx")).Dock,
	() => null,
);

/** The whole app: navigation, the page that the address names, and messages. */
export function App(): VNode {
	const at = route.value;
	const isNew = sources.value !== null && sources.value.length === 0;
	useEffect(() => {
		if (isNew && at.page === "home") replacePage("#/welcome");
	}, [isNew, at.page]);
	if (at.page === "play") return <PlayerPage key={at.itemId} itemId={at.itemId} />;
	const isBare = at.page === "welcome" && (sources.value?.length ?? 0) === 0;
	return (
		<div class={isBare ? "shell is-bare" : "shell"}>
			<button type="button" class="skip" onClick={() => document.querySelector("main")?.focus()}>
				Skip to content
			</button>
			{!isBare && <Navigation />}
			<main id="content" tabIndex={-1}>
				<CurrentPage />
			</main>
			<div class="dock" role="status">
				{(titlesWerePainted.value || updateReady.value || isOutdated.value) && <Dock />}
			</div>
			<Toaster />
		</div>
	);
}

function CurrentPage(): VNode {
	const at = route.value;
	switch (at.page) {
		case "home":
			return <HomePage />;
		case "library":
			return <LibraryPage key={at.libraryId} libraryId={at.libraryId} />;
		case "libraries":
			return <LibrariesPage />;
		case "title":
			return <TitlePage key={at.itemId} itemId={at.itemId} />;
		case "person":
			return <PersonPage key={at.personId} personId={at.personId} />;
		case "search":
			return <SearchPage />;
		case "activity":
			return <ActivityPage />;
		case "settings":
			return <SettingsPage />;
		case "welcome":
			return <WelcomePage />;
		default:
			return (
				<Notice icon="compass" title="There is nothing at this address">
					<a class="button primary" href="#/">
						Go home
					</a>
				</Notice>
			);
	}
}
