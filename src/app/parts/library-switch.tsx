import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { joinedKind } from "../../library/joined-libraries.ts";
import type { LibraryId } from "../../model/ids.ts";
import type { Library } from "../../model/item.ts";
import { addressOf } from "../address.ts";
import { sourcesById } from "../sources.ts";
import "../styles/library-switch.css";
import { Icon } from "./icon.tsx";

const GAP_PX = 16;

/** From all libraries that are joined to one of them, and back. `libraries`: what there is to go to, in order; `here`: which of it is shown. */
export function LibrarySwitch({ libraries, here }: { libraries: readonly Library[]; here: LibraryId }): VNode {
	const bar = useRef<HTMLElement>(null);
	const isOneServer = new Set(libraries.filter((each) => !joinedKind(each.libraryId)).map(sourceIdOf)).size === 1;
	useLayoutEffect(() => {
		const current = bar.current?.querySelector<HTMLElement>("[aria-current]");
		const all = bar.current?.firstElementChild?.clientWidth ?? 0;
		// By hand: to be scrolled into view would move the page as well.
		if (bar.current && current) bar.current.scrollLeft = current.offsetLeft - all - 2 * GAP_PX;
	}, [here]);
	return (
		<nav
			class="library-switch"
			aria-label="Which libraries"
			ref={bar}
			onFocusIn={({ target }) =>
				target instanceof Element && target.scrollIntoView({ block: "nearest", inline: "nearest" })
			}
		>
			{libraries.map((library) => {
				const isJoined = joinedKind(library.libraryId) !== undefined;
				const server = isJoined || isOneServer ? undefined : sourcesById.value.get(library.sourceId)?.serverName;
				return (
					<a
						key={library.libraryId}
						class="button small"
						href={addressOf("library", library.libraryId)}
						aria-current={library.libraryId === here ? "page" : undefined}
					>
						{isJoined && <Icon name="layers" />}
						{library.title}
						{server && <span class="library-server">{server}</span>}
					</a>
				);
			})}
		</nav>
	);
}

const sourceIdOf = ({ sourceId }: Library) => sourceId;
