/** What an age is called, given in hours: `30 min`, `12 h`, `3 days`. Pure. An import may hold any. */
export function ageName(hours: number): string {
	if (hours < 1) return `${Math.round(hours * 60)} min`;
	return hours < 48 ? `${Math.round(hours)} h` : `${Math.round(hours / 24).toLocaleString()} days`;
}
