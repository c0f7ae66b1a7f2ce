/** What the lock screen, headset and keyboard show of what plays. */
export interface NowPlaying {
	readonly title: string;
	/** Show and season for an episode, year for a film. */
	readonly subtitle?: string;
	readonly artworkUrl?: string;
}

const SKIP_SECONDS = 10;

/**
 * Connects a media element to the system's media controls. Returns the function that disconnects them.
 * Does nothing where the browser has none; actions the browser does not know are left out.
 */
export function connectMediaSession(media: HTMLMediaElement, playing: NowPlaying): () => void {
	if (!("mediaSession" in navigator)) return () => undefined;
	const session = navigator.mediaSession;
	session.metadata = new MediaMetadata({
		title: playing.title,
		artist: playing.subtitle ?? "",
		artwork: playing.artworkUrl ? [{ src: playing.artworkUrl }] : [],
	});

	const seekTo = (seconds: number) => {
		media.currentTime = Math.min(Math.max(seconds, 0), media.duration || seconds);
	};
	const actions: [MediaSessionAction, MediaSessionActionHandler][] = [
		["play", () => void media.play()],
		["pause", () => media.pause()],
		["seekbackward", ({ seekOffset }) => seekTo(media.currentTime - (seekOffset ?? SKIP_SECONDS))],
		["seekforward", ({ seekOffset }) => seekTo(media.currentTime + (seekOffset ?? SKIP_SECONDS))],
		["seekto", ({ seekTime }) => seekTime !== undefined && seekTo(seekTime)],
	];
	const known = actions.filter(([action, handler]) => setHandler(session, action, handler));

	const listening = new AbortController();
	const showPosition = () => {
		if (!Number.isFinite(media.duration)) return;
		const { duration, playbackRate } = media;
		session.setPositionState({ duration, playbackRate, position: Math.min(media.currentTime, duration) });
	};
	for (const type of ["loadedmetadata", "seeked", "ratechange", "play", "pause"]) {
		media.addEventListener(type, showPosition, { signal: listening.signal });
	}

	return () => {
		listening.abort();
		session.metadata = null;
		for (const [action] of known) session.setActionHandler(action, null);
	};
}

/** False when this browser does not know the action. */
function setHandler(session: MediaSession, action: MediaSessionAction, handler: MediaSessionActionHandler): boolean {
	try {
		session.setActionHandler(action, handler);
		return true;
	} catch {
		return false;
	}
}
