import { guidOf, randomHex } from "./guid.ts";
import type { JellyfinAccount } from "./options.ts";

/** What an administrator may forbid. */
export interface Policy {
	readonly isDisabled: boolean;
	readonly preferenceAccess: boolean;
	readonly contentDownloading: boolean;
	readonly videoTranscoding: boolean;
	readonly mediaPlayback: boolean;
	/** Views the account may see; null: all. */
	readonly enabledFolders: readonly string[] | null;
	/** -1: never locked out. */
	readonly attemptsBeforeLockout: number;
	/** 0: no limit. */
	readonly maxActiveSessions: number;
}

export interface Account {
	readonly id: string;
	readonly name: string;
	password: string;
	readonly isAdministrator: boolean;
	readonly isHidden: boolean;
	policy: Policy;
	failedAttempts: number;
	/** Locked out by wrong passwords: tokens rest, but are not dead (02-login #19, #22). */
	isLockedOut: boolean;
	lastLogin: number;
}

/** The fields of an `Authorization: MediaBrowser …` header. */
export interface ClientHeader {
	readonly client?: string;
	readonly device?: string;
	readonly deviceId?: string;
	readonly version?: string;
	readonly token?: string;
}

/** A token and whose it is. */
export interface Login {
	readonly token: string;
	readonly account: Account;
	readonly client: string;
	readonly device: string;
	readonly deviceId: string;
	readonly version: string;
}

const openPolicy: Policy = {
	isDisabled: false,
	preferenceAccess: true,
	contentDownloading: true,
	videoTranscoding: true,
	mediaPlayback: true,
	enabledFolders: null,
	attemptsBeforeLockout: -1,
	maxActiveSessions: 0,
};

const noFields: ClientHeader = {};

/** Reads the header; an empty object when it is absent or of another scheme. Values are URL-decoded as the server does. */
export function readClientHeader(header: string | null): ClientHeader {
	const fields = /^MediaBrowser\s+(.*)$/is.exec(header ?? "")?.[1];
	if (fields === undefined) {
		return noFields;
	}
	const values = new Map<string, string>();
	for (const [, name = "", value = ""] of fields.matchAll(/(\w+)="([^"]*)"/g)) {
		values.set(name.toLowerCase(), decode(value));
	}
	const read: Record<string, string> = {};
	for (const name of ["client", "device", "deviceId", "version", "token"]) {
		const value = values.get(name.toLowerCase());
		if (value) read[name] = value;
	}
	return read;
}

function decode(value: string): string {
	try {
		return decodeURIComponent(value.replaceAll("+", " "));
	} catch {
		return value;
	}
}

export type SignIn = { readonly kind: "ok"; readonly login: Login } | { readonly kind: "wrong" | "forbidden" };

/** The accounts of the server with their tokens. */
export class Accounts {
	readonly list: Account[] = [];
	readonly #tokens = new Map<string, Login>();
	readonly #now: () => number;

	constructor(given: readonly JellyfinAccount[], now: () => number) {
		this.#now = now;
		for (const account of given) {
			this.add(account);
		}
	}

	/** Adds an account; gives it. */
	add(given: JellyfinAccount): Account {
		const account: Account = {
			id: given.id ?? guidOf("user", given.name),
			name: given.name,
			password: given.password,
			isAdministrator: given.isAdministrator ?? false,
			isHidden: given.isHidden ?? false,
			policy: openPolicy,
			failedAttempts: 0,
			isLockedOut: false,
			lastLogin: this.#now(),
		};
		this.list.push(account);
		return account;
	}

	/** Takes an account away, its tokens too. */
	remove(id: string): void {
		const index = this.list.findIndex((account) => account.id === id);
		if (index >= 0) this.list.splice(index, 1);
		this.revoke((login) => login.account.id === id);
	}

	byId(id: string): Account | undefined {
		return this.list.find((account) => account.id === id);
	}

	byName(name: string): Account | undefined {
		return this.list.find((account) => account.name.toLowerCase() === name.toLowerCase());
	}

	/** Changes what the administrator allows; disabling ends all tokens for good (01-unauthenticated #30-34). */
	setPolicy(account: Account, patch: Partial<Policy>): void {
		account.policy = { ...account.policy, ...patch };
		if (patch.isDisabled) {
			this.revoke((login) => login.account === account);
		}
		if (patch.isDisabled === false) {
			account.isLockedOut = false;
			account.failedAttempts = 0;
		}
	}

	/** Who sent the token; null for a token that is unknown, dead or at rest. */
	login(token: string): Login | null {
		const login = this.#tokens.get(token);
		return login && !login.account.isLockedOut && !login.account.policy.isDisabled ? login : null;
	}

	/** Password sign-in: wrong name or password, or an account that may not (02-login). */
	signIn(name: string, password: string, header: Required<Omit<ClientHeader, "token">>): SignIn {
		const account = this.byName(name);
		if (!account) {
			return { kind: "wrong" };
		}
		const { isDisabled, attemptsBeforeLockout, maxActiveSessions } = account.policy;
		if (isDisabled || account.isLockedOut) {
			return { kind: "forbidden" };
		}
		if (account.password !== password) {
			account.failedAttempts++;
			account.isLockedOut = attemptsBeforeLockout >= 0 && account.failedAttempts >= attemptsBeforeLockout;
			return { kind: "wrong" };
		}
		account.failedAttempts = 0;
		const others = [...this.#tokens.values()].filter(
			(login) => login.account === account && login.deviceId !== header.deviceId,
		);
		if (maxActiveSessions > 0 && others.length >= maxActiveSessions) {
			return { kind: "forbidden" };
		}
		return { kind: "ok", login: this.issue(account, header) };
	}

	/** A token for the account; an earlier one of the same device and account dies. */
	issue(account: Account, header: Required<Omit<ClientHeader, "token">>): Login {
		this.revoke((login) => login.account === account && login.deviceId === header.deviceId);
		const login: Login = { token: randomHex(32), account, ...header };
		account.lastLogin = this.#now();
		this.#tokens.set(login.token, login);
		return login;
	}

	/** Ends the tokens that `matches` picks. */
	revoke(matches: (login: Login) => boolean): void {
		for (const [token, login] of this.#tokens) {
			if (matches(login)) this.#tokens.delete(token);
		}
	}
}
