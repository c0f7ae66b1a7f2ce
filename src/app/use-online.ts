import { useEffect, useState } from "preact/hooks";

/** What the browser says of the network; a hint, for a network need not lead to a server. */
export function useOnline(): boolean {
	const [isOnline, setOnline] = useState(navigator.onLine);
	useEffect(() => {
		const look = () => setOnline(navigator.onLine);
		addEventListener("online", look);
		addEventListener("offline", look);
		return () => {
			removeEventListener("online", look);
			removeEventListener("offline", look);
		};
	}, []);
	return isOnline;
}
