import { world } from "./world.ts";

/** Has addresses checked again before a token goes to one of them, when the device may be in another network. DESIGN.md §4 *Address*. */
export function watchNetwork(page: EventTarget, connection: EventTarget | undefined): void {
	const forget = async () => {
		const { forgetCheckedAddresses } = await import("../servers/open-server.ts");
		forgetCheckedAddresses(world);
	};
	const changed = () => {
		forget().catch((error: unknown) => console.error("Addresses were not forgotten", error));
	};
	page.addEventListener("online", changed);
	page.addEventListener("offline", changed);
	connection?.addEventListener("change", changed);
}
