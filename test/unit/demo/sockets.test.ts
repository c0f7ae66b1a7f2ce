import { randomBytes } from "node:crypto";
import { connect as dial, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type Mounted, mountHttp } from "../../../demo/core/http-mount.ts";
import type { Connect, Peer } from "../../../demo/core/sockets.ts";
import { FrameReader, frame, OPCODES } from "../../../demo/core/web-socket-frames.ts";

/** A frame as a client has to send it: masked. */
function masked(opcode: number, payload: Buffer, isLast = true): Buffer {
	const mask = randomBytes(4);
	const plain = frame(opcode, payload);
	const start = plain.length - payload.length;
	const head = Buffer.from(plain.subarray(0, start));
	head[0] = (isLast ? 0x80 : 0) | opcode;
	head[1] = (head[1] ?? 0) | 0x80;
	const body = Buffer.from(payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0)));
	return Buffer.concat([head, mask, body]);
}

describe("frames of a client", () => {
	const texts = (reader: FrameReader, bytes: Buffer) =>
		reader.read(bytes).map(({ opcode, payload }) => `${opcode} ${payload.toString()}`);

	it.each([0, 5, 125, 126, 65_535, 65_536, 70_000])("are read at any length (%i)", (length) => {
		const text = "ä".repeat(length / 2) + (length % 2 === 1 ? "x" : "");
		expect(texts(new FrameReader(), masked(OPCODES.text, Buffer.from(text)))).toEqual([`1 ${text}`]);
	});

	it("are read however the bytes come, several at once or one by one", () => {
		const bytes = Buffer.concat([masked(OPCODES.text, Buffer.from("one")), masked(OPCODES.text, Buffer.from("two"))]);
		expect(texts(new FrameReader(), bytes)).toEqual(["1 one", "1 two"]);
		const reader = new FrameReader();
		expect([...bytes].flatMap((byte) => texts(reader, Buffer.from([byte])))).toEqual(["1 one", "1 two"]);
	});

	it("are put together from pieces, with a ping in between", () => {
		const bytes = Buffer.concat([
			masked(OPCODES.text, Buffer.from("one "), false),
			masked(OPCODES.ping, Buffer.from("?")),
			masked(OPCODES.continuation, Buffer.from("message")),
		]);
		expect(texts(new FrameReader(), bytes)).toEqual(["9 ?", "1 one message"]);
	});
});

describe("sockets on a server", () => {
	let mounted: Mounted | undefined;
	let client: Socket | undefined;
	afterEach(async () => {
		client?.destroy();
		await mounted?.close();
	});
	const HELLO = [
		"GET /talk?token=1 HTTP/1.1",
		"Host: here",
		"Upgrade: websocket",
		"Connection: Upgrade",
		"Sec-WebSocket-Version: 13",
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
	];
	/** Dials, asks for a socket, and gives a function that waits for what comes. */
	const ask = async (connect: Connect) => {
		mounted = await mountHttp(async () => new Response("page"), 0, undefined, undefined, connect);
		const socket = dial(mounted.port, "127.0.0.1");
		client = socket;
		let bytes = Buffer.alloc(0);
		let isOver = false;
		const waiting = new Set<() => void>();
		const wake = () => {
			for (const look of waiting) look();
		};
		socket.on("data", (more: Buffer) => {
			bytes = Buffer.concat([bytes, more]);
			wake();
		});
		socket.on("error", () => undefined);
		socket.on("close", () => {
			isOver = true;
			wake();
		});
		socket.write(`${HELLO.join("\r\n")}\r\n\r\n`);
		const until = (isSo: (bytes: Buffer, isOver: boolean) => boolean) =>
			new Promise<Buffer>((resolve) => {
				const look = () => {
					if (!isSo(bytes, isOver)) return;
					waiting.delete(look);
					resolve(bytes);
				};
				waiting.add(look);
				look();
			});
		return { socket, until };
	};
	const echo: Connect = (url) => ({
		kind: "taken",
		open: (peer: Peer) => {
			peer.send(`hello ${url.searchParams.get("token")}`);
			return { hear: (text) => (text === "bye" ? peer.close(1000, "done") : peer.send(text)), gone: () => undefined };
		},
	});

	it("are opened with the key's answer, and carry text both ways", async () => {
		const { socket, until } = await ask(echo);
		const opened = await until((bytes) => bytes.includes("hello 1"));
		// The key and its answer of RFC 6455 §1.3.
		expect(opened.toString("latin1")).toContain("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
		socket.write(masked(OPCODES.text, Buffer.from("grüezi")));
		expect(
			(await until((bytes) => bytes.includes("grüezi"))).includes(frame(OPCODES.text, Buffer.from("grüezi"))),
		).toBe(true);
		socket.write(masked(OPCODES.ping, Buffer.from("?")));
		await until((bytes) => bytes.includes(frame(OPCODES.pong, Buffer.from("?"))));
	});

	it("end with a code, and with the server", async () => {
		const first = await ask(echo);
		await first.until((bytes) => bytes.includes("hello"));
		first.socket.write(masked(OPCODES.text, Buffer.from("bye")));
		const closing = Buffer.concat([Buffer.from([0x88, 6, 0x03, 0xe8]), Buffer.from("done")]);
		expect((await first.until((_, isOver) => isOver)).includes(closing)).toBe(true);
		await mounted?.close();
		const second = await ask(echo);
		await second.until((bytes) => bytes.includes("hello"));
		await mounted?.close();
		await second.until((_, isOver) => isOver);
	});

	it("are refused with a status, or with silence", async () => {
		const refused = await ask(() => ({ kind: "refused", status: 403 }));
		expect((await refused.until((_, isOver) => isOver)).toString()).toMatch(/^HTTP\/1\.1 403 /);
		await mounted?.close();
		const silent = await ask(() => ({ kind: "silent" }));
		expect(await silent.until((_, isOver) => isOver)).toHaveLength(0);
	});
});
