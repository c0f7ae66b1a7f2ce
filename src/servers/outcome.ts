/**
 * How a network call ended. Exceptions are for bugs, aborts included: an aborted signal gives `unreachable` with reason `aborted`.
 *
 * | kind | means |
 * |---|---|
 * | ok | answered and understood |
 * | unauthorized | 401 (and for Plex: an opaque failure that a second look proved to be one) |
 * | unreachable | timeout, network, 5xx, unreadable answer: never counts as an answer |
 * | blocked | the browser would not let us (mixed content, missing permission, missing CORS headers) |
 * | gone | 404 on a single read |
 * | no-access | 403 |
 * | refused | another 4xx |
 */
export type Outcome<T> =
	| { readonly kind: "ok"; readonly value: T }
	| { readonly kind: "unauthorized" }
	| {
			readonly kind: "unreachable";
			readonly reason: "timeout" | "network" | "server-error" | "unreadable" | "aborted";
			readonly detail?: string;
	  }
	| { readonly kind: "blocked"; readonly reason: "mixed-content" | "permission" | "cors"; readonly detail?: string }
	| { readonly kind: "gone" }
	| { readonly kind: "no-access" }
	| { readonly kind: "refused"; readonly status: number; readonly detail?: string };

export type Failure = Exclude<Outcome<never>, { kind: "ok" }>;

/** Wraps a value as a successful outcome. */
export function ok<T>(value: T): { readonly kind: "ok"; readonly value: T } {
	return { kind: "ok", value };
}
