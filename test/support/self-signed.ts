import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";

/** A certificate and its key as PEM, for `node:https`. */
export interface Certificate {
	readonly cert: string;
	readonly key: string;
}

/** A certificate for `host` that nobody vouches for, good for a day: an https app on loopback needs one and no tool may be missing. */
export function selfSigned(host: string): Certificate {
	const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
	const signature = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02)); // ecdsa-with-SHA256
	const name = sequence(tlv(0x31, sequence(oid(0x55, 0x04, 0x03), tlv(0x0c, Buffer.from(host))))); // CN
	const toBeSigned = sequence(
		tlv(0xa0, tlv(0x02, Buffer.from([2]))), // X.509 v3
		tlv(0x02, Buffer.from([1])),
		signature,
		name,
		sequence(utcTime(-1), utcTime(1)),
		name,
		publicKeyInfo(publicKey),
		tlv(0xa3, sequence(subjectAltName(host))),
	);
	const signed = createSign("sha256").update(toBeSigned).sign(privateKey);
	const certificate = sequence(toBeSigned, signature, tlv(0x03, Buffer.concat([Buffer.from([0]), signed])));
	return {
		cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString("base64").replace(/.{1,64}/g, "$&\n")}-----END CERTIFICATE-----\n`,
		key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
	};
}

function subjectAltName(host: string): Buffer {
	return sequence(oid(0x55, 0x1d, 0x11), tlv(0x04, sequence(tlv(0x82, Buffer.from(host)))));
}

function publicKeyInfo(key: KeyObject): Buffer {
	return key.export({ type: "spki", format: "der" });
}

function utcTime(daysFromNow: number): Buffer {
	const time = new Date(Date.now() + daysFromNow * 86_400_000).toISOString();
	return tlv(0x17, Buffer.from(`${time.slice(2, 19).replace(/[-:T]/g, "")}Z`));
}

function oid(...bytes: number[]): Buffer {
	return tlv(0x06, Buffer.from(bytes));
}

function sequence(...parts: Buffer[]): Buffer {
	return tlv(0x30, Buffer.concat(parts));
}

/** One DER element: tag, length, content. */
function tlv(tag: number, content: Buffer): Buffer {
	const { length } = content;
	const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
	return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
