export type HostKind = "loopback" | "lan" | "public-ip" | "name";

/**
 * What a host name alone tells of where it lies.
 *
 * | host | kind |
 * |---|---|
 * | localhost, *.localhost, 127/8, ::1 | loopback |
 * | 10/8, 172.16/12, 192.168/16, 169.254/16, 100.64/10, fc00::/7, fe80::/10, *.local, *.lan, *.home.arpa, a name without a dot | lan |
 * | `192-168-1-20.….plex.direct`: Plex gives certificates to addresses by such names | lan, for one that is |
 * | any other IP address | public-ip |
 * | any other name: it may resolve to anything | name |
 */
export function hostKind(hostname: string): HostKind {
	const host = hostname
		.toLowerCase()
		.replace(/^\[|\]$/g, "")
		.replace(/\.$/, "");
	if (host === "localhost" || host.endsWith(".localhost") || host === "::1") return "loopback";
	if (host.includes(":")) return /^(f[cd]|fe[89ab])/.test(host) ? "lan" : "public-ip";
	const certified = /^(\d{1,3})-(\d{1,3})-\d{1,3}-\d{1,3}\.[^.]+\.plex\.direct$/.exec(host)?.slice(1).map(Number);
	if (certified !== undefined && ipv4Kind(certified[0] ?? 0, certified[1] ?? 0) === "lan") return "lan";
	const octets = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(host)?.slice(1).map(Number);
	if (octets !== undefined) return ipv4Kind(octets[0] ?? 0, octets[1] ?? 0);
	return !host.includes(".") || /\.(local|lan|home\.arpa)$/.test(host) ? "lan" : "name";
}

function ipv4Kind(first: number, second: number): HostKind {
	if (first === 127) return "loopback";
	const isPrivate =
		first === 10 ||
		(first === 172 && second >= 16 && second <= 31) ||
		(first === 192 && second === 168) ||
		(first === 169 && second === 254) ||
		(first === 100 && second >= 64 && second <= 127);
	return isPrivate ? "lan" : "public-ip";
}

/** A URL with http or https, or null for anything else. */
export function parseAddress(url: string): URL | null {
	if (!URL.canParse(url)) return null;
	const parsed = new URL(url);
	return parsed.protocol === "http:" || parsed.protocol === "https:" ? parsed : null;
}
