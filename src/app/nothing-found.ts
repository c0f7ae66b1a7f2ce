/**
 * Why a search found nothing, and what helps. Pure. `device`: the worker is still reading what is here; `servers`: one of them is still
 * being read.
 */
export function whyNothingFound(reading: { readonly device: boolean; readonly servers: boolean }): string {
	if (reading.device) return "This device is still being read: it may yet appear.";
	if (reading.servers) return "Your servers are still being read: it may yet appear.";
	return "Fewer letters often find more. People are found once the cast of one of their titles was read.";
}
