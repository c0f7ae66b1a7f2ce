import type { DemoClock } from "../emulator.ts";
import type { Account, Accounts } from "./accounts.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Entry } from "./entry.ts";
import type { RowContext } from "./item-row.ts";
import type { JellyfinOptions } from "./options.ts";
import type { Playbacks } from "./playbacks.ts";
import type { QuickConnects } from "./quick-connect.ts";
import { type ResumeRule, type UserData, type UserDataRows, untouched } from "./user-data.ts";

/** Everything the endpoints read and change. */
export interface ServerState {
	readonly options: JellyfinOptions;
	readonly clock: DemoClock;
	readonly serverId: string;
	readonly name: string;
	readonly version: string;
	readonly startedAt: number;
	readonly accounts: Accounts;
	readonly quickConnects: QuickConnects;
	readonly playbacks: Playbacks;
	readonly rule: ResumeRule;
	isQuickConnectOn: boolean;
	/** Origins that may call; "*" for all. */
	corsHosts: readonly string[];
	writes: number;
	sessions: number;
	catalogue(): Catalogue;
	dataOf(account: Account): UserDataRows;
	setData(account: Account, entry: Entry, data: UserData): void;
	/**
	 * What the server's own object of an item says where it is not what is stored; by `staleKey`. Single reads and writes go by it
	 * until the next write or scan; rows of lists never do (06-playing-stale-snapshots #17-44).
	 */
	readonly staleObjects: Map<string, UserData>;
	rowContext(account: Account): RowContext;
	/** Tells the account's clients of what was done with an item. Not of progress (09-websocket #16). */
	tellOfUserData(account: Account, entry: Entry): void;
}

/** Key of `staleObjects`. */
export function staleKey(account: Account, entry: Entry): string {
	return `${account.id}/${entry.id}`;
}

/** What single reads see and writes start from. */
export function objectData(state: ServerState, account: Account, entry: Entry): UserData {
	return state.staleObjects.get(staleKey(account, entry)) ?? state.dataOf(account).get(entry.id) ?? untouched;
}

/** The account may see the library that the item is in. */
export function isVisible(entry: Entry, account: Account): boolean {
	const { enabledFolders } = account.policy;
	return enabledFolders === null || entry.libraryId === null || enabledFolders.includes(entry.libraryId);
}

/** Which portraits there are. */
export function portraitRule(state: ServerState): (name: string) => boolean {
	return state.rowContext(state.accounts.list[0] ?? noAccount()).hasPortrait;
}

function noAccount(): never {
	throw new Error("a server needs an account");
}
