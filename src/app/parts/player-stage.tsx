import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { showEpisodes } from "../../db/item-queries.ts";
import type { SourceId } from "../../model/ids.ts";
import type { Item } from "../../model/item.ts";
import type { Source, SourceState } from "../../model/source.ts";
import { connectMediaSession } from "../../player/media-session.ts";
import { recordChange } from "../../progress/record-change.ts";
import { addressOf } from "../address.ts";
import { episodeCode, headline } from "../format.ts";
import { useLive } from "../live.ts";
import { replaceAddress } from "../route.ts";
import { announceChange } from "../sending.ts";
import { sourcesById, waiting } from "../sources.ts";
import { versionName } from "../version-name.ts";
import { world } from "../world.ts";
import { startAttempt } from "./player-attempt.ts";
import { NO_CAPTIONS, usePlayerCaptions } from "./player-captions.ts";
import { PlayerControls } from "./player-controls.tsx";
import { episodeAfter } from "./player-decisions.ts";
import { PlayerFailure } from "./player-failure.tsx";
import { listenToPlayerKeys } from "./player-key-listener.ts";
import { PlayerMenu } from "./player-menu.tsx";
import { PlayerNotes } from "./player-notes.tsx";
import { type Playback, type PlaybackWish, probeServer } from "./player-open.ts";
import type { PlayerProblem } from "./player-problem.ts";
import { createProgressWriter } from "./player-progress.ts";
import "../styles/player-stage.css";

const LOOK_AGAIN_MS = 10_000;

type Phase =
	| { readonly kind: "opening" }
	| { readonly kind: "playing" }
	| { readonly kind: "problem"; readonly problem: PlayerProblem; readonly positionMs: number };

interface PlayerStageProps {
	readonly item: Item;
	readonly source: Source;
	/** Where to begin, ms, and with which of its files. */
	readonly start: { readonly positionMs: number; readonly wish: PlaybackWish };
	readonly onBack: () => void;
}

/** Plays a title that is fully known: try after try, each from where the one before it stopped. */
export function PlayerStage({ item, source, start, onBack }: PlayerStageProps): VNode {
	const root = useRef<HTMLDivElement>(null);
	const video = useRef<HTMLVideoElement>(null);
	const [attempt, setAttempt] = useState(start);
	const [playback, setPlayback] = useState<Playback | null>(null);
	const [phase, setPhase] = useState<Phase>({ kind: "opening" });
	const [hasBegun, setBegun] = useState(false);
	const [isFinished, setFinished] = useState(false);
	const [isEnded, setEnded] = useState(false);
	const [isUnkept, setUnkept] = useState(false);
	const [isAsked, setAsked] = useState(false);
	const [viewing] = useState({ isFinished: false });
	const [writer] = useState(() =>
		createProgressWriter(item.itemId, {
			record: (change) => recordChange(world, change),
			announce: () => announceOnceListed(item),
			now: world.now,
			onLoss: () => setUnkept(true),
		}),
	);
	const next = useNextEpisode(item);
	const versions = item.detail?.versions ?? [];
	const playVersion = (picked: string) => {
		const positionMs = phase.kind === "playing" ? (video.current?.currentTime ?? 0) * 1000 : attempt.positionMs;
		// For a reload, and for the way back to this page.
		replaceAddress(`${addressOf("play", item.itemId)}?${new URLSearchParams({ version: picked })}`);
		setAttempt({ positionMs, wish: { picked, mustConvert: false } });
	};
	const captions = usePlayerCaptions(video, playback);
	const toggleCaptions = useRef(captions.toggle);
	toggleCaptions.current = captions.toggle;
	const retry = () => {
		if (phase.kind === "problem") setAttempt({ ...attempt, positionMs: phase.positionMs });
	};

	useEffect(() => {
		if (!video.current) return;
		setPhase({ kind: "opening" });
		const told = { item, thresholds: source.thresholds, viewing, ...attempt };
		return startAttempt(world, video.current, told, writer, {
			onReady: (ready) => {
				setPlayback(ready);
				setPhase({ kind: "playing" });
				setBegun(true);
				// What was stored may be old: the film plays, so the server may be back.
				const asked =
					stateOf(source) === "away" ? probeServer(world, source.sourceId, AbortSignal.timeout(LOOK_AGAIN_MS)) : null;
				Promise.resolve(asked)
					.finally(() => setAsked(true))
					.catch(() => undefined);
			},
			onProblem: (problem, positionMs) => setPhase({ kind: "problem", problem, positionMs }),
			onAgain: (positionMs, wish) => setAttempt({ positionMs, wish }),
			onFinished: () => setFinished(true),
			onEnded: () => setEnded(true),
		});
	}, [attempt]);

	useEffect(() => {
		if (isEnded && next === null) onBack();
	}, [isEnded]);

	useEffect(() => {
		if (!root.current || !video.current) return;
		const onCaptions = () => toggleCaptions.current();
		return listenToPlayerKeys({ root: root.current, video: video.current, onBack, onCaptions });
	}, []);

	useEffect(() => {
		if (video.current) return connectMediaSession(video.current, nowPlaying(item));
	}, [item.itemId]);

	const isAwayProblem = phase.kind === "problem" && ["away", "starting"].includes(phase.problem.kind);
	useServerProbe(source.sourceId, isAwayProblem, retry);
	const isAway = isAsked && stateOf(source) === "away" && phase.kind === "playing";
	return (
		<div class="player" data-phase={phase.kind} ref={root}>
			<PlayerControls item={item} video={video} onBack={onBack}>
				{captions.shown.length + captions.hidden > 0 && (
					<PlayerMenu
						name="Captions"
						icon={captions.chosen === NO_CAPTIONS ? "captions-off" : "captions"}
						options={[{ key: NO_CAPTIONS, name: "Off" }, ...captions.shown]}
						chosen={captions.chosen}
						onChoose={captions.choose}
						note={hiddenCaptions(captions.hidden)}
					/>
				)}
				{playback && versions.length > 1 && (
					<PlayerMenu
						name="Version"
						icon="layers"
						options={versions.map((version) => ({ key: version.key, name: versionName(version) }))}
						chosen={playback.version.key}
						onChoose={playVersion}
					/>
				)}
			</PlayerControls>
			{phase.kind === "opening" && <PlayerOpening />}
			{hasBegun && phase.kind !== "problem" && (
				<PlayerNotes
					resumedAtMs={start.positionMs}
					onStartOver={() => {
						if (video.current) video.current.currentTime = 0;
					}}
					isAway={isAway}
					hasNoCaptions={captions.hasFailed}
					isUnkept={isUnkept}
					next={isFinished ? next : null}
				/>
			)}
			{phase.kind === "problem" && (
				<PlayerFailure problem={phase.problem} item={item} source={source} onRetry={retry} onBack={onBack} />
			)}
		</div>
	);
}

