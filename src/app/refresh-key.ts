let refreshPage: (() => void) | null = null;

/** Names what R, a pull and the refresh button of the page on screen do; gives the function that takes it back. */
export function onRefresh(refresh: () => void): () => void {
	refreshPage = refresh;
	return () => {
		if (refreshPage === refresh) refreshPage = null;
	};
}

/** Does what the page on screen named; false when it named nothing. */
export function refreshCurrentPage(): boolean {
	refreshPage?.();
	return refreshPage !== null;
}
