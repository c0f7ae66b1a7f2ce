import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Item } from "../../model/item.ts";
import { addressOf } from "../address.ts";
import { episodeCode, timecode } from "../format.ts";
import { replacePage } from "../route.ts";
import { Icon } from "./icon.tsx";
import "../styles/player-notes.css";

const OFFERED_MS = 12_000;

interface PlayerNotesProps {
	/** Where playing was resumed, ms; 0 for the beginning. */
	readonly resumedAtMs: number;
	readonly onStartOver: () => void;
	readonly isAway: boolean;
	readonly isUnkept: boolean;
	/** The captions that were chosen could not be had. */
	readonly hasNoCaptions: boolean;
	/** Offered once the film is over or nearly so. */
	readonly next: Item | null;
}

/** Small words over the film that do not hide with the controls. */
export function PlayerNotes({
	resumedAtMs,
	onStartOver,
	isAway,
	isUnkept,
	hasNoCaptions,
	next,
}: PlayerNotesProps): VNode {
	const [isOffered, setOffered] = useState(resumedAtMs > 0);
	useEffect(() => {
		const timer = setTimeout(() => setOffered(false), OFFERED_MS);
		return () => clearTimeout(timer);
	}, []);
	return (
		<div class="player-notes">
			<div role="status">
				{isAway && (
					<p class="player-note">
						<Icon name="cloud-off" />
						The server is away; your place is kept on this device
					</p>
				)}
				{hasNoCaptions && (
					<p class="player-note">
						<Icon name="captions-off" />
						The server did not give these captions; choose them again to retry
					</p>
				)}
				{isUnkept && (
					<p class="player-note is-alert">
						<Icon name="circle-alert" />
						Your place cannot be kept: this browser's storage does not take it
					</p>
				)}
			</div>
			{isOffered && (
				<p class="player-note">
					Resumed at {timecode(resumedAtMs)}
					<button
						type="button"
						class="button small"
						onClick={() => {
							setOffered(false);
							onStartOver();
						}}
					>
						Start over
					</button>
				</p>
			)}
			{next && (
				<button type="button" class="player-next" onClick={() => replacePage(addressOf("play", next.itemId))}>
					<span>Up next</span>
					<strong>{[episodeCode(next), next.title].filter(Boolean).join(" · ")}</strong>
					<Icon name="chevron-right" />
				</button>
			)}
		</div>
	);
}
