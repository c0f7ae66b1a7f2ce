/** True when the person asked their browser to save data; false where browsers do not tell. */
export function savesData(): boolean {
	const connection: unknown = "connection" in navigator ? navigator.connection : undefined;
	return (
		typeof connection === "object" && connection !== null && "saveData" in connection && connection.saveData === true
	);
}
