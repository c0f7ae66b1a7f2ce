import type { VNode } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { saidApartFrom } from "../../catalog/rule.ts";
import { asServerSays, idsOf } from "../../model/corrected.ts";
import type { ItemId } from "../../model/ids.ts";
import type { Item } from "../../model/item.ts";
import type { Corrections, OwnField } from "../../model/title.ts";
import { useCopies } from "../copies.ts";
import { type CorrectForm, type FormProblem, formOf, readForm, type TitleItem, typed } from "../correct-form.ts";
import { correctNow, ruleOnCopies } from "../correct-now.ts";
import { duration } from "../format.ts";
import { useLatest } from "../live.ts";
import { sourcesById } from "../sources.ts";
import { world } from "../world.ts";
import { copyLine } from "./also-on.tsx";
import { Dialog } from "./dialog.tsx";
import { Icon } from "./icon.tsx";
import { PosterChoice } from "./poster-choice.tsx";
import "../styles/correct.css";

const CATALOGUES = [
	["imdb", "IMDb", "tt0017136"],
	["tmdb", "TMDB", "19"],
	["tvdb", "TVDB", "77526"],
] as const;

type Texts = Omit<CorrectForm, "poster">;

/** Corrects what a server says of a film or show. The person's word stands over every refresh until they take it back. */
export function CorrectDialog(props: { item: TitleItem; own: Corrections | undefined; onClose: () => void }): VNode {
	const { item, own, onClose } = props;
	const server = asServerSays(item);
	const [opened] = useState({ item, own });
	const [form, setForm] = useState(() => formOf(item, own));
	const [problems, setProblems] = useState<FormProblem>({});
	const element = useRef<HTMLFormElement>(null);
	useEffect(() => element.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(), [problems]);
	const [isBusy, setBusy] = useState(false);
	const copies = useCopies(item);
	const others = useLatest(() => saidApartFrom(world.db, item.itemId), [item.itemId]) ?? [];
	const isCopy = new Set(copies.map(({ itemId }) => itemId));
	const [toggled, setToggled] = useState<ReadonlySet<ItemId>>(new Set());
	const set = (change: Partial<CorrectForm>) => setForm({ ...form, ...change });
	const save = async (event: Event) => {
		event.preventDefault();
		const read = readForm(form, opened.item, opened.own);
		if ("problems" in read) return setProblems(read.problems);
		setProblems({});
		setBusy(true);
		const isCorrected = Object.keys(read.said).length === 0 || (await correctNow(item, own, read.said));
		const known = [...new Set([...copies, ...others].map(({ itemId }) => itemId))];
		const same = known.filter((itemId) => isCopy.has(itemId) !== toggled.has(itemId));
		const apart = known.filter((itemId) => !same.includes(itemId));
		const isDone = isCorrected && (toggled.size === 0 || (await ruleOnCopies(item, same, apart)));
		setBusy(false);
		if (isDone) onClose();
	};
	const takeAllBack = async () => {
		setBusy(true);
		const all = Object.keys(own?.values ?? {}).map((field) => [field, null]);
		const isDone = await correctNow(item, own, Object.fromEntries(all));
		setBusy(false);
		if (isDone) onClose();
	};
	const field = (name: keyof FormProblem & keyof Texts, label: string, more: Partial<FieldProps> = {}) => (
		<Field
			label={label}
			value={form[name]}
			problem={problems[name]}
			onType={(text) => set(typed(form, name, text, opened.item))}
			{...more}
		/>
	);
	return (
		<Dialog title={`Correct ${item.title}`} onClose={onClose}>
			<form ref={element} class="panel-form correct-form" onSubmit={save} noValidate>
				<p class="quiet">
					Only here: nothing is changed on {sourcesById.value.get(item.sourceId)?.serverName ?? "the server"}. What you
					correct stays, whatever the server says later. Empty a field to go back to the server’s.
				</p>
				{field("name", "Title", { note: noteOf(own, "name", server.title) })}
				<div class="correct-pair">
					{field("sortTitle", "Sorted as", { note: noteOf(own, "sortTitle", server.sortTitle) })}
					{field("year", "Year", { note: noteOf(own, "year", server.year), isNumber: true })}
				</div>
				<PosterChoice
					copies={[item, ...copies]}
					chosen={form.poster}
					note={noteOf(own, "poster", undefined)}
					onChoose={(poster) => set({ poster })}
				/>
				<fieldset class="correct-ids">
					<legend>Numbers at public catalogues</legend>
					<p class="quiet">By these, titles on several servers are told to be the same.</p>
					<div class="correct-triple">
						{CATALOGUES.map(([catalogue, label, like]) => field(catalogue, label, { like }))}
					</div>
					{own?.at.ids !== undefined && <small class="correct-note">{noteOf(own, "ids", saidIds(item))}</small>}
				</fieldset>
				<Copies
					copies={[...copies, ...others.filter(({ itemId }) => !isCopy.has(itemId))]}
					isSame={(itemId) => isCopy.has(itemId) !== toggled.has(itemId)}
					onToggle={(itemId) => setToggled(withToggled(toggled, itemId))}
				/>
				{own && (
					<button type="button" class="button small correct-revert" disabled={isBusy} onClick={takeAllBack}>
						<Icon name="undo-2" />
						Take all corrections back
					</button>
				)}
				<div class="actions">
					<button type="button" class="button" onClick={onClose}>
						Cancel
					</button>
					<button type="submit" class="button primary" disabled={isBusy}>
						Save
					</button>
				</div>
			</form>
		</Dialog>
	);
}

