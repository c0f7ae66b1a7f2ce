import { useEffect } from "preact/hooks";

/** Names the page for the window, the history and screen readers. */
export function usePageTitle(title: string): void {
	useEffect(() => {
		document.title = title === "" ? "Stowaway" : `${title} · Stowaway`;
	}, [title]);
}
