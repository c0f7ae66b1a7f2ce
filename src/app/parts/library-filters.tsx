import type { VNode } from "preact";
import { useRef } from "preact/hooks";
import { SEEN_FILTERS, type ShelfFacets, type ShelfView } from "../../library/shelf-order.ts";
import { SEEN_NAMES, SORTS } from "../library-view.ts";
import { Icon } from "./icon.tsx";

interface LibraryFiltersProps {
	readonly view: ShelfView;
	/** What there is to filter by; undefined until the worker has answered. */
	readonly facets: ShelfFacets | undefined;
	readonly onChange: (view: ShelfView) => void;
}

/** How a library is ordered and which of its titles are shown. */
export function LibraryFilters({ view, facets, onChange }: LibraryFiltersProps): VNode {
	// The lists stay while the worker orders anew: a field that goes and comes takes the focus with it.
	const known = useRef(facets);
	known.current = facets ?? known.current;
	// What was chosen stays in its list, or a link to a genre without titles would show an empty field.
	const genres = [...(known.current?.genres ?? [])];
	if (view.genre && !genres.some(({ genre }) => genre === view.genre)) genres.push({ genre: view.genre, count: 0 });
	const decades = [...(known.current?.decades ?? [])];
	if (view.decade && !decades.some(({ decade }) => decade === view.decade))
		decades.push({ decade: view.decade, count: 0 });
	const sortBy = (name: string) => {
		const sort = SORTS.find((each) => each.sort === name);
		if (sort) onChange({ ...view, sort: sort.sort, descending: sort.descending });
	};
	return (
		<div class="filters">
			<fieldset class="segments" aria-label="Show">
				{SEEN_FILTERS.map((seen) => (
					<label key={seen}>
						<input type="radio" name="seen" checked={view.seen === seen} onChange={() => onChange({ ...view, seen })} />
						{SEEN_NAMES[seen]}
					</label>
				))}
			</fieldset>
			<div class="filter-lists">
				<label>
					<span class="unseen">Sort by</span>
					<select class="select" value={view.sort} onChange={(event) => sortBy(event.currentTarget.value)}>
						{SORTS.map(({ sort, name }) => (
							<option key={sort} value={sort}>
								{name}
							</option>
						))}
					</select>
				</label>
				<button
					type="button"
					class="button reverse"
					aria-pressed={view.descending}
					aria-label="Other way round"
					title="Other way round"
					onClick={() => onChange({ ...view, descending: !view.descending })}
				>
					<Icon name={view.descending ? "arrow-down-wide-narrow" : "arrow-up-narrow-wide"} />
				</button>
				{genres.length > 0 && (
					<label>
						<span class="unseen">Genre</span>
						<select
							class="select"
							value={view.genre ?? ""}
							onChange={(event) => onChange({ ...view, genre: event.currentTarget.value || undefined })}
						>
							<option value="">All genres</option>
							{genres.map(({ genre, count }) => (
								<option key={genre} value={genre}>
									{genre}
									{count > 0 ? ` (${count})` : ""}
								</option>
							))}
						</select>
					</label>
				)}
				{(decades.length > 1 || view.decade) && (
					<label>
						<span class="unseen">Decade</span>
						<select
							class="select"
							value={view.decade ?? ""}
							onChange={(event) => onChange({ ...view, decade: Number(event.currentTarget.value) || undefined })}
						>
							<option value="">All years</option>
							{decades.map(({ decade, count }) => (
								<option key={decade} value={decade}>
									{decade}s{count > 0 ? ` (${count})` : ""}
								</option>
							))}
						</select>
					</label>
				)}
			</div>
		</div>
	);
}
