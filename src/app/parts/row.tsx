import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "./icon.tsx";

interface RowProps {
	readonly title: string;
	/** Where the heading leads, if anywhere. */
	readonly href?: string;
	/** A quiet remark beside the heading. */
	readonly aside?: ComponentChildren;
	readonly children: ComponentChildren;
}

/** A heading and cards side by side: swiped by touch, moved by arrow keys, by buttons where there is a mouse. */
export function Row({ title, href, aside, children }: RowProps): VNode {
	const strip = useRef<HTMLDivElement>(null);
	const [edges, setEdges] = useState({ atStart: true, atEnd: true });
	useEffect(() => {
		const element = strip.current;
		if (!element) return;
		const look = () => {
			const atStart = element.scrollLeft < 8;
			const atEnd = element.scrollLeft + element.clientWidth > element.scrollWidth - 8;
			setEdges((before) => (before.atStart === atStart && before.atEnd === atEnd ? before : { atStart, atEnd }));
		};
		const observer = new ResizeObserver(look);
		observer.observe(element);
		element.addEventListener("scroll", look, { passive: true });
		look();
		return () => {
			observer.disconnect();
			element.removeEventListener("scroll", look);
		};
	}, [children]);
	const page = (sign: 1 | -1) =>
		strip.current?.scrollBy({ left: sign * strip.current.clientWidth * 0.85, behavior: "smooth" });
	return (
		<section class="row" aria-label={title}>
			<header class="row-head">
				<h2>
					{href ? (
						<a href={href}>
							{title}
							<Icon name="chevron-right" />
						</a>
					) : (
						title
					)}
				</h2>
				{aside}
				<span class="row-arrows" aria-hidden="true">
					<button type="button" tabIndex={-1} disabled={edges.atStart} onClick={() => page(-1)}>
						<Icon name="chevron-left" />
					</button>
					<button type="button" tabIndex={-1} disabled={edges.atEnd} onClick={() => page(1)}>
						<Icon name="chevron-right" />
					</button>
				</span>
			</header>
			<div class={edges.atStart ? "strip" : "strip is-moved"} ref={strip}>
				{children}
			</div>
		</section>
	);
}
