import { empty } from "./answers.ts";
import type { Call } from "./call.ts";

/** Who may call a route. */
export type Gate = "open" | "user" | "admin";

export interface Route {
	readonly method: string;
	/** `/Items/{itemId}/Images/{imageType}`; compared without regard to case. */
	readonly path: string;
	readonly gate: Gate;
	readonly answer: (call: Call) => Response | Promise<Response>;
}

/** What a path leads to: a route with the named parts, the methods that would have been right, or nothing. */
export type Found =
	| { readonly kind: "route"; readonly route: Route; readonly parts: Record<string, string> }
	| { readonly kind: "wrong-method"; readonly allowed: readonly string[] }
	| { readonly kind: "none" };

/** Finds routes by their fixed parts. */
export function createRouter(routes: readonly Route[]): (method: string, pathname: string) => Found {
	const bySize = new Map<number, { route: Route; pattern: string[] }[]>();
	for (const route of routes) {
		const pattern = route.path.slice(1).split("/");
		const same = bySize.get(pattern.length) ?? [];
		same.push({ route, pattern });
		bySize.set(pattern.length, same);
	}
	for (const same of bySize.values()) {
		same.sort((a, b) => namedParts(a.pattern) - namedParts(b.pattern));
	}
	return (method, pathname) => {
		const parts = pathname
			.replace(/^\/|\/$/g, "")
			.split("/")
			.map(decodePart);
		const matching = (bySize.get(parts.length) ?? []).filter(({ pattern }) =>
			pattern.every((part, index) => part.startsWith("{") || part.toLowerCase() === parts[index]?.toLowerCase()),
		);
		const hit = matching.find(({ route }) => route.method === method);
		if (hit) {
			const named: Record<string, string> = {};
			for (const [index, part] of hit.pattern.entries()) {
				if (part.startsWith("{")) named[part.slice(1, -1)] = parts[index] ?? "";
			}
			return { kind: "route", route: hit.route, parts: named };
		}
		if (matching.length > 0) {
			return { kind: "wrong-method", allowed: [...new Set(matching.map(({ route }) => route.method))].sort() };
		}
		return { kind: "none" };
	};
}

function namedParts(pattern: readonly string[]): number {
	return pattern.filter((part) => part.startsWith("{")).length;
}

function decodePart(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

/** Runs the route behind its gate: 401 without a good token, 403 for what only administrators may. */
export function pass(route: Route, call: Call): Response | Promise<Response> {
	if (route.gate !== "open" && call.login === null) {
		return empty(401);
	}
	if (route.gate === "admin" && !call.login?.account.isAdministrator) {
		return empty(403);
	}
	return route.answer(call);
}
