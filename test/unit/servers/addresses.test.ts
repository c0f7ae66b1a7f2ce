import { describe, expect, test } from "vitest";
import type { Dialect } from "../../../src/model/source.ts";
import { plexAddress } from "../../../src/servers/connect/add-address.ts";
import { addressCandidates } from "../../../src/servers/connect/address-candidates.ts";
import { isSupportedJellyfin } from "../../../src/servers/connect/server-version.ts";
import { hostKind } from "../../../src/servers/host-kind.ts";
import { isPageOnly, type Place, reachableFrom, targetAddressSpace } from "../../../src/servers/reachable-from.ts";
import { mayCarryToken, needsPage, usableAddresses } from "../../../src/servers/usable-addresses.ts";

const securePage: Place = { kind: "page", scheme: "https", isLoopback: false };
const secureWorker: Place = { kind: "worker", scheme: "https", isLoopback: false };
const loopbackPage: Place = { kind: "page", scheme: "http", isLoopback: true };
const loopbackWorker: Place = { kind: "worker", scheme: "http", isLoopback: true };
const lanPage: Place = { kind: "page", scheme: "http", isLoopback: false };
const lanWorker: Place = { kind: "worker", scheme: "http", isLoopback: false };

describe("an address", () => {
	test.each([
		["https://media.example", [true, true, true, true, true, true]],
		["http://127.0.0.1:8096", [true, false, true, true, true, false]],
		["http://192.168.1.20:8096", [true, false, true, true, true, false]],
		["http://nas.local:8096", [true, false, true, true, true, false]],
		["http://media.example", [true, false, true, true, true, false]],
		["http://203.0.113.7:8096", [false, false, true, true, true, false]],
		["ftp://nas", [false, false, false, false, false, false]],
		["not an address", [false, false, false, false, false, false]],
	])("%s is tried from the places that a browser lets reach it", (url, expected) => {
		const places = [securePage, secureWorker, loopbackPage, loopbackWorker, lanPage, lanWorker];
		expect(places.map((place) => reachableFrom(place, url))).toEqual(expected);
	});

	test.each([
		["localhost", "loopback"],
		["app.localhost", "loopback"],
		["127.8.9.1", "loopback"],
		["[::1]", "loopback"],
		["10.0.0.1", "lan"],
		["172.16.0.1", "lan"],
		["172.32.0.1", "public-ip"],
		["169.254.1.1", "lan"],
		["100.64.0.1", "lan"],
		["[fd00::1]", "lan"],
		["[fe80::1]", "lan"],
		["[2001:db8::1]", "public-ip"],
		["nas", "lan"],
		["NAS.Local.", "lan"],
		["media.example", "name"],
		["192-168-1-20.0123456789abcdef.plex.direct", "lan"],
		["203-0-113-7.0123456789abcdef.plex.direct", "name"],
		["127-0-0-1.0123456789abcdef.plex.direct", "name"],
	])("with the host %s lies: %s", (host, kind) => {
		expect(hostKind(host)).toBe(kind);
	});

	test("on plain http at home needs the browser to be told so, on loopback it must not be", () => {
		expect(targetAddressSpace(securePage, new URL("http://media.example"))).toBe("local");
		expect(targetAddressSpace(securePage, new URL("http://127.0.0.1"))).toBeUndefined();
		expect(targetAddressSpace(securePage, new URL("https://192.168.1.2"))).toBeUndefined();
		expect(targetAddressSpace(loopbackPage, new URL("http://192.168.1.2"))).toBeUndefined();
	});

	test("without TLS is kept from a Plex token unless it is loopback or the person agreed", () => {
		const urls = ["https://a.plex.direct:32400", "http://127.0.0.1:32400", "http://192.168.1.2:32400"];
		expect(urls.map((url) => mayCarryToken("plex", url, false))).toEqual([true, true, false]);
		expect(urls.map((url) => mayCarryToken("plex", url, true))).toEqual([true, true, true]);
		expect(urls.map((url) => mayCarryToken("jellyfin", url, false))).toEqual([true, true, true]);
	});

	test("that only pages may use keeps its source's sync in the page, unless its token may not go there", () => {
		const of = (dialect: Dialect, ...urls: string[]) => ({
			dialect,
			addresses: urls.map((url) => ({ url, origin: "person" }) as const),
		});
		const home = "http://192.168.1.20:8096";
		const away = "https://media.example";
		for (const place of [securePage, secureWorker]) {
			expect(needsPage(of("jellyfin", home), place, false)).toBe(true);
			expect(needsPage(of("jellyfin", away, home), place, false)).toBe(true);
			expect(needsPage(of("jellyfin", away), place, false)).toBe(false);
			expect(needsPage(of("jellyfin", "http://127.0.0.1:8096", away), place, false)).toBe(true);
			expect(needsPage(of("plex", away, home), place, false)).toBe(false);
			expect(needsPage(of("plex", away, home), place, true)).toBe(true);
		}
		expect(needsPage(of("jellyfin", home), loopbackPage, false)).toBe(false);
	});

	test("that is a relay comes after all others", () => {
		const addresses = [
			{ url: "https://relay.example", origin: "announced", isRelay: true },
			{ url: "https://home.example", origin: "announced" },
		] as const;
		const usable = usableAddresses({ dialect: "plex", addresses }, securePage, false);
		expect(usable.map(({ url }) => url)).toEqual(["https://home.example", "https://relay.example"]);
	});
});

