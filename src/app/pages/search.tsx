import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { SearchKind } from "../../library/search-entries.ts";
import type { SearchLimits } from "../../library/search-result.ts";
import { searchAddress } from "../address.ts";
import { contentIsShown } from "../first-paint.ts";
import { count } from "../format.ts";
import { whyNothingFound } from "../nothing-found.ts";
import { usePageTitle } from "../page-title.ts";
import { Icon } from "../parts/icon.tsx";
import { Notice } from "../parts/notice.tsx";
import { foundInWords, SearchResults } from "../parts/search-results.tsx";
import { CardSkeletons } from "../parts/skeleton.tsx";
import { open, replaceAddress, route } from "../route.ts";
import { showAndFocus } from "../show-and-focus.ts";
import { sources } from "../sources.ts";
import "../styles/search.css";
import { syncingSources } from "../syncing.ts";
import { type Found, type Search, useSearch } from "../use-search.ts";

const FIRST_LIMITS: SearchLimits = { title: 60, collection: 20, playlist: 20, person: 30 };
/** More of a kind on request: so many times what there was. */
const MORE = 4;
/** The address follows the words when a hand rests: browsers allow few changes of it in a minute. */
const REST_MS = 400;

/** Titles, collections, playlists and people of all servers while one types, from this device alone. */
export function SearchPage(): VNode {
	usePageTitle("Search");
	const page = useRef<HTMLDivElement>(null);
	const field = useRef<HTMLInputElement>(null);
	const { words, type, settle } = useWords();
	const [limits, setLimits] = useState(FIRST_LIMITS);
	const search = useSearch(words.trim(), limits);
	useEffect(() => {
		contentIsShown();
		field.current?.focus({ preventScroll: true });
	}, []);
	const typed = (text: string) => {
		setLimits(FIRST_LIMITS);
		type(text);
	};
	const clear = () => {
		typed("");
		field.current?.focus({ preventScroll: true });
	};
	const best = () => page.current?.querySelector<HTMLAnchorElement>(".search-found a[href]");
	const onFieldKey = (event: KeyboardEvent) => {
		const hit = best();
		if (event.key === "ArrowDown" && hit) {
			// The nearest below the middle of so wide a field is not the first.
			event.preventDefault();
			showAndFocus(hit);
		} else if (event.key === "Enter") {
			settle();
			// A finger on Enter puts the keyboard away; whoever has keys opens the best at once.
			if (hit && matchMedia("(any-pointer: fine)").matches) open(hit.hash);
			else field.current?.blur();
		}
	};
	// Before the app's own keys, which leave the page on Escape.
	useEffect(() => {
		const onKey = (event: KeyboardEvent) => {
			if (event.key !== "Escape" || field.current?.value === "") return;
			event.preventDefault();
			clear();
		};
		page.current?.addEventListener("keydown", onKey);
		return () => page.current?.removeEventListener("keydown", onKey);
	}, []);
	return (
		<div class="page search" ref={page}>
			<h1 class="unseen">Search</h1>
			<search class="search-bar">
				<Icon name="search" />
				<input
					ref={field}
					type="search"
					class="input"
					aria-label="Search titles and people"
					placeholder="Titles and people"
					autoComplete="off"
					autoCapitalize="none"
					enterKeyHint="search"
					spellcheck={false}
					value={words}
					onInput={(event) => typed(event.currentTarget.value)}
					onBlur={settle}
					onKeyDown={onFieldKey}
				/>
			</search>
			<Reading found={search.found} />
			<p class="unseen" role="status">
				{search.found && search.found.words !== "" ? foundInWords(search.found) : ""}
			</p>
			<div class="search-found">
				<Content
					search={search}
					words={words.trim()}
					limits={limits}
					onMore={(kind) => setLimits((before) => ({ ...before, [kind]: before[kind] * MORE }))}
					onClear={clear}
				/>
			</div>
		</div>
	);
}

