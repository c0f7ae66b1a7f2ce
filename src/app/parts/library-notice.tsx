import type { VNode } from "preact";
import type { LibraryContents } from "../library-contents.ts";
import type { Refresh } from "../use-touch.ts";
import type { IconName } from "./icon.tsx";
import { Notice } from "./notice.tsx";

type Told = Exclude<LibraryContents, "titles" | "skeleton">;

interface Words {
	readonly icon: IconName;
	readonly title: string;
	readonly line: string;
	readonly act: "clear" | "ask";
}

const WORDS: Readonly<Record<Told, Words>> = {
	"no-match": {
		icon: "film",
		title: "Nothing matches",
		line: "No title of this library fits what is chosen above.",
		act: "clear",
	},
	"no-match-yet": {
		icon: "film",
		title: "Nothing matches so far",
		line: "This library is still being read. More may fit what is chosen above.",
		act: "clear",
	},
	empty: {
		icon: "film",
		title: "This library is empty",
		line: "Its server has no titles in it. They appear here once it does.",
		act: "ask",
	},
	unreadable: {
		icon: "circle-alert",
		title: "None of its titles could be read",
		line: "The server answered with something this app does not understand.",
		act: "ask",
	},
	"out-of-reach": {
		icon: "cloud-off",
		title: "Not on this device yet",
		line: "Its titles come as soon as the server is back and you are signed in.",
		act: "ask",
	},
	"not-read": {
		icon: "film",
		title: "Not read yet",
		line: "Reading this library was stopped before a title came.",
		act: "ask",
	},
};

/** Of several libraries, where that is said otherwise. */
const JOINED: Readonly<Partial<Record<Told, Pick<Words, "title" | "line">>>> = {
	"no-match": { title: "Nothing matches", line: "No title of these libraries fits what is chosen above." },
	"no-match-yet": {
		title: "Nothing matches so far",
		line: "These libraries are still being read. More may fit what is chosen above.",
	},
	empty: {
		title: "These libraries are empty",
		line: "Their servers have no such titles. They appear here once one does.",
	},
	unreadable: {
		title: "None of the titles could be read",
		line: "The servers answered with something this app does not understand.",
	},
	"out-of-reach": {
		title: "Not on this device yet",
		line: "The titles come as soon as a server is back and you are signed in.",
	},
	"not-read": { title: "Not read yet", line: "Reading these libraries was stopped before a title came." },
};

/** What stands in the place of a library's titles when there are none to show. `error`: what the last try ran into. */
export function LibraryNotice(props: {
	contents: Told;
	error: string | undefined;
	/** They are titles of several libraries. */
	isJoined: boolean;
	refresh: Refresh;
	onClear: () => void;
}): VNode {
	const { icon, title, line, act } = { ...WORDS[props.contents], ...(props.isJoined ? JOINED[props.contents] : {}) };
	return (
		<Notice icon={icon} title={title}>
			<p>{(props.contents === "not-read" && props.error) || line}</p>
			{act === "clear" ? (
				<button type="button" class="button primary" onClick={props.onClear}>
					Show everything
				</button>
			) : (
				<button type="button" class="button primary" disabled={props.refresh.isRefreshing} onClick={props.refresh.now}>
					{props.isJoined ? "Ask the servers" : "Ask the server"}
				</button>
			)}
		</Notice>
	);
}