describe("a source", () => {
	test("is for the page alone when no address of it can be reached from the worker", () => {
		const http = { url: "http://192.168.1.20:8096", origin: "person" } as const;
		const https = { url: "https://media.example", origin: "person" } as const;
		expect(isPageOnly({ addresses: [http] }, secureWorker)).toBe(true);
		expect(isPageOnly({ addresses: [http, https] }, secureWorker)).toBe(false);
		expect(isPageOnly({ addresses: [http] }, loopbackPage)).toBe(false);
		expect(isPageOnly({ addresses: [] }, securePage)).toBe(false);
	});
});

describe("what a person types", () => {
	test.each([
		["nas", ["https://nas", "https://nas:8920", "http://nas:8096", "http://nas"]],
		["  nas:8096/base/ ", ["https://nas:8096/base", "http://nas:8096/base"]],
		["http://nas", ["http://nas:8096", "http://nas"]],
		["https://media.example/jellyfin", ["https://media.example/jellyfin", "https://media.example:8920/jellyfin"]],
		["https://media.example:443", ["https://media.example"]],
		["https://media.example:8920/web/#/home", ["https://media.example:8920"]],
		["http://nas:8096/jf/web/index.html#!/home", ["http://nas:8096/jf"]],
		["[fe80::1]:8096", ["https://[fe80::1]:8096", "http://[fe80::1]:8096"]],
		["fd00::7", ["https://[fd00::7]", "https://[fd00::7]:8920", "http://[fd00::7]:8096", "http://[fd00::7]"]],
		["", []],
		["ftp://nas", []],
		["http://user:secret@nas", []],
		["two words", []],
	])("(%s) may mean these addresses", (typed, expected) => {
		expect(addressCandidates(typed, "https")).toEqual(expected);
	});

	test("is tried without TLS first by an insecure page", () => {
		expect(addressCandidates("nas", "http")).toEqual([
			"http://nas",
			"http://nas:8096",
			"https://nas",
			"https://nas:8920",
		]);
	});

	test.each([
		["plex.example", "https://plex.example:32400"],
		["192.168.1.2:32400", "https://192.168.1.2:32400"],
		["https://plex.example", "https://plex.example"],
		["http://127.0.0.1:32400/web/index.html", "http://127.0.0.1:32400"],
		["plex.example:443/base/", "https://plex.example/base"],
		["", null],
	])("(%s) as the address of a Plex server is %s", (typed, expected) => {
		expect(plexAddress(typed)).toBe(expected);
	});
});

test.each([
	["10.9.11", false],
	["10.10.0", true],
	["10.11.11", true],
	["12.0.0", true],
	["12.0-rc5", true],
	["9.99", false],
	["unknown", true],
])("Jellyfin %s is supported: %s", (version, expected) => {
	expect(isSupportedJellyfin(version)).toBe(expected);
});
