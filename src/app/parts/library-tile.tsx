import type { VNode } from "preact";
import { addressOf } from "../address.ts";
import { type LibraryShown, sizeInWords } from "../libraries-on-device.ts";
import { sourcesById } from "../sources.ts";
import { averageColour } from "./blur.ts";
import { Picture } from "./picture.tsx";
import "../styles/library-tile.css";

interface LibraryTileProps {
	readonly shown: LibraryShown;
	/** The name of its server, where those of several stand side by side. */
	readonly server?: string | undefined;
	/** What to say of it in the place of how much of it is here. */
	readonly line?: string;
}

/** A library as a wide tile with a few of its posters. */
export function LibraryTile({ shown, server, line }: LibraryTileProps): VNode {
	const { library, faces } = shown;
	const state = sourcesById.value.get(library.sourceId)?.state;
	const tint = averageColour(faces[0]?.poster?.blurhash);
	return (
		<a
			class="library-tile"
			href={addressOf("library", library.libraryId)}
			style={tint ? { "--art": `rgb(${tint})` } : undefined}
		>
			<span class="library-faces">
				{faces.map((item) => (
					<Picture key={item.itemId} image={item.poster} sourceId={item.sourceId} kind="poster" width={96} />
				))}
			</span>
			<span class="library-words">
				<span class="library-name">{library.title}</span>
				<span class="card-line">
					{[line ?? sizeInWords(library.kind, shown), server, state === "away" ? "away" : undefined]
						.filter(Boolean)
						.join(" · ")}
				</span>
			</span>
		</a>
	);
}
