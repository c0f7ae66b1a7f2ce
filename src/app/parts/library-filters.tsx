import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { SEEN_FILTERS, type ShelfFacets } from "../../library/shelf-filter.ts";
import type { ShelfView } from "../../library/shelf-order.ts";
import { isFiltered, RESOLUTION_NAMES, SEEN_NAMES, SORTS, shuffleSeed } from "../library-view.ts";
import "../styles/library-filters.css";
import { Icon } from "./icon.tsx";

interface LibraryFiltersProps {
	readonly view: ShelfView;
	/** What there is to filter by; undefined until the worker has answered. */
	readonly facets: ShelfFacets | undefined;
	readonly onChange: (view: ShelfView) => void;
	/** Whether its titles are watched, or only hold such as are. */
	readonly isWatched: boolean;
	/** Leaves nothing out any more. */
	readonly onClear: () => void;
}

/** How a library is ordered and which of its titles are shown. Each choice says how many titles it would leave. */
export function LibraryFilters({ view, facets, isWatched, onChange, onClear }: LibraryFiltersProps): VNode {
	// The lists stay while the worker orders anew: a field that goes and comes takes the focus with it.
	const known = useRef(facets);
	known.current = facets ?? known.current;
	const { genres, decades, ratings, resolutions, favourites, collections, seen } = known.current ?? NOTHING;
	const bar = useRef<HTMLDivElement>(null);
	useEffect(() => {
		if (!bar.current) return;
		const root = document.documentElement.style;
		const observer = new ResizeObserver(([entry]) => {
			root.setProperty("--filters", `${entry?.borderBoxSize[0]?.blockSize ?? 0}px`);
		});
		observer.observe(bar.current);
		return () => {
			observer.disconnect();
			root.removeProperty("--filters");
		};
	}, []);
	const sortBy = (name: string) => {
		const sort = SORTS.find((each) => each.sort === name);
		if (!sort) return;
		const { seed: _seed, ...others } = view;
		const seed = sort.sort === "random" ? { seed: shuffleSeed(Math.random()) } : {};
		onChange({ ...others, ...seed, sort: sort.sort, descending: sort.descending });
	};
	return (
		<div class="filters" ref={bar}>
			{isWatched && (
				<fieldset class="segments" aria-label="Show">
					{SEEN_FILTERS.map((name) => (
						<label key={name} title={known.current ? `${seen[name].toLocaleString()}` : undefined}>
							<input
								type="radio"
								name="seen"
								checked={view.seen === name}
								onChange={() => onChange({ ...view, seen: name })}
							/>
							{SEEN_NAMES[name]}
						</label>
					))}
				</fieldset>
			)}
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
				<TurnRound view={view} onChange={onChange} />
				<Choice
					name="Genre"
					all="All genres"
					chosen={view.genre}
					options={genres.map(({ genre, count }) => ({ value: genre, name: genre, count }))}
					nameOf={(genre) => genre}
					onChange={(genre) => onChange({ ...view, genre })}
				/>
				<Choice
					name="Decade"
					all="All years"
					chosen={numberText(view.decade)}
					options={decades.map(({ decade, count }) => ({ value: `${decade}`, name: `${decade}s`, count }))}
					least={2}
					nameOf={(decade) => `${decade}s`}
					onChange={(decade) => onChange({ ...view, decade: numberFrom(decade) })}
				/>
				<Choice
					name="Rating"
					all="Any rating"
					chosen={numberText(view.rating)}
					options={ratings.map(({ rating, count }) => ({ value: `${rating}`, name: `${rating} and up`, count }))}
					nameOf={(rating) => `${rating} and up`}
					onChange={(rating) => onChange({ ...view, rating: numberFrom(rating) })}
				/>
				<Choice
					name="Resolution"
					all="Any resolution"
					chosen={numberText(view.resolution)}
					options={resolutions.map(({ resolution, count }) => ({
						value: `${resolution}`,
						name: RESOLUTION_NAMES[resolution] ?? `${resolution}`,
						count,
					}))}
					least={2}
					nameOf={(resolution) => RESOLUTION_NAMES[Number(resolution)] ?? resolution}
					onChange={(resolution) => onChange({ ...view, resolution: numberFrom(resolution) })}
				/>
				<Choice
					name="Collection"
					all="All collections"
					chosen={view.collection}
					options={collections.map(({ itemId, title, count }) => ({ value: itemId, name: title, count }))}
					nameOf={() => "This collection"}
					onChange={(chosen) =>
						onChange({ ...view, collection: collections.find(({ itemId }) => itemId === chosen)?.itemId })
					}
				/>
				{(favourites > 0 || view.favourite) && (
					<button
						type="button"
						class="button choice"
						aria-pressed={view.favourite === true}
						onClick={() => onChange({ ...view, favourite: view.favourite ? undefined : true })}
					>
						Favourites{view.favourite ? "" : ` (${favourites.toLocaleString()})`}
					</button>
				)}
				{isFiltered(view) && (
					<button type="button" class="button quiet" onClick={onClear}>
						<Icon name="x" />
						Show everything
					</button>
				)}
			</div>
		</div>
	);
}

const NOTHING: ShelfFacets = {
	seen: { all: 0, unwatched: 0, "in-progress": 0, watched: 0 },
	genres: [],
	decades: [],
	ratings: [],
	resolutions: [],
	favourites: 0,
	collections: [],
};

/** The other way round; of what is shuffled, another time. */
function TurnRound({ view, onChange }: Pick<LibraryFiltersProps, "view" | "onChange">): VNode {
	if (view.sort === "random") {
		return (
			<button
				type="button"
				class="button reverse"
				aria-label="Shuffle again"
				title="Shuffle again"
				onClick={() => onChange({ ...view, seed: shuffleSeed(Math.random()) })}
			>
				<Icon name="refresh-cw" />
			</button>
		);
	}
	return (
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
	);
}

interface ChoiceProps {
	readonly name: string;
	/** What the choice of nothing is called. */
	readonly all: string;
	readonly chosen: string | undefined;
	readonly options: readonly { readonly value: string; readonly name: string; readonly count: number }[];
	/** With fewer options there is nothing to choose. */
	readonly least?: number;
	/** What the chosen one is called when it is none of the options. */
	readonly nameOf: (value: string) => string;
	readonly onChange: (value: string | undefined) => void;
}

/** One list to choose from; not there in a library where every title answers alike. */
function Choice({ name, all, chosen, options, least = 1, nameOf, onChange }: ChoiceProps): ComponentChildren {
	// Once there it stays: other choices may leave it less to offer for a while.
	const isOffered = useRef(false);
	isOffered.current ||= chosen !== undefined || options.length >= least;
	if (!isOffered.current) return null;
	// What was chosen stays in its list, or a link to a genre without titles would show an empty field.
	const isListed = chosen === undefined || options.some(({ value }) => value === chosen);
	return (
		<label>
			<span class="unseen">{name}</span>
			<select
				class="select"
				value={chosen ?? ""}
				onChange={(event) => onChange(event.currentTarget.value || undefined)}
			>
				<option value="">{all}</option>
				{!isListed && <option value={chosen}>{nameOf(chosen)}</option>}
				{options.map(({ value, name, count }) => (
					<option key={value} value={value}>
						{`${name} (${count.toLocaleString()})`}
					</option>
				))}
			</select>
		</label>
	);
}

function numberText(value: number | undefined): string | undefined {
	return value === undefined ? undefined : String(value);
}

function numberFrom(text: string | undefined): number | undefined {
	return text === undefined ? undefined : Number(text);
}
