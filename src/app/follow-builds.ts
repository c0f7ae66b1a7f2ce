import { Workbox } from "workbox-window";

const CHECK_EVERY_MS = 60 * 60_000;

/** Looks for newer builds now, hourly and whenever the app comes to the front; one that is ready waits for `accept` to be called. */
export async function followBuilds(
	script: string,
	options: RegistrationOptions,
	onReady: (accept: () => void) => void,
): Promise<void> {
	const workbox = new Workbox(script, options);
	workbox.addEventListener("waiting", () => onReady(() => workbox.messageSkipWaiting()));
	const registration = await workbox.register({ immediate: true });
	if (!registration) return;
	const check = () => {
		if (document.visibilityState === "visible") registration.update().catch(() => undefined); // Offline; asked again next time.
	};
	document.addEventListener("visibilitychange", check);
	addEventListener("pageshow", check);
	setInterval(check, CHECK_EVERY_MS);
}
