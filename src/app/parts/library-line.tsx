import type { VNode } from "preact";
import type { Source } from "../../model/source.ts";
import { count } from "../format.ts";
import { sourcesById, stateName } from "../sources.ts";

/** Whose library it is, where that is not clear, and whether its server answers. */
export function OfServer({ source }: { source: Source | undefined }): VNode {
	return (
		<>
			{source && sourcesById.value.size > 1 && <span> · {source.serverName}</span>}
			{source?.state === "away" && <span> · server away</span>}
		</>
	);
}

/** Over how many servers it is, and which of the servers does not answer. */
export function OfServers({ libraries, sources }: { libraries: number; sources: readonly Source[] }): VNode {
	return (
		<>
			<span> · {sources.length > 1 ? count(sources.length, "server") : count(libraries, "library", "libraries")}</span>
			{sources
				.filter(({ state }) => state !== "ok")
				.map((source) => (
					<span key={source.sourceId}>
						{" "}
						· {source.serverName}: {stateName(source).toLowerCase()}
					</span>
				))}
		</>
	);
}
