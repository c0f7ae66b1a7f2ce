import type { Account, Login } from "./accounts.ts";
import { failed, invalidValue, problem } from "./answers.ts";
import type { Entry } from "./entry.ts";
import { parseGuid } from "./guid.ts";
import { type Query, Refusal } from "./query.ts";
import { isVisible, type ServerState } from "./server-state.ts";

/** One request on its way through a route. */
export interface Call {
	readonly state: ServerState;
	readonly request: Request;
	readonly query: Query;
	/** The named parts of the path, decoded. */
	readonly path: Readonly<Record<string, string>>;
	/** Who sent a good token; null without. */
	readonly login: Login | null;
}

/** The login of a route that needs one. */
export function signedIn(call: Call): Login {
	if (call.login === null) {
		throw new Error("a route without a gate asked for the login");
	}
	return call.login;
}

/** Whose data is meant: the token's account, or `userId`, which only an administrator may set to another. */
export function actingAccount(call: Call): Account {
	const { account } = signedIn(call);
	const asked = call.path.userId === undefined ? call.query.guid("userId") : guidPart(call, "userId");
	if (asked === null || asked === account.id) {
		return account;
	}
	const other = account.isAdministrator ? call.state.accounts.byId(asked) : undefined;
	if (!other) {
		throw new Refusal(failed(403));
	}
	return other;
}

/** An id in the path; malformed ones are 400. */
export function guidPart(call: Call, name: string): string {
	const value = call.path[name] ?? "";
	const id = parseGuid(value);
	if (id === null) {
		throw new Refusal(invalidValue(name, value));
	}
	return id;
}

/** The item that the path names; 404 when it is gone or in a library that `account` may not see. */
export function itemInPath(call: Call, account: Account | null, name = "itemId"): Entry {
	const entry = call.state.catalogue().byId.get(guidPart(call, name));
	if (!entry || (account !== null && !isVisible(entry, account))) {
		throw new Refusal(problem(404));
	}
	return entry;
}
