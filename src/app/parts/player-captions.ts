import type { RefObject } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { webVttOf } from "../../player/caption-text.ts";
import { type Caption, type Captions, captionsOf } from "../../player/captions.ts";
import { useSetting } from "../use-setting.ts";
import type { Playback } from "./player-open.ts";

/** No captions, as an option. */
export const NO_CAPTIONS = "";

export interface PlayerCaptions extends Captions {
	/** Key of the caption that is shown, or `NO_CAPTIONS`. */
	readonly chosen: string;
	readonly choose: (key: string) => void;
	/** Shows them, or no longer. */
	readonly toggle: () => void;
	/** The chosen ones could not be had. */
	readonly hasFailed: boolean;
}

/**
 * The captions of what plays: fetched and shown as chosen. The choice is kept as a language, for this and every other title, until it
 * is changed; a title without that language has none.
 */
export function usePlayerCaptions(
	video: RefObject<HTMLVideoElement | null>,
	playback: Playback | null,
): PlayerCaptions {
	const [language, setLanguage] = useSetting("captions");
	const [picked, setPicked] = useState<string | null>(null);
	const [failed, setFailed] = useState("");
	const [tries, setTries] = useState(0);
	const captions = useMemo(() => captionsOf(playback?.version.streams ?? [], navigator.language), [playback]);
	const { shown } = captions;
	const isThere = picked === NO_CAPTIONS || shown.some(({ key }) => key === picked);
	const kept = language ? shown.find((caption) => caption.language === language) : undefined;
	const chosen = picked !== null && isThere ? picked : (kept?.key ?? NO_CAPTIONS);

	useEffect(() => {
		const caption = shown.find(({ key }) => key === chosen);
		if (!video.current || !playback || !caption) return;
		setFailed("");
		return showCaption(video.current, caption, playback, () => setFailed(chosen));
	}, [playback, chosen, tries]);

	const choose = (key: string) => {
		setPicked(key);
		if (key === failed) setTries(tries + 1);
		setLanguage(shown.find((caption) => caption.key === key)?.language ?? "");
	};
	const last = useRef(NO_CAPTIONS);
	if (chosen !== NO_CAPTIONS) last.current = chosen;
	const again = shown.find(({ key }) => key === last.current) ?? shown[0];
	return {
		...captions,
		chosen,
		choose,
		toggle: () => choose(chosen === NO_CAPTIONS ? (again?.key ?? NO_CAPTIONS) : NO_CAPTIONS),
		hasFailed: failed !== "" && failed === chosen,
	};
}

/** Shows a caption over the film. Its text comes by the app's own request, so that the film needs no CORS. Returns what takes it away. */
function showCaption(video: HTMLVideoElement, caption: Caption, { urls }: Playback, onFail: () => void): () => void {
	const leaving = new AbortController();
	const { signal } = leaving;
	const show = async () => {
		const answer = await urls.readCaption(caption.key, signal);
		if (signal.aborted) return;
		const text = answer.kind === "ok" ? webVttOf(answer.value) : null;
		if (text === null) return onFail();
		const track = document.createElement("track");
		track.kind = "subtitles";
		track.label = caption.name;
		track.srclang = caption.language;
		const url = URL.createObjectURL(new Blob([text], { type: "text/vtt" }));
		track.src = url;
		video.append(track);
		track.track.mode = "showing";
		signal.addEventListener("abort", () => {
			track.remove();
			URL.revokeObjectURL(url);
		});
	};
	show().catch(onFail);
	return () => leaving.abort();
}
