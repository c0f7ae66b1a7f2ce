import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { type CreditWithPerson, creditsOf } from "../../db/title-queries.ts";
import { creditsScope } from "../../library/scopes.ts";
import { holdsTitles, type Item } from "../../model/item.ts";
import type { CreditKind } from "../../model/person.ts";
import { addressOf } from "../address.ts";
import { useLive } from "../live.ts";
import { sourcesById } from "../sources.ts";
import { world } from "../world.ts";
import { Picture } from "./picture.tsx";
import { Row } from "./row.tsx";
import { CardSkeletons } from "./skeleton.tsx";
import "../styles/cast.css";

/** So many portraits make a row; the rest comes when asked for. */
const FIRST_CAST = 30;

const CREW: Readonly<Partial<Record<CreditKind, string>>> = {
	director: "Directed by",
	creator: "Created by",
	writer: "Written by",
	producer: "Produced by",
	composer: "Music by",
	other: "Also",
};

/** Who is in it and who made it, each leading to their own page. Read from the database; complete once it was read in full. */
export function CastAndCrew({ item, isRefreshing }: { item: Item; isRefreshing: boolean }): VNode | null {
	const [isLong, setLong] = useState(false);
	const live = useLive(() => creditsOf(world.db, item.itemId), [item.itemId]);
	const freshness = useLive(() => world.db.freshness.get(creditsScope(item.itemId)), [item.itemId]);
	const credits = live.kind === "ready" ? live.value : [];
	const cast = credits.filter((credit) => credit.kind === "actor" || credit.kind === "guest");
	const crew = credits.filter((credit) => credit.kind !== "actor" && credit.kind !== "guest");
	if (item.kind === "season" || holdsTitles(item)) return null;
	if (credits.length === 0) {
		const isComplete = freshness.kind === "ready" && (freshness.value?.fetchedAt ?? 0) > 0;
		if (isComplete) return null;
		if (isRefreshing || live.kind === "loading") {
			return (
				<Row title="Cast">
					<CardSkeletons count={8} shape="portrait" />
				</Row>
			);
		}
		return sourcesById.value.get(item.sourceId)?.state === "ok" ? null : (
			<p class="aside-note">The cast appears here once the server has been reached.</p>
		);
	}
	return (
		<>
			{cast.length > 0 && (
				<Row title="Cast" aside={<span class="row-aside">{cast.length}</span>}>
					{(isLong ? cast : cast.slice(0, FIRST_CAST)).map((credit) => (
						<PersonCard key={credit.order} credit={credit} />
					))}
					{!isLong && cast.length > FIRST_CAST && (
						<button type="button" class="more-card is-portrait" onClick={() => setLong(true)}>
							+{cast.length - FIRST_CAST}
							<span class="unseen"> more</span>
						</button>
					)}
				</Row>
			)}
			{crew.length > 0 && <Crew crew={crew} />}
		</>
	);
}

function PersonCard({ credit }: { credit: CreditWithPerson }): VNode {
	return (
		<a class="card is-portrait" href={addressOf("person", credit.personId)}>
			<span class="frame is-round">
				<Picture
					image={credit.person?.portrait}
					sourceId={credit.person?.sourceId ?? ""}
					kind="portrait"
					width={128}
					fallback={{ icon: "user" }}
				/>
			</span>
			<span class="card-title">{credit.name}</span>
			<span class="card-line">{credit.role ?? (credit.kind === "guest" ? "Guest" : "")}&nbsp;</span>
		</a>
	);
}

function Crew({ crew }: { crew: readonly CreditWithPerson[] }): VNode {
	const kinds = [...new Set(crew.map((credit) => credit.kind))];
	return (
		<dl class="crew">
			{kinds.map((kind) => (
				<div key={kind}>
					<dt>{CREW[kind] ?? "Also"}</dt>
					<dd>
						{crew
							.filter((credit) => credit.kind === kind)
							.map((credit) => (
								<a key={credit.order} href={addressOf("person", credit.personId)}>
									{credit.name}
									{kind === "other" && credit.role ? ` (${credit.role})` : ""}
								</a>
							))}
					</dd>
				</div>
			))}
		</dl>
	);
}
