import type { SettingName } from "../db/settings.ts";
import type { ScopeKind } from "./scopes.ts";

/** The setting that holds the TTL of a kind of scope. DESIGN.md §3. */
export function ttlOf(kind: ScopeKind): Extract<SettingName, `ttl.${string}`> {
	if (kind === "libraries" || kind === "home" || kind === "titles") return `ttl.${kind}`;
	return kind === "full" || kind === "credits" ? "ttl.full" : "ttl.children";
}
