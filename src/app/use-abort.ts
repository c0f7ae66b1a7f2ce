import { useEffect, useRef } from "preact/hooks";

/** Gives a signal for the work that begins now and aborts the work before it; what still runs is aborted when the part leaves the page. */
export function useAbort(): () => AbortSignal {
	const current = useRef<AbortController | null>(null);
	useEffect(() => () => current.current?.abort(), []);
	return () => {
		current.current?.abort();
		current.current = new AbortController();
		return current.current.signal;
	};
}
