/** How long a film may stand still before anybody is asked why. */
const LOOK_EVERY_MS = 5_000;
/** A server that answers and yet sends nothing for this many looks is asked for the stream anew. */
const PATIENT_LOOKS = 6;

interface StallOptions {
	/** Asks the server whether it answers. */
	readonly probe: () => Promise<boolean>;
	/** The stream is to be asked for anew. */
	readonly onRenew: () => void;
}

/**
 * Watches for a film that stands still for want of data: browsers wait for a server that went away without a word for minutes.
 * While it stands still the server is asked; once it is back after it was away, or sends nothing for half a minute, the stream is
 * renewed. Returns the function that stops watching.
 */
export function watchStalls(video: HTMLVideoElement, { probe, onRenew }: StallOptions): () => void {
	let lastTime = -1;
	let looks = 0;
	let wasAway = false;
	let isAsking = false;
	const look = async () => {
		const isStuck = !video.paused && !video.ended && video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA;
		if (!isStuck || video.currentTime !== lastTime) {
			lastTime = video.currentTime;
			looks = 0;
			return;
		}
		looks += 1;
		isAsking = true;
		const answers = await probe();
		isAsking = false;
		if (answers && (wasAway || looks >= PATIENT_LOOKS)) onRenew();
		wasAway = !answers;
	};
	const timer = setInterval(() => {
		if (!isAsking) look().catch(() => undefined);
	}, LOOK_EVERY_MS);
	return () => clearInterval(timer);
}
