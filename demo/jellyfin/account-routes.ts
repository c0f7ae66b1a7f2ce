import { type ClientHeader, type Login, readClientHeader } from "./accounts.ts";
import { empty, failed, json, problem } from "./answers.ts";
import { actingAccount, type Call, guidPart, signedIn } from "./call.ts";
import { printAccount, printSession } from "./print-account.ts";
import { Refusal } from "./query.ts";
import type { QuickConnect } from "./quick-connect.ts";
import { readBody, textField } from "./read-body.ts";
import type { Route } from "./router.ts";
import type { ServerState } from "./server-state.ts";
import { printStamp, stampOf } from "./stamp.ts";

function signedInAnswer(login: Login, state: ServerState, more: Record<string, unknown>): Response {
	return json({
		User: printAccount(login.account, state.serverId),
		SessionInfo: { ...printSession(login, state), ...more },
		AccessToken: login.token,
		ServerId: state.serverId,
	});
}

/** Client, device and version of a request without token; all must be there (02-login #10-12). */
function requiredHeader(call: Call): Required<Omit<ClientHeader, "token">> {
	const { client, device, deviceId, version } = readClientHeader(call.request.headers.get("Authorization"));
	if (!client || !device || !deviceId || !version) {
		throw new Refusal(failed(400));
	}
	return { client, device, deviceId, version };
}

async function signIn(call: Call): Promise<Response> {
	const body = await readBody(call, "request");
	const header = requiredHeader(call);
	const name = textField(body, "Username");
	if (name === undefined) {
		return failed(400);
	}
	const result = call.state.accounts.signIn(name, textField(body, "Pw") ?? "", header);
	if (result.kind !== "ok") {
		return failed(result.kind === "wrong" ? 401 : 403);
	}
	return signedInAnswer(result.login, call.state, { RemoteEndPoint: "127.0.0.1" });
}

function printQuickConnect(request: QuickConnect): Response {
	return json({
		Authenticated: request.account !== null,
		Secret: request.secret,
		Code: request.code,
		DeviceId: request.deviceId,
		DeviceName: request.device,
		AppName: request.client,
		AppVersion: request.version,
		DateAdded: printStamp(stampOf(request.addedAt)),
	});
}

function startQuickConnect(call: Call): Response {
	if (!call.state.isQuickConnectOn) {
		return json("Quick connect is disabled", 401);
	}
	return printQuickConnect(call.state.quickConnects.start(requiredHeader(call)));
}

function pollQuickConnect({ state, query }: Call): Response {
	const request = state.quickConnects.bySecret(query.text("secret") ?? "");
	return request ? printQuickConnect(request) : json("Unknown secret", 404);
}

function authorizeQuickConnect(call: Call): Response {
	const request = call.state.quickConnects.byCode(call.query.text("code") ?? "");
	if (!request) {
		return failed(404);
	}
	if (request.account) {
		return failed(500);
	}
	request.account = actingAccount(call);
	request.addedAt += 60_000;
	return json(true);
}

async function exchangeQuickConnect(call: Call): Promise<Response> {
	const body = await readBody(call, "request");
	const request = call.state.quickConnects.bySecret(textField(body, "Secret") ?? "");
	if (!request?.account) {
		return failed(404);
	}
	request.login ??= call.state.accounts.issue(request.account, {
		client: request.client,
		device: request.device,
		deviceId: request.deviceId,
		version: request.version,
	});
	return signedInAnswer(request.login, call.state, {});
}

function signOut(call: Call): Response {
	const login = signedIn(call);
	call.state.accounts.revoke((other) => other === login);
	call.state.playbacks.end(login);
	return empty(204);
}

async function changePassword(call: Call): Promise<Response> {
	const body = await readBody(call, "request");
	const login = signedIn(call);
	const account = actingAccount(call);
	if (account.password !== (textField(body, "CurrentPw") ?? "") && !login.account.isAdministrator) {
		return failed(403);
	}
	account.password = textField(body, "NewPw") ?? "";
	call.state.accounts.revoke((other) => other.account === account && other !== login);
	return empty(204);
}

function accountList(call: Call): Response {
	return json(call.state.accounts.list.map((account) => printAccount(account, call.state.serverId)));
}

function publicAccounts({ state }: Call): Response {
	const shown = state.accounts.list.filter((account) => !account.isHidden && !account.policy.isDisabled);
	return json(shown.map((account) => printAccount(account, state.serverId)));
}

function oneAccount(call: Call): Response {
	const account = call.state.accounts.byId(guidPart(call, "id"));
	return account ? json(printAccount(account, call.state.serverId)) : problem(404);
}

/** Signing in and out, and who there is. */
export const accountRoutes: readonly Route[] = [
	{ method: "POST", path: "/Users/AuthenticateByName", gate: "open", answer: signIn },
	{ method: "POST", path: "/Users/AuthenticateWithQuickConnect", gate: "open", answer: exchangeQuickConnect },
	{ method: "GET", path: "/QuickConnect/Enabled", gate: "open", answer: ({ state }) => json(state.isQuickConnectOn) },
	{ method: "POST", path: "/QuickConnect/Initiate", gate: "open", answer: startQuickConnect },
	{ method: "GET", path: "/QuickConnect/Connect", gate: "open", answer: pollQuickConnect },
	{ method: "POST", path: "/QuickConnect/Authorize", gate: "user", answer: authorizeQuickConnect },
	{ method: "POST", path: "/Sessions/Logout", gate: "user", answer: signOut },
	{ method: "GET", path: "/Users/Public", gate: "open", answer: publicAccounts },
	{ method: "GET", path: "/Users", gate: "user", answer: accountList },
	{
		method: "GET",
		path: "/Users/Me",
		gate: "user",
		answer: (call) => json(printAccount(signedIn(call).account, call.state.serverId)),
	},
	{ method: "GET", path: "/Users/{id}", gate: "user", answer: oneAccount },
	{
		method: "DELETE",
		path: "/Users/{id}",
		gate: "admin",
		answer: (call) => {
			call.state.accounts.remove(guidPart(call, "id"));
			return empty(204);
		},
	},
	{ method: "POST", path: "/Users/Password", gate: "user", answer: changePassword },
	{
		method: "DELETE",
		path: "/Devices",
		gate: "admin",
		answer: (call) => {
			const id = call.query.text("id");
			call.state.accounts.revoke((login) => login.deviceId === id);
			return empty(204);
		},
	},
];
