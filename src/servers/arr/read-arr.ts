import type { World } from "../../db/world.ts";
import type { ArrDownload, ArrServer, ArrTitle, ArrTitleId } from "../../model/arr.ts";
import { type Outcome, ok } from "../outcome.ts";
import { parseRows } from "../parse-rows.ts";
import { LIST_TIMEOUT_MS, readJson } from "../request.ts";
import { type ArrAccess, asksForKey, readArr, readArrText } from "./client.ts";
import { mapQueue } from "./map-queue.ts";
import { arrTitleId, mapMovie, mapSeries } from "./map-title.ts";
import { movieSchema, queuedSchema, queueSchema, rowsSchema, seriesSchema } from "./schemas.ts";

type Reader = Pick<World, "fetch" | "place">;
type Server = Pick<ArrServer, "arrId" | "kind">;

/** Rows of a queue that are asked for at once, and how often at most. */
const QUEUE_PAGE = 200;
const QUEUE_PAGES = 10;

/** All titles of a server as one text: there are no pages, and tens of MB are for a worker to take apart. */
export async function readTitles(
	world: Reader,
	{ kind }: Server,
	access: ArrAccess,
	signal: AbortSignal,
): Promise<Outcome<string>> {
	const asks = await asksForKey(world, access.baseUrl, signal);
	if (asks.kind !== "ok") return asks;
	const query = kind === "radarr" ? { excludeLocalCovers: true } : {};
	return readArrText(world, access, pathOf(kind), query, signal, { timeoutMs: LIST_TIMEOUT_MS });
}

/** Titles of a list, and of how many nothing but that they are there could be read. */
export interface ArrTitles {
	readonly titles: readonly ArrTitle[];
	readonly skipped: number;
	/** Database keys of rows that could not be read but for their number; null: of some not even that. */
	readonly unread: readonly ArrTitleId[] | null;
}

/** Takes the text of `readTitles` apart. A row that cannot be read is skipped and counted. */
export function parseTitles(server: Server, text: string): Outcome<ArrTitles> {
	const rows = readJson(text, rowsSchema);
	if (rows.kind !== "ok") return rows;
	const { titles, bad } = mapRows(server, rows.value);
	const unread = bad.map((row) => idOf(row)).filter((id) => id !== null);
	return ok({
		titles,
		skipped: bad.length,
		unread: unread.length === bad.length ? unread.map((id) => arrTitleId(server.arrId, id)) : null,
	});
}

/** One title by its number there. */
export async function readTitle(
	world: Reader,
	server: Server,
	access: ArrAccess,
	id: number,
	signal: AbortSignal,
): Promise<Outcome<ArrTitle>> {
	const answer = await readArrText(world, access, `${pathOf(server.kind)}/${id}`, {}, signal);
	if (answer.kind !== "ok") return answer;
	const row = readJson(answer.value, server.kind === "radarr" ? movieSchema : seriesSchema);
	if (row.kind !== "ok") return row;
	const [title] = mapRows(server, [row.value]).titles;
	return title ? ok(title) : { kind: "unreachable", reason: "unreadable" };
}

/** What a server that gave its titles downloads, by the number of the title there. */
export async function readQueue(
	world: Reader,
	access: ArrAccess,
	signal: AbortSignal,
): Promise<Outcome<ReadonlyMap<number, ArrDownload>>> {
	const records: unknown[] = [];
	for (let page = 1; page <= QUEUE_PAGES; page++) {
		const answer = await readArr(world, access, "/queue", { page, pageSize: QUEUE_PAGE }, queueSchema, signal);
		if (answer.kind !== "ok") return answer;
		records.push(...answer.value.records);
		if (records.length >= answer.value.totalRecords || answer.value.records.length === 0) break;
	}
	return ok(mapQueue(parseRows(records, queuedSchema).rows));
}

function pathOf(kind: Server["kind"]): string {
	return kind === "radarr" ? "/movie" : "/series";
}

function mapRows(server: Server, rows: readonly unknown[]): { titles: ArrTitle[]; bad: readonly unknown[] } {
	if (server.kind === "radarr") {
		const movies = parseRows(rows, movieSchema);
		return { titles: movies.rows.map((row) => mapMovie(server, row)), bad: movies.bad };
	}
	const series = parseRows(rows, seriesSchema);
	return { titles: series.rows.map((row) => mapSeries(server, row)), bad: series.bad };
}

function idOf(row: unknown): number | null {
	return typeof row === "object" && row !== null && "id" in row && typeof row.id === "number" ? row.id : null;
}
