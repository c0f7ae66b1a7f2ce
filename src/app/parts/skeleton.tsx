import type { VNode } from "preact";

/** Grey shapes of cards, as many as a row or a first screen has. */
export function CardSkeletons({ count, shape }: { count: number; shape: "poster" | "still" | "portrait" }): VNode {
	return (
		<>
			{Array.from({ length: count }, (_, index) => (
				<div key={index} class={`card is-${shape} skeleton`} aria-hidden="true">
					<span class={`picture ${shape}`} />
					<span class="bone" />
					<span class="bone is-short" />
				</div>
			))}
		</>
	);
}

/** A whole page that is not there yet. */
export function PageSkeleton(): VNode {
	return (
		<div class="page" role="status" aria-label="Loading">
			<span class="bone is-title" />
			<div class="poster-grid">
				<CardSkeletons count={12} shape="poster" />
			</div>
		</div>
	);
}