interface FieldProps {
	readonly label: string;
	readonly value: string;
	readonly onType: (text: string) => void;
	readonly problem?: string | undefined;
	readonly note?: string | undefined;
	readonly like?: string;
	readonly isNumber?: boolean;
}

function Field({ label, value, onType, problem, note, like, isNumber = false }: FieldProps): VNode {
	const id = useId();
	return (
		<div class="field">
			<label for={id}>{label}</label>
			<input
				id={id}
				class="input"
				value={value}
				dir={like || isNumber ? undefined : "auto"}
				placeholder={like}
				autoCapitalize={like ? "none" : undefined}
				spellcheck={false}
				inputMode={isNumber ? "numeric" : undefined}
				aria-invalid={problem !== undefined}
				aria-describedby={`${id}-note`}
				onInput={(event) => onType(event.currentTarget.value)}
			/>
			<small
				id={`${id}-note`}
				class={problem ? "correct-problem" : "correct-note"}
				role={problem ? "alert" : undefined}
			>
				{problem ?? note}
			</small>
		</div>
	);
}

/** Which items on other servers are the same title: the copies, and what a person once said not to be one. */
function Copies(props: {
	copies: readonly Item[];
	isSame: (itemId: ItemId) => boolean;
	onToggle: (itemId: ItemId) => void;
}): VNode | null {
	if (props.copies.length === 0) return null;
	return (
		<fieldset class="correct-copies">
			<legend>The same title</legend>
			{props.copies.map((copy) => (
				<label key={copy.itemId}>
					<input type="checkbox" checked={props.isSame(copy.itemId)} onChange={() => props.onToggle(copy.itemId)} />
					<span>
						{copyLine(copy)}
						<span class="card-line">
							{[asServerSays(copy).title, asServerSays(copy).year, copy.durationMs && duration(copy.durationMs)]
								.filter(Boolean)
								.join(" · ")}
						</span>
					</span>
				</label>
			))}
			<small class="correct-note">Untick what is another title: it stays apart, whatever its numbers say.</small>
		</fieldset>
	);
}

function withToggled(set: ReadonlySet<ItemId>, itemId: ItemId): ReadonlySet<ItemId> {
	const next = new Set(set);
	if (!next.delete(itemId)) next.add(itemId);
	return next;
}

function saidIds(item: TitleItem): string {
	const { corrected: _, ...plain } = item;
	return CATALOGUES.flatMap(([catalogue, label]) => {
		const id = idsOf(plain)[catalogue];
		return id ? [`${label} ${id}`] : [];
	}).join(", ");
}

/** `Yours since 21 Nov 2026; the server says Metropolis.` */
function noteOf(own: Corrections | undefined, field: OwnField, says: string | number | undefined): string | undefined {
	const at = own?.at[field];
	if (at === undefined) return undefined;
	const since = `Yours since ${new Date(at).toLocaleDateString(undefined, { dateStyle: "medium" })}`;
	if (field === "poster") return `${since}.`;
	return says ? `${since}. The server says ${says}.` : `${since}. The server says nothing.`;
}
