import type { DemoClock } from "../emulator.ts";
import type { Account, Accounts } from "./accounts.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Entry } from "./entry.ts";
import type { RowContext } from "./item-row.ts";
import type { JellyfinOptions } from "./options.ts";
import type { Playbacks } from "./playbacks.ts";
import type { QuickConnects } from "./quick-connect.ts";
import type { ResumeRule, UserData, UserDataRows } from "./user-data.ts";

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
	rowContext(account: Account): RowContext;
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