function stateOf({ sourceId }: Source): SourceState | undefined {
	return sourcesById.value.get(sourceId)?.state;
}

/** What is in the file and is not offered, in words. */
function hiddenCaptions(count: number): string | undefined {
	if (count === 0) return undefined;
	return count === 1
		? "One more is inside the file, where this player cannot read it."
		: `${count} more are inside the file, where this player cannot read them.`;
}

/** The film is on its way. */
export function PlayerOpening(): VNode {
	return (
		<div class="player-opening" role="status" aria-label="Loading">
			<span />
		</div>
	);
}

function useNextEpisode(item: Item): Item | null {
	const { showId } = item;
	const live = useLive(
		async () => (item.kind === "episode" && showId ? episodeAfter(await showEpisodes(world.db, showId), item) : null),
		[item.itemId],
	);
	return live.kind === "ready" ? live.value : null;
}

/** Asks whether the server is back: when the network changed, and every ten seconds while `onBack` waits for that. */
export function useServerProbe(sourceId: SourceId, isWaiting: boolean, onBack: () => void): void {
	useEffect(() => {
		const control = new AbortController();
		const { signal } = control;
		const probe = async () => {
			const problem = await probeServer(world, sourceId, signal);
			if (problem === null && isWaiting && !signal.aborted) onBack();
		};
		const look = () => probe().catch(() => undefined);
		addEventListener("online", look, { signal });
		addEventListener("offline", look, { signal });
		const timer = isWaiting ? setInterval(look, LOOK_AGAIN_MS) : undefined;
		return () => {
			control.abort();
			clearInterval(timer);
		};
	}, [isWaiting, sourceId]);
}

/** Has a change sent once the page's list of waiting changes shows it: before that there is nothing to send. */
function announceOnceListed({ itemId }: Item): void {
	const stop = waiting.subscribe((rows) => {
		if (!rows.some((row) => row.itemId === itemId || row.titleId === itemId)) return;
		queueMicrotask(() => stop());
		announceChange();
	});
}

function nowPlaying(item: Item) {
	const picture = item.poster ?? item.still;
	// The system fetches it, and only the worker answers that address.
	const hasWorker = Boolean(navigator.serviceWorker?.controller);
	const artworkUrl = `-/image/${encodeURIComponent(item.sourceId)}/${encodeURIComponent(picture?.ref ?? "")}?w=640`;
	const isEpisode = item.kind === "episode";
	return {
		title: item.title,
		subtitle: isEpisode ? [headline(item), episodeCode(item)].filter(Boolean).join(" · ") : String(item.year ?? ""),
		...(hasWorker && picture ? { artworkUrl } : {}),
	};
}
