import type { CrashPoints } from "./crash-points.ts";

/**
 * What goes wrong in a drain: with its n-th request (from 1), or at the n-th point at which the device may die.
 *
 * | kind | the n-th request |
 * |---|---|
 * | down | never arrives |
 * | lost-answer | is carried out, its answer is lost |
 * | twice | is carried out twice |
 * | error, garbage | is answered with 503, with broken JSON |
 * | die-before, die-after | is the last thing before which, or with which, the device dies |
 * | die-inside | (the n-th await of any kind) |
 * | offline, signed-out | (all) nobody answers, all answers are 401 |
 */
export interface Trouble {
	readonly kind:
		| "none"
		| "down"
		| "lost-answer"
		| "twice"
		| "error"
		| "garbage"
		| "die-before"
		| "die-after"
		| "die-inside"
		| "offline"
		| "signed-out";
	readonly nth: number;
}
export const NO_TROUBLE: Trouble = { kind: "none", nth: 0 };

/** Names a request by what it is for, without ids and hosts. */
export function requestName({ method, url }: Pick<Request, "method" | "url">): string {
	const { pathname } = new URL(url);
	const path = pathname.replace(/(?<=\/)([0-9a-f]{32}|\d+)(,([0-9a-f]{32}|\d+))*(?=\/|$)/g, "…");
	return `${method} ${path}`;
}

/** A request through the trouble of its drain. `answer`: what the server does with it. */
export async function throughTrouble(
	{ kind, nth }: Trouble,
	at: number,
	request: Request,
	points: CrashPoints,
	answer: (request: Request) => Promise<Response>,
): Promise<Response> {
	const isHit = at === nth;
	const name = requestName(request);
	points.pass(`before ${name}`);
	if (isHit && kind === "die-before") points.die(`before ${name}`);
	if (kind === "offline" || (isHit && kind === "down")) throw new TypeError("Failed to fetch");
	if (kind === "signed-out") return new Response(null, { status: 401 });
	if (isHit && kind === "error") return new Response(null, { status: 503 });
	if (isHit && kind === "twice") await answer(request.clone());
	const answered = await answer(request);
	if (isHit && kind === "garbage") return new Response('{"Items":[{"Id', { status: 200 });
	if (isHit && kind === "lost-answer") throw new TypeError("Failed to fetch");
	if (isHit && kind === "die-after") points.die(`after ${name}`);
	points.pass(`after ${name}`);
	return answered;
}
