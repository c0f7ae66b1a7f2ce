import type { VNode } from "preact";
import { useCallback, useState } from "preact/hooks";
import type { SourceId } from "../../model/ids.ts";
import { type ImageKind, type ImageRef, type ImageWidth, imageWidthFor } from "../../model/image.ts";
import { sourcesById } from "../sources.ts";
import { blurUrl } from "./blur.ts";
import { Icon, type IconName } from "./icon.tsx";
import { usePictureUrl } from "./picture-url.ts";

interface PictureProps {
	readonly image: ImageRef | undefined;
	readonly sourceId: SourceId;
	readonly kind: ImageKind;
	/** How wide it is shown at most, CSS px. */
	readonly width: number;
	/** For pictures at the top of a page: fetched at once. */
	readonly isEager?: boolean;
	/** Shown where there is no picture. */
	readonly fallback?: { readonly icon: IconName; readonly text?: string };
}

/**
 * A picture in a frame of fixed shape: its blurhash first, then itself, faded in; a drawn stand-in where there is none. Always
 * decorative (the title stands beside it). A picture that failed is tried again once its server is back.
 */
export function Picture({ image, sourceId: own, kind, width, isEager = false, fallback }: PictureProps): VNode {
	const sourceId = image?.sourceId ?? own;
	const blur = image?.blurhash ? blurUrl(image.blurhash) : null;
	const attempt = `${image?.ref} ${sourcesById.value.get(sourceId)?.state === "ok"}`;
	const [failed, setFailed] = useState("");
	const hasFailed = failed === attempt;
	return (
		<span class={`picture ${kind}`} style={blur ? { backgroundImage: blur } : undefined}>
			{(!image || (hasFailed && !blur)) && fallback && (
				<span class="stand-in">
					<Icon name={fallback.icon} />
					{fallback.text && <span>{fallback.text}</span>}
				</span>
			)}
			{image && !hasFailed && (
				<LoadedImage
					key={attempt}
					image={image}
					sourceId={sourceId}
					width={imageWidthFor(width, devicePixelRatio)}
					isEager={isEager}
					onFail={() => setFailed(attempt)}
				/>
			)}
		</span>
	);
}

interface LoadedImageProps {
	readonly image: ImageRef;
	readonly sourceId: SourceId;
	readonly width: ImageWidth;
	readonly isEager: boolean;
	readonly onFail: () => void;
}

function LoadedImage({ image, sourceId, width, isEager, onFail }: LoadedImageProps): VNode {
	const [isLoaded, setLoaded] = useState(false);
	const { url, watch } = usePictureUrl({ sourceId, ref: image.ref, width, isEager, onFail });
	// One function for the life of the element: a new one each time would count as leaving the page and take the address away.
	const follow = useCallback((element: HTMLImageElement | null) => {
		watch(element);
		if (!element) return undefined;
		if (element.complete && element.naturalWidth > 0) element.classList.add("is-instant");
		// A poster that was scrolled past must not hold up those on screen: no address, no request.
		return () => {
			if (!element.complete) element.removeAttribute("src");
		};
	}, []);
	return (
		<img
			ref={follow}
			class={isLoaded ? "is-loaded" : ""}
			src={url}
			alt=""
			decoding="async"
			loading={isEager ? "eager" : "lazy"}
			fetchPriority={isEager ? "high" : "auto"}
			draggable={false}
			onLoad={() => setLoaded(true)}
			onError={onFail}
		/>
	);
}
