import type { VNode } from "preact";
import { seasonsOf } from "../../db/title-queries.ts";
import { asServerSays } from "../../model/corrected.ts";
import type { ImageRef } from "../../model/image.ts";
import type { Item } from "../../model/item.ts";
import type { TitlePicture } from "../../model/title.ts";
import { useLatest } from "../live.ts";
import { sourcesById } from "../sources.ts";
import { world } from "../world.ts";
import { Picture } from "./picture.tsx";

interface PosterChoiceProps {
	/** Of the title, the one that is looked at first. */
	readonly copies: readonly Item[];
	/** Undefined: each server's own. */
	readonly chosen: TitlePicture | undefined;
	readonly note: string | undefined;
	readonly onChoose: (poster: TitlePicture | undefined) => void;
}

/** The posters that there are of a title: of all copies and, of a show, of its seasons; the server's own comes first. Nothing where there is no choice. */
export function PosterChoice({ copies, chosen, note, onChoose }: PosterChoiceProps): VNode | null {
	const seasons =
		useLatest(
			async () => (await Promise.all(copies.map(({ itemId }) => seasonsOf(world.db, itemId)))).flat(),
			[copies.map(({ itemId }) => itemId).join()],
		) ?? [];
	const [own, ...others] = copies.map(asServerSays);
	const found = [
		...others.flatMap(({ sourceId, poster }) => (poster ? [choiceOf(sourceId, poster, nameOf(sourceId))] : [])),
		...seasons.flatMap(({ sourceId, poster, title }) => {
			const label = others.length > 0 ? `${title} · ${nameOf(sourceId)}` : title;
			return poster ? [choiceOf(sourceId, poster, label)] : [];
		}),
		...(chosen ? [choiceOf(chosen.sourceId, chosen.image, nameOf(chosen.sourceId))] : []),
	];
	const isOwn = ({ picture }: Choice) => picture.image.ref === own?.poster?.ref && picture.sourceId === own?.sourceId;
	// Seasons without a poster of their own give their show's.
	const choices = [...new Map([...found].reverse().map((one) => [one.key, one])).values()]
		.reverse()
		.filter((one) => !isOwn(one));
	if (own === undefined || choices.length === 0) return null;
	const chosenKey = chosen && choiceOf(chosen.sourceId, chosen.image, "").key;
	return (
		<fieldset class="correct-posters">
			<legend>Poster</legend>
			<Poster
				label="The server’s own"
				picture={own.poster && { sourceId: own.sourceId, image: own.poster }}
				isChosen={chosen === undefined}
				onChoose={() => onChoose(undefined)}
			/>
			{choices.map(({ key, label, picture }) => (
				<Poster
					key={key}
					label={label}
					picture={picture}
					isChosen={key === chosenKey}
					onChoose={() => onChoose(picture)}
				/>
			))}
			{note && <small class="correct-note">{note}</small>}
		</fieldset>
	);
}

interface Choice {
	readonly key: string;
	readonly label: string;
	readonly picture: TitlePicture;
}

function choiceOf(sourceId: string, image: ImageRef, label: string): Choice {
	return { key: `${sourceId} ${image.ref}`, label, picture: { sourceId, image } };
}

function nameOf(sourceId: string): string {
	return sourcesById.value.get(sourceId)?.serverName ?? "Another server";
}

function Poster(props: {
	label: string;
	picture: TitlePicture | undefined;
	isChosen: boolean;
	onChoose: () => void;
}): VNode {
	return (
		<label class="correct-poster">
			<input type="radio" name="poster" class="unseen" checked={props.isChosen} onChange={props.onChoose} />
			<Picture
				image={props.picture?.image}
				sourceId={props.picture?.sourceId ?? ""}
				kind="poster"
				width={120}
				fallback={{ icon: "film" }}
			/>
			<span>{props.label}</span>
		</label>
	);
}
