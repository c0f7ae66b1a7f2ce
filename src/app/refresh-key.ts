let refreshPage: (() => void) | null = null;

/** Names what R and the refresh button of the page on screen do; gives the function that takes it back. */
export function onRefresh(refresh: () => void): () => void {
	refreshPage = refresh;
	return () => {
		if (refreshPage === refresh) refreshPage = null;
	};
}

/** Does what the page on screen named, if it named something. */
export function refreshCurrentPage(): void {
	refreshPage?.();
}