interface ContentProps {
	readonly search: Search;
	readonly words: string;
	readonly limits: SearchLimits;
	readonly onMore: (kind: SearchKind) => void;
	readonly onClear: () => void;
}

function Content({ search, words, limits, onMore, onClear }: ContentProps): VNode {
	if (search.kind === "failed") {
		return (
			<Notice icon="circle-alert" title="The search did not start">
				<button type="button" class="button primary" onClick={() => location.reload()}>
					Load the app again
				</button>
			</Notice>
		);
	}
	const { found } = search;
	if (words === "") return <Hint found={found} />;
	// Until the answer to the first words is there; after that the answer before stays.
	if (!found || found.words === "") {
		return (
			<div class="poster-grid">
				<CardSkeletons count={6} shape="poster" />
			</div>
		);
	}
	if (found.found === "nothing") return <NothingFound found={found} onClear={onClear} />;
	return <SearchResults found={found} limits={limits} onMore={onMore} />;
}

/** Before the first word: what can be found, or what there must be first. */
function Hint({ found }: { found: Found | null }): VNode {
	if (sources.value?.length === 0) {
		return (
			<Notice icon="search" title="There is nothing to search yet">
				<p>Connect a server, and its films, shows and people can be found here, also without a connection.</p>
				<a class="button primary" href="#/welcome">
					Connect a server
				</a>
			</Notice>
		);
	}
	const isEmpty = found !== null && found.reading === null && found.searched === 0;
	if (isEmpty) {
		return (
			<Notice icon="search" title="Nothing was read from your servers yet">
				<p>Titles can be found here as soon as they are on this device.</p>
				<a class="button" href="#/">
					See how far it is
				</a>
			</Notice>
		);
	}
	return (
		<Notice icon="search" title="Find a film, a show, a face">
			<p>
				Everything on this device is searched while you type, with or without a connection: titles in any language they
				have, people, collections, playlists, and years, as in <em>metropolis 1927</em>.
			</p>
			<p class="search-keys">
				<kbd>/</kbd> to search, <kbd>↓</kbd> to the results, <kbd>Esc</kbd> to begin anew
			</p>
		</Notice>
	);
}

function NothingFound({ found, onClear }: { found: Found; onClear: () => void }): VNode {
	return (
		<Notice icon="search" title={`Nothing here for “${found.words}”`}>
			<p>{whyNothingFound({ device: found.reading !== null, servers: syncingSources.value.size > 0 })}</p>
			<button type="button" class="button primary" onClick={onClear}>
				Begin anew
			</button>
			<a class="button" href="#/">
				Browse instead
			</a>
		</Notice>
	);
}

/** While the worker reads what is to be searched; short libraries are read before anybody sees it. */
function Reading({ found }: { found: Found | null }): VNode | null {
	if (!found?.reading) return null;
	const { done, total } = found.reading;
	return (
		<p class="search-reading">
			<progress max={total} value={done} aria-label="Getting ready to search" />
			<span>Getting ready: {count(done, "name")} so far</span>
		</p>
	);
}

/** The words in the field: from the address, into it when a hand rests or the field is left. */
function useWords(): { words: string; type: (text: string) => void; settle: () => void } {
	const addressed = route.value.query.get("q") ?? "";
	const [words, setWords] = useState(addressed);
	const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
	const written = useRef(addressed);
	// Somebody else changed the address: a link, Back.
	if (addressed !== written.current) {
		written.current = addressed;
		setWords(addressed);
	}
	const write = (text: string) => {
		clearTimeout(timer.current);
		timer.current = undefined;
		if (route.value.page !== "search" || text === written.current) return;
		written.current = text;
		replaceAddress(searchAddress(text));
	};
	useEffect(() => () => clearTimeout(timer.current), []);
	return {
		words,
		type: (text) => {
			setWords(text);
			clearTimeout(timer.current);
			timer.current = setTimeout(() => write(text), REST_MS);
		},
		settle: () => {
			if (timer.current !== undefined) write(words);
		},
	};
}
