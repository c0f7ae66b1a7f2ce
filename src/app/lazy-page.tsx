import type { Attributes, VNode } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { Notice } from "./parts/notice.tsx";
import { PageSkeleton } from "./parts/skeleton.tsx";

/**
 * A page whose code is fetched when it is first opened. While that takes, a skeleton; when it fails (a newer build took the
 * file away, or it was never saved for offline use), a page that says so. A part of a page brings its own `Skeleton`, and keeps it then.
 */
export function lazyPage<P extends object>(
	load: () => Promise<(props: P) => VNode | null>,
	Skeleton: () => VNode | null = PageSkeleton,
): (props: P & Attributes) => VNode | null {
	let loaded: ((props: P) => VNode | null) | null = null;
	return function LazyPage(props: P): VNode | null {
		const [, setArrived] = useState(loaded !== null);
		const [hasFailed, setFailed] = useState(false);
		useLayoutEffect(() => {
			if (loaded) return;
			load().then(
				(page) => {
					loaded = page;
					setArrived(true);
				},
				() => setFailed(true),
			);
		}, []);
		if (loaded) {
			const Page = loaded;
			return <Page {...props} />;
		}
		if (!hasFailed || Skeleton !== PageSkeleton) return <Skeleton />;
		return (
			<Notice icon="cloud-off" title="This page could not be loaded">
				<p>The app was updated, or this part of it was not saved on this device yet.</p>
				<button type="button" class="button primary" onClick={() => location.reload()}>
					Load the app again
				</button>
			</Notice>
		);
	};
}
